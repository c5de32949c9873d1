"""What a command imports: help and version nothing heavy, counting neither spaCy nor Textual."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.store.database import Store

HEAVY = (
    "spacy",
    "sqlmodel",
    "sqlalchemy",
    "polars",
    "textual",
    "alembic",
    "ruamel",
    "thinc",
    "numpy",
    "jinja2",
    "matplotlib",
    "xlsxwriter",
    "lxml",
    "python_calamine",
)


def imported_by(*arguments: str) -> set[str]:
    """Run a command in a fresh interpreter and return which heavy libraries it ended up with."""
    code = (
        "import sys\n"
        f"sys.argv = {['qualcode', *arguments]!r}\n"
        "from qualcode.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"import json; print('HEAVY', json.dumps([name for name in {HEAVY!r} if name in sys.modules]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    last = done.stdout.strip().splitlines()[-1]
    return set(json.loads(last.removeprefix("HEAVY ")))


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(argument: str) -> None:
    """They answer while a person still has the key down."""
    assert set() == imported_by(argument)


def test_every_commands_help_imports_nothing_heavy() -> None:
    """Also one level down."""
    assert set() == imported_by("freq", "--help")
    assert set() == imported_by("codebook", "import", "--help")


def test_freq_imports_neither_spacy_nor_textual(study: Store) -> None:
    """Counting needs Polars and the standard library's SQLite driver, no more."""
    assert {"polars"} == imported_by("-p", str(study.path), "freq") - {"numpy"}


def test_checking_a_codebook_without_cues_loads_no_spacy(tmp_path: Path) -> None:
    """Only what a cue finds needs it."""
    path = tmp_path / "book.yaml"
    path.write_text("name: Talks\ncodes: [Deals, War]\n", "utf-8")

    assert "spacy" not in imported_by("codebook", "check", str(path))


def test_listing_sources_imports_nothing_heavy(study: Store) -> None:
    """Reading goes through the driver alone."""
    assert set() == imported_by("-p", str(study.path), "sources")
