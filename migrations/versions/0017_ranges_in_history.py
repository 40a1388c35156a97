"""One row of the history tells of all the features that a load made of a range of rows."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LAYERS = """
    SELECT DISTINCT layer, CAST(to_regclass(quote_ident(layer)) AS text) AS name
    FROM history
    WHERE last_feature_id IS NOT NULL
"""
EXPAND = """
    INSERT INTO history (
        id, layer, feature_id, at, action, move, from_state, to_state, by_user_id, run_id, reason,
        facts, changes
    )
    SELECT
        (SELECT LEAST(min(id), 1) FROM history) - row_number() OVER (),
        made.layer, feature.id, made.at, made.action, made.move, made.from_state, made.to_state,
        made.by_user_id, made.run_id, made.reason,
        made.facts || jsonb_build_object(
            'row',
            CAST(CAST(made.facts ->> 'row' AS bigint) + feature.id - made.feature_id AS text)
        ),
        made.changes
    FROM history AS made
    JOIN ({features}) AS feature (id)
        ON feature.id > made.feature_id
        AND feature.id <= made.last_feature_id
    WHERE made.layer = :layer
        AND made.last_feature_id IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("history", sa.Column("last_feature_id", sa.BigInteger(), nullable=True))
    op.create_check_constraint(
        op.f("history_range_check"), "history", "last_feature_id > feature_id"
    )
    op.create_index(
        "history_range_idx",
        "history",
        ["layer", "feature_id"],
        unique=True,
        postgresql_where=sa.text("last_feature_id IS NOT NULL"),
    )


def downgrade() -> None:
    """Each feature gets a row of its own; what tells of a range then tells of its first alone.

    The rows come before all others by id, for a feature's making is the first that is told of it.
    A feature that is gone has had a row that says so.
    """
    connection = op.get_bind()
    for layer, table in connection.execute(sa.text(LAYERS)).all():
        features = "SELECT feature_id FROM history WHERE layer = :layer"
        if table is not None:
            features += f" UNION SELECT id FROM {table}"  # noqa: S608 - quoted by the database
        connection.execute(sa.text(EXPAND.format(features=features)), {"layer": layer})
    op.drop_index("history_range_idx", table_name="history")
    op.drop_constraint(op.f("history_range_check"), "history")
    op.drop_column("history", "last_feature_id")
