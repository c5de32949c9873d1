"""A small study on a real project file, for the tests of every room that writes."""

import gc
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from qualcode.coding.codebook_writing import write_codebook
from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.identity import text_sha256
from qualcode.store.database import Store, create_store
from qualcode.store.intake import NewSource, add_source

# How long an example takes says nothing on a shared machine. The examples are the same in each run, so that a failure
# is always of the change at hand; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile(
    "qualcode",
    deadline=None,
    max_examples=30,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("search", settings.get_profile("qualcode"), max_examples=500, derandomize=False)
settings.load_profile("qualcode")


def pytest_configure() -> None:
    """Forget what the machine says of its terminals; tests that ask how they matter say it themselves.

    Programs that tests start, hundreds, keep what Python made of the sources, even where that is turned off.
    """
    for name in ("NO_COLOR", "FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "COLUMNS", "LINES"):
        os.environ.pop(name, None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """Let Python's collector pass over what was imported: a tenth of the whole suite's time."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


AT = datetime(2025, 2, 14, 10, 0, tzinfo=UTC)
TEXT = "Composed.\n\nModerator: Who should talk?\n\nANNA: Let the big people decide 🙂. I watch.\n\nIVAN: Yes.\n"
BOOK = Codebook(
    guid="0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0001",
    name="Peace talks",
    codes=(
        Code(guid="0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0002", name="Deference", key="f", color="#aa3300"),
        Code(
            guid="0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0003",
            name="Big people",
            parent_guid="0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0002",
            key="f1",
            cues=(Cue("big people", language="en"),),
        ),
        Code(guid="0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0004", name="News fatigue", key="n"),
    ),
)
THEME, CODE, OTHER = (code.guid for code in BOOK.codes)


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def add_small_source(store: Store, name: str = "fg1.txt", text: str = TEXT) -> str:
    """Three turns: the moderator's, Anna's with an emoji, Ivan's. Returns the source's GUID."""
    turns = []
    for number, (place, label) in enumerate((("Moderator: ", 0), ("ANNA: ", 1), ("IVAN: ", 2)), start=1):
        start = text.index(place)
        end = text.index("\n", start)
        turns.append((number, start, start + len(place), end, label, None, len(text[start:end].split()) - 1))
    with store.act("import sources", f"imported {name}", coder="Vera", at=AT) as unit:
        add_source(
            unit,
            NewSource(
                name=name,
                language="en",
                text=text,
                sha256=text_sha256(text),
                file_name=name,
                file_sha256=text_sha256(text),
                encoding="utf-8",
                format="text",
                cases=[("Moderator", "moderator"), ("ANNA", "participant"), ("IVAN", "participant")],
                turns=turns,
            ),
        )
    return str(store.value("SELECT guid FROM sources WHERE name = :name", name=name))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty project."""
    with create_store(tmp_path / "study.qualcode", name="Study", coder="Vera", at=AT) as made:
        yield made


@pytest.fixture
def study(store: Store) -> Store:
    """A project with one source and one codebook."""
    add_small_source(store)
    with store.act("import codebook", "imported codebook", coder="Vera", at=AT) as unit:
        write_codebook(unit, BOOK)
    return store


@pytest.fixture
def source(study: Store) -> str:
    """The GUID of the study's one source."""
    return str(study.value("SELECT guid FROM sources"))


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of the person who runs it."""
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "settings"))
    monkeypatch.delenv("QUALCODE_PROJECT", raising=False)
    monkeypatch.delenv("QUALCODE_CODER", raising=False)
