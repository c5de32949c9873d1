"""The format of project files, and how old ones come forward."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from qualcode.errors.projects import MigrationError
from qualcode.store import schema
from qualcode.store.connections import connect
from qualcode.store.database import Store, open_store
from qualcode.store.migrating import MIGRATIONS, upgrade
from qualcode.store.project_facts import read_project
from qualcode.store.sources import read_source


def _objects(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")").strip() for name, sql in rows}


def test_migrations_from_nothing_make_todays_tables(tmp_path: Path, store: Store) -> None:
    """A file that came all the way forward is the same as a new one."""
    path = tmp_path / "old.qualcode"

    upgrade(path)

    connection = connect(path)
    migrated = _objects(connection)
    connection.close()
    new = _objects(store.connection())
    new.pop("alembic_version"), migrated.pop("alembic_version")
    assert new == migrated


def test_the_newest_migration_is_the_format_of_new_files() -> None:
    """Nobody forgets to name a migration in FORMATS."""
    found = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))

    assert list(schema.FORMATS) == found


@pytest.fixture
def next_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tomorrow's program: one more migration, whose body the test writes."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "FORMATS", (*schema.FORMATS, "9000"))
    monkeypatch.setattr("qualcode.store.migrating.upgrade", lambda path: upgrade(path, migrations=folder))
    return folder / "versions" / "9000_next.py"


MIGRATION = """
from alembic import op
revision = "9000"
down_revision = "{before}"
def upgrade():
    op.get_bind().exec_driver_sql("CREATE TABLE novelties (id INTEGER PRIMARY KEY)")
    {body}
"""


def test_an_older_file_is_copied_then_brought_forward(store: Store, next_format: Path, tmp_path: Path) -> None:
    """The copy opens as it was."""
    next_format.write_text(MIGRATION.format(before=schema.FORMATS[-2], body=""))
    facts = read_project(store)
    store.close()

    with open_store(store.path) as opened:
        assert facts == read_project(opened)
        assert 0 == opened.value("SELECT count(*) FROM novelties")
        assert "9000" == opened.value("SELECT version_num FROM alembic_version")

    backup = tmp_path / f"study-format-{schema.FORMATS[-2]}.qualcode"
    copy = sqlite3.connect(backup)
    assert (schema.FORMATS[-2],) == copy.execute("SELECT version_num FROM alembic_version").fetchone()
    copy.close()


def test_a_failing_migration_leaves_the_file_as_it_was(store: Store, next_format: Path) -> None:
    """Tables made before the failure are gone again; the message names the copy."""
    next_format.write_text(MIGRATION.format(before=schema.FORMATS[-2], body="raise RuntimeError('no luck')"))
    before = _objects(store.connection())
    store.close()

    with pytest.raises(MigrationError, match=r"no luck.*study-format-"):
        open_store(store.path)

    connection = connect(store.path)
    assert before == _objects(connection)
    connection.close()


def test_a_file_of_the_first_format_comes_forward_with_all_that_is_in_it(tmp_path: Path) -> None:
    """What version 0.1 wrote is read as it was, and takes what is new."""
    path = tmp_path / "old.qualcode"
    connection = connect(path)
    schema.mark_file(connection)
    connection.close()
    upgrade(path, "0001")
    connection = connect(path)
    connection.executescript("""
        INSERT INTO project VALUES (1, '0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0009', 'Old', '2025-02-14T10:00:00+00:00');
        INSERT INTO coders VALUES (1, '0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0008', 'Vera');
        INSERT INTO acts VALUES (1, 'a', '2025-02-14T10:00:00+00:00', 1, 'import', 'x', '[]', NULL, NULL, 'c');
        INSERT INTO sources VALUES (1, '0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0007', 'fg.txt', 'en', 1, 1);
        INSERT INTO source_revisions VALUES (1, 1, 1, 's', 8, 1, 'fg.txt', 's', 'utf-8', 'text', '2025', 1, 'A: Hello');
        INSERT INTO cases VALUES (1, '0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0006', 'A', 'participant', 1);
        INSERT INTO turns VALUES (1, 1, 1, 0, 3, 8, 1, NULL, 1, 1);
    """)
    connection.close()

    with open_store(path) as opened:
        source = read_source(opened, "0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0007")

        assert "A: Hello" == source.text
        assert [(1, None)] == [(turn.number, turn.language) for turn in source.turns]
        assert schema.FORMATS[-1] == opened.value("SELECT version_num FROM alembic_version")
