"""What stands on the pages and is not tried, each with the reason.

An entry is a command as it is written, a request without its body, or the first line of a program
or statement. One that no page has any more fails, and so does a command that nobody could run and
that is not here.
"""

LEFT_OUT: dict[str, tuple[str, ...]] = {
    "serves, works or waits until somebody stops it": (
        "make demo",
        "tuganzher serve",
        "tuganzher serve --workers 2",
        "ATLAS_TRUSTED_PROXIES=10.0.0.5 tuganzher serve --workers 2",
        "PORT=8443 tuganzher serve --tls-certificate atlas.pem --tls-key atlas.key",
        "HOST=0.0.0.0 PORT=8443 tuganzher serve --tls",
        "tuganzher demo serve",
        "tuganzher work",
        ".venv/bin/jupyter lab notebooks/01_first_steps.ipynb",
        ".venv/bin/mkdocs serve",
    ),
    "installs packages": ("make setup", "scripts/setup.sh", "make interop", "make lock"),
    "is the suite, a part of it, or lasts as long": (
        "make test",
        "make test-fast",
        "make check",
        "make test-clock",
        'make test-clock ONLY="leap_day day_off"',
        "make fuzz",
        "make grid",
        "make broad",
        "make cases",
        "make bench",
        "make bench SIZE=full",
        "make bench SIZE=full ONLY=ingest",
        "make bench ONLY=hostile",
        ".venv/bin/python -m pytest -q tests/geo",
        ".venv/bin/python -m pytest -m interop tests/interop/test_qgis.py",
    ),
    "lists, builds or writes anew what belongs to the project": (
        "make",
        "make docs",
        "make openapi",
        "make layer-pages",
        "make shapes",
    ),
    "draws 20,000 reports, for a minute": (
        "tuganzher demo load --reports 20000",
        ".venv/bin/tuganzher demo load",
    ),
    "attributes every object and builds 190 polygons anew, for a minute": (
        'tuganzher regions boundaries districts.shp --code KATO --source "name of the publisher"',
    ),
    "needs Docker": (
        "POSTGRES_PASSWORD=… docker compose up",
        "POSTGRES_PASSWORD=… docker compose --profile demo up",
        "POSTGRES_PASSWORD=… docker compose run --rm app tuganzher regions load",
        "POSTGRES_PASSWORD=… docker compose build",
        "POSTGRES_PASSWORD=… docker compose up --detach",
    ),
    "fetches from another machine": (
        "git pull --ff-only",
        "tuganzher ingest https://data.example.kz/monuments.geojson --layer monuments",
    ),
    "is about a private database, here the atlas has a server": (
        "tuganzher database up",
        "tuganzher database down",
        "tuganzher database status",
        "tuganzher database checksums",
    ),
    "needs a load that was cut off": ("tuganzher ingest --resume",),
    "names a command, which blocks run with its arguments": ("tuganzher ingest",),
    "asks a person who has signed in, here a program asks": (
        "GET /api/account/export",
        "DELETE /api/account",
    ),
    "keeps a token in the folder of who asks, and asks for a password": (
        "tuganzher login https://atlas.example.kz",
    ),
    "needs a file that was uploaded before": (
        (
            "curl --fail-with-body -u clerk:PASSWORD -X POST -H 'Content-Type: application/json'"
            """    -d '{"kind": "photo", "shows": "repair", "media": "CODE"}'"""
            "    https://atlas.example.kz/api/collections/citizen_reports/items/1/evidence"
        ),
    ),
    "needs a list of people": ("tuganzher users import people.csv --dry-run",),
    "starts an atlas that nobody administers": ("tuganzher users link administrator",),
    "needs a body, which curl sends in a block": (
        "POST /api/account/delegations",
        "POST /api/ingest",
        "POST /api/media",
        "POST /api/session",
        "POST /api/tiles/archives",
    ),
    "changes the server, not the database": (
        "CREATE ROLE atlas_public LOGIN NOINHERIT PASSWORD '…';",
        "SELECT pg_terminate_backend(pid)",
    ),
}
