"""The workload that everything is measured on: the same bytes every time, and clean to import."""

import csv
import hashlib
import importlib
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import ModuleType

import pytest

from qualcode.codebooks.reading import read_codebook
from qualcode.exchange.codebook_files import import_codebook
from qualcode.exchange.coding_files import read_coding_rows
from qualcode.exchange.codings import import_codings
from qualcode.exchange.sources import import_readings
from qualcode.exchange.variables import import_variables
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store
from qualcode.store.examination import faults
from qualcode.transcripts.reading import read_transcript
from qualcode.transcripts.variables import read_variables
from tests.conftest import AT

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def corpus() -> Iterator[ModuleType]:
    """The generator, which lies outside of the package."""
    sys.path.insert(0, str(BENCHMARKS))
    yield importlib.import_module("corpus")
    sys.path.remove(str(BENCHMARKS))
    for name in ("corpus", "vocabulary"):
        del sys.modules[name]


@pytest.fixture(scope="module")
def small(corpus: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two transcripts of 1,000 words, 60 codings."""
    return corpus.generate(corpus.Size(2_000, 2, 60), tmp_path_factory.mktemp("corpus"))


def test_the_same_size_gives_the_same_bytes(corpus: ModuleType, tmp_path: Path) -> None:
    """Whoever measures, measures the same; the digest changes only when the generator is meant to change."""
    written = corpus.generate(corpus.Size(500, 1, 20), tmp_path)

    digest = hashlib.sha256()
    for file in sorted(path for path in written.rglob("*") if path.is_file()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    assert "50c663c0a5c6ea232f0e4eed72447310863c6b133659bb96e291dc9d841c633b" == digest.hexdigest()


def test_transcripts_have_the_words_and_speakers_that_were_asked_for(small: Path) -> None:
    """No doubts but that cities beside the labels have no name: what is measured is a plain import."""
    readings = [read_transcript(path) for path in sorted((small / "transcripts").iterdir())]

    assert [(1, "en")] * 2 == [(len(reading.doubts), reading.language) for reading in readings]
    assert all(reading.doubts[0].startswith("beside labels stands what has no name: ") for reading in readings)
    assert 1_950 < sum(turn.words for reading in readings for turn in reading.turns) < 2_200
    for reading in readings:
        roles = [speaker.role for speaker in reading.speakers]
        assert (1, True) == (roles.count("moderator"), 6 <= roles.count("participant") <= 9)


def test_two_coders_agree_on_about_seven_in_ten(small: Path) -> None:
    """Counted over the places that anybody coded."""
    with (small / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    agreed = []
    for _, group in groupby(rows, key=lambda row: (row["source"], row["start"])):
        codes: dict[str, set[str]] = {}
        for row in group:
            codes.setdefault(row["coder"], set()).add(row["code"])
        agreed.append(bool(codes.get("Lena", set()) & codes.get("Mark", set())))

    assert (60, True) == (len(rows), 0.55 < sum(agreed) / len(agreed) < 0.85)


def test_all_of_it_is_imported_without_a_word(store: Store, small: Path) -> None:
    """Codes on three levels, every coding at its quote, a whole project afterwards."""
    readings = [read_transcript(path) for path in sorted((small / "transcripts").iterdir())]
    file = read_codebook(small / "codebook.yaml")
    rows, unused = read_coding_rows(small / "codings.csv")

    sources = import_readings(store, readings, coder="Vera", at=AT)
    set_values = import_variables(
        store, small / "variables.csv", read_variables(small / "variables.csv")[0], coder="Vera", at=AT
    )
    import_codebook(store, small / "codebook.yaml", file, coder="Vera", at=AT)
    codings = import_codings(store, small / "codings.csv", rows, coder="Vera", at=AT)

    assert (2, (), ()) == (len(sources.imported), sources.refused, unused)
    (book,) = read_codebooks(store)
    assert (40, 2) == (len(book.codes), max(book.depth(code.guid) for code in book.codes))
    assert (60, 0, ()) == (codings.made, codings.known, codings.refused)
    assert set_values > 0
    assert () == faults(store)
