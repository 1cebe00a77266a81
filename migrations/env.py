"""Runs migrations on the connection the program hands over, or on WEIXIU_MIGRATE_URL for developers."""

import os

from alembic import context
from sqlalchemy import Connection, create_engine

from bot.models import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        user_module_prefix="bot.models.base.",
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with create_engine(os.environ["WEIXIU_MIGRATE_URL"]).connect() as own:
        run(own)
