"""Migrations by Alembic, for a project file that is behind; imported only then."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event

from qualcode.store.connections import connect

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, target: str = "head", *, migrations: Path = MIGRATIONS) -> None:
    """Run the missing migrations on a project file, all in one transaction."""
    engine = create_engine("sqlite://", creator=lambda: connect(path))

    @event.listens_for(engine, "begin")
    def take_the_lock(connection: Connection) -> None:
        # The driver is in autocommit, so this one transaction holds data and table changes alike.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, target)
    finally:
        engine.dispose()
