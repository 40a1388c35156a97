"""What the pages write is there: commands, options, addresses, parameters, settings, links."""

import re
from pathlib import Path

import pytest

from core.settings import PROJECT_ROOT
from tests.api.described import Described
from tests.docs.addresses import DescribedPaths, Request, request_in, requests_of
from tests.docs.commands import (
    INLINE_PROGRAMS,
    UnknownProgramError,
    commands_of,
    lines_of,
    require_known,
)
from tests.docs.fences import Block, all_blocks, codes_of, pages

RUN = {"sh", "http", "python", "sql"}
LOOKED_THROUGH = {"text", "ini", "nginx", "caddyfile"}
LIKE_A_COMMAND = re.compile(
    r"^\s*(\$ |make |tuganzher |curl |pg_|docker |(GET|POST|PUT|PATCH|DELETE) +\S*/api)"
)
VARIABLE = re.compile(r"\bATLAS_[A-Z0-9_]*[A-Z0-9]\b")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(r"\w[\w.-]*/[^\s<]*(?!\S)")
TO_BE_WRITTEN = {"layers/catalogue/springs.py", "migrations/versions/00NN_springs.py"}
"""What whoever follows the example of a new layer writes."""
BUILT = "site"


def named(page: Path) -> str:
    return str(page.relative_to(PROJECT_ROOT))


@pytest.fixture(scope="module")
def description(described: Described) -> DescribedPaths:
    return DescribedPaths(described.document)


def test_every_block_says_what_it_is() -> None:
    strange = [str(each) for each in all_blocks() if each.language not in RUN | LOOKED_THROUGH]
    assert strange == []


def test_no_command_or_address_hides_in_another_block() -> None:
    hidden = [
        (str(block), line)
        for block in all_blocks(*LOOKED_THROUGH)
        for line in block.lines
        if LIKE_A_COMMAND.match(line)
    ]
    assert hidden == []


@pytest.mark.parametrize("block", all_blocks("sh"), ids=str)
def test_commands_of_a_block_exist_with_their_options(block: Block) -> None:
    for line in lines_of(block.lines):
        for command in commands_of(line):
            require_known(command)


@pytest.mark.parametrize("page", pages(), ids=named)
def test_commands_within_sentences_exist_with_their_options(page: Path) -> None:
    for code in codes_of(page):
        if code.split()[0].startswith(INLINE_PROGRAMS):
            for command in commands_of(code):
                require_known(command)


@pytest.mark.parametrize("block", all_blocks("http"), ids=str)
def test_addresses_of_a_block_are_described(block: Block, description: DescribedPaths) -> None:
    complaints = {each.address: description.complaint(each) for each in requests_of(block)}
    assert {address: why for address, why in complaints.items() if why} == {}


@pytest.mark.parametrize("page", pages(), ids=named)
def test_addresses_within_sentences_are_described(page: Path, description: DescribedPaths) -> None:
    requests = filter(None, map(request_in, codes_of(page)))
    complaints = {each.address: description.complaint(each) for each in requests}
    assert {address: why for address, why in complaints.items() if why} == {}


def test_every_setting_is_one_that_the_program_reads() -> None:
    sources = [
        path.read_text(encoding="utf-8")
        for room in ("core", "api", "tests", "benchmarks", "scripts", "ingest")
        for path in (PROJECT_ROOT / room).rglob("*")
        if path.suffix in {".py", ".sh"}
    ]
    known = "\n".join(sources)
    told = {name for page in pages() for name in VARIABLE.findall(page.read_text(encoding="utf-8"))}
    assert len(told) > 30
    assert [name for name in sorted(told) if not is_setting(name, known)] == []


def is_setting(name: str, sources: str) -> bool:
    """Whether sources read it: by its whole name, or by the group's name and its own."""
    groups = (
        "ATLAS_UPLOAD_",
        "ATLAS_READ_",
        "ATLAS_LOAD_",
        "ATLAS_TASKS_",
        "ATLAS_SESSION_",
        "ATLAS_MEDIA_",
    )
    rest = next((name.removeprefix(group) for group in groups if name.startswith(group)), name)
    return name in sources or f'"{rest}"' in sources


@pytest.mark.parametrize("page", pages(), ids=named)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        file, _, anchor = link.partition("#")
        if file.startswith(("http://", "https://", "mailto:")):
            continue
        target = page.parent / file if file else page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors_of(target), link


@pytest.mark.parametrize("page", pages(), ids=named)
def test_files_of_the_project_that_are_named_are_there(page: Path) -> None:
    paths = {told[0] for code in codes_of(page) if (told := PATH.match(code))} - TO_BE_WRITTEN
    of_project = filter(is_inside, paths)
    assert [path for path in of_project if not (PROJECT_ROOT / path).exists()] == []


def is_inside(path: str) -> bool:
    """Whether a path begins with a folder of the project, built documentation apart."""
    first = path.partition("/")[0]
    return first != BUILT and (PROJECT_ROOT / first).is_dir()


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and MkDocs make them."""
    headings = HEADING.findall(page.read_text(encoding="utf-8"))
    plain = (re.sub(r"[^\w\s-]", "", heading.strip().lower()) for heading in headings)
    return {re.sub(r"\s", "-", heading) for heading in plain}


def test_program_that_nobody_knows_fails() -> None:
    [command] = commands_of("frobnicate --all")
    with pytest.raises(UnknownProgramError):
        require_known(command)


@pytest.mark.parametrize(
    "line",
    ["tuganzher serve --prot 8000", "tuganzher flie", "make tset", "make test OLNY=x",
     "curl --faill x", "docker compose up webb", ".venv/bin/nothing", "scripts/setup.sh --tset"],
)  # fmt: skip
def test_what_is_written_wrongly_fails(line: str) -> None:
    [command] = commands_of(line)
    with pytest.raises(AssertionError):
        require_known(command)


@pytest.mark.parametrize(
    ("address", "why"),
    [("GET /api/nothing", "address"), ("PUT /api/search", "method"), ("/api/me?who=1", "param")],
)
def test_address_that_is_written_wrongly_fails(
    address: str, why: str, description: DescribedPaths
) -> None:
    request = request_in(address)
    assert isinstance(request, Request)
    assert why in str(description.complaint(request))
