from alembic import command
from sqlalchemy import Connection, text

from core.access.grant import Grant
from core.database.engine import make_engine
from core.migration_scripts import alembic_configuration

ADD = "INSERT INTO users (name, permissions) VALUES (:name, CAST(:permissions AS text[]))"
PERMISSIONS = "SELECT name, permissions FROM users ORDER BY name"
GRANTED = """
    SELECT users.name, room, action, scope FROM grants JOIN users ON users.id = grants.user_id
"""
USERS = {
    "a": ["*"],
    "b": ["*:write", "monuments:exact"],
    "c": ["citizen_reports:answer", "citizen_reports:author"],
    "d": ["monuments:list_republican", "monuments:register"],
    "e": ["initiative_projects:decide"],
    "f": [],
}


def migrate(connection: Connection, revision: str) -> None:
    configuration = alembic_configuration()
    configuration.attributes["connection"] = connection
    go = command.downgrade if revision == "0019" else command.upgrade
    go(configuration, revision)


def test_permissions_of_before_become_grants_and_permissions_again(
    committed_database: str,
) -> None:
    engine = make_engine(committed_database)
    with engine.begin() as connection:
        migrate(connection, "0019")
        for name, permissions in USERS.items():
            connection.execute(text(ADD), {"name": name, "permissions": permissions})
        migrate(connection, "0020")
        grants: dict[str, set[str]] = {name: set() for name in USERS}
        for name, *granted in connection.execute(text(GRANTED)):
            grants[name].add(str(Grant(*granted)))
        assert grants["a"] == {"*"}
        assert grants["b"] == {
            "monuments:read_exact@KZ",
            *(f"*:{action}@KZ" for action in ("create", "edit", "delete", "moderate")),
        }
        assert "citizen_reports:move.solve@KZ" in grants["c"]
        assert "citizen_reports:move.object@KZ" in grants["c"]
        assert "monuments:move.delist@KZ" in grants["d"]
        assert grants["f"] == set()
        migrate(connection, "0019")
        assert dict(connection.execute(text(PERMISSIONS)).all()) == USERS
    engine.dispose()
