"""Sacred is a mark, not a kind: a monument's highest mark is a column, its kind may be empty."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MARK = """
INSERT INTO monument_sacred_marks (feature_id)
SELECT monument.id FROM monuments AS monument
WHERE monument.kind = 'sacred_site' AND NOT EXISTS (
    SELECT FROM monument_sacred_marks AS mark WHERE mark.feature_id = monument.id
)
"""
FOLLOW = """
UPDATE monuments AS monument
SET sacred_level = marked.level, kind = NULLIF(monument.kind, 'sacred_site')
FROM (
    SELECT DISTINCT ON (feature_id) feature_id, level FROM monument_sacred_marks
    ORDER BY feature_id, array_position(ARRAY['national', 'regional', 'unstated'], level)
) AS marked
WHERE marked.feature_id = monument.id
"""


def upgrade() -> None:
    op.alter_column("monuments", "kind", nullable=True)
    op.add_column("monuments", sa.Column("sacred_level", sa.Text(), nullable=True))
    op.alter_column("monument_sacred_marks", "kind", nullable=True)
    op.alter_column("monument_sacred_marks", "level", server_default="unstated")
    op.execute(MARK)
    op.execute(FOLLOW)


def downgrade() -> None:
    # Its triggers read the column that goes; the next migration makes them, and the copies, anew.
    op.execute("DROP FUNCTION IF EXISTS atlas_queue_monuments() CASCADE")
    op.execute("UPDATE monuments SET kind = 'sacred_site' WHERE kind IS NULL")
    op.execute("DELETE FROM monument_sacred_marks WHERE kind IS NULL")
    op.execute("UPDATE monument_sacred_marks SET level = 'regional' WHERE level = 'unstated'")
    op.alter_column("monument_sacred_marks", "level", server_default=None)
    op.alter_column("monument_sacred_marks", "kind", nullable=False)
    op.execute("ALTER TABLE monuments DROP COLUMN sacred_level CASCADE")
    op.alter_column("monuments", "kind", nullable=False)
