"""Orders whose phones are not found by their last digits yet are found; a message knows its pictures.

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
    _pictures()


def downgrade() -> None:
    _no_pictures()
    _no_phones()


def _phones() -> None:
    """The bot adds their last digits by and by, for a migration has no key; then this index is empty."""
    where = sa.text(UNTAILED)
    columns = ["community_id", "number"]
    op.create_index("ix_repair_order_untailed", "repair_order", columns, sqlite_where=where, postgresql_where=where)


def _no_phones() -> None:
    op.drop_index("ix_repair_order_untailed", "repair_order")


def _pictures() -> None:
    """Each message of an album, and what it carries, so that it can be emptied; of those of before nobody knows."""
    op.add_column("outbox", sa.Column("parts", sa.JSON(none_as_null=True), nullable=True))


def _no_pictures() -> None:
    op.drop_column("outbox", "parts")
