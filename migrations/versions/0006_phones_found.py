"""Orders of before whose phones are not found by their last digits yet are found themselves.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UNTAILED = "phone_index IS NOT NULL AND phone_tail IS NULL"


def upgrade() -> None:
    _phones()


def downgrade() -> None:
    _no_phones()


def _phones() -> None:
    """The bot adds their last digits by and by, for a migration has no key; then this index is empty."""
    where = sa.text(UNTAILED)
    columns = ["community_id", "number"]
    op.create_index("ix_repair_order_untailed", "repair_order", columns, sqlite_where=where, postgresql_where=where)


def _no_phones() -> None:
    op.drop_index("ix_repair_order_untailed", "repair_order")
