"""What is drawn or given once (a link, a code, a poll's id) is unique within its community.

Tables of a community are spread over servers by it, and then nothing without it in its key can be kept unique. Drawn at
random, these words meet in one community no more than anywhere.

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LINKS = ("party", "redemption")
WORDS = (("uq_activity_code", "activity", "code_hash"), ("uq_poll_telegram", "poll", "telegram_id"))


def upgrade() -> None:
    _unique("token_hash", "community_id", before=("token_hash",))


def downgrade() -> None:
    _unique("token_hash", before=("token_hash", "community_id"))


def _unique(*columns: str, before: tuple[str, ...]) -> None:
    for name in LINKS:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"uq_{name}_{'_'.join(before)}"), type_="unique")
            table.create_unique_constraint(op.f(f"uq_{name}_{'_'.join(columns)}"), list(columns))
    for name, table_name, word in WORDS:
        where = sa.text(f"{word} IS NOT NULL")
        op.drop_index(name, table_name)
        op.create_index(name, table_name, [word, *columns[1:]], unique=True, sqlite_where=where, postgresql_where=where)
