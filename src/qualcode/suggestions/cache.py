"""What was read, learned and suggested of a project, in a folder beside it: another process makes only what changed.

The folder can be deleted at any time: it is made again. Each file names what it was made from: the state of the source,
the cues and examples of the codebooks, the grounds of the model, and the versions of all that reads and learns, trained
pipelines and this room's own code included. What does not fit, is damaged or comes from another version is made anew
and replaced; what cannot be written is not kept. Small projects have no such folder.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, replace
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcode.errors.files import UnwritableFileError
from qualcode.errors.suggestions import ModelFileError
from qualcode.files import put_whole
from qualcode.suggestions.cues.scoring import Evidence
from qualcode.suggestions.language.trained_pipelines import installed_state
from qualcode.suggestions.language.words import Units, WordTable
from qualcode.suggestions.learned.model_files import model_bytes, model_from_bytes, packed, unpacked
from qualcode.suggestions.learned.unseen import LateSystem
from qualcode.suggestions.learned.vectors import Background
from qualcode.suggestions.suggestion_rows import row_of, suggestion_of
from qualcode.suggestions.talk.talk import CueHit, Talk

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qualcode.model.codebook import Codebook
    from qualcode.model.coding import Suggestion
    from qualcode.model.transcript import Source
    from qualcode.suggestions.language.words import Array
    from qualcode.suggestions.learned.trained import Trained
    from qualcode.suggestions.talk.grounds import Grounds
    from qualcode.suggestions.talk.study import SourceKey

_FORM = "qualcode-reading/4"
_READERS = ("qualcode", "spacy", "spacy-lookups-data", "pymorphy3", "pymorphy3-dicts-ru", "numpy", "scipy")
FEWEST_WORDS = 20_000
Made = dict[str, dict[str, tuple["Suggestion", ...]]]  # by code, and by what those of the code hang on

_ENDING = ".kept"
_SUM = sha256().digest_size  # bytes in front that tell whether the rest is as it was written
_OF_ALL = ("background", "model", "patterns")
_GUID = 36  # characters
_DAY = 24 * 60 * 60


def cache_folder(project: Path) -> Path:
    """Return the folder beside a project file in which its cache is kept."""
    return project.with_name(f"{project.name}.cache")


class Cache:
    """A folder of readings; everything in it is optional."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def can_be_written(self) -> bool:
        """Return whether anything can be kept here; the folder is made where it is not there."""
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            return self._folder.is_dir() and os.access(self._folder, os.W_OK)
        return False

    def talk(self, key: SourceKey, codebooks: tuple[Codebook, ...], table: WordTable) -> Talk | None:
        """Return a source as it was read before, or None where that is not kept for this state of it."""
        told, arrays = self._read(f"talk-{key.guid}", _talk_key(key, codebooks))
        if told is None:
            return None
        try:
            hits = tuple(
                CueHit(start, end, code, tuple(Evidence(**one) for one in evidence))
                for start, end, code, evidence in told["hits"]
            )
            units = _units(told, arrays, table)
            return Talk(key.guid, arrays["starts"], arrays["ends"], arrays["turns"], units, hits)
        except (KeyError, IndexError, TypeError, ValueError):
            return None

    def keep_talk(self, talk: Talk, key: SourceKey, codebooks: tuple[Codebook, ...], table: WordTable) -> None:
        """Keep a source as read."""
        told, arrays = _told_units(talk.units, table)
        told["hits"] = [
            (hit.start, hit.end, hit.code_guid, [asdict(one) for one in hit.evidence]) for hit in talk.cue_hits
        ]
        arrays |= {"starts": talk.starts, "ends": talk.ends, "turns": talk.turns}
        self._write(f"talk-{key.guid}", _talk_key(key, codebooks), told, arrays)

    def suggested(self, name: str, key: str, source: Source) -> Made:
        """Return what was suggested in a source where the same was asked; nothing where that is not kept."""
        told, _ = self._read(name, key)
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            return {
                code: {asked: tuple(suggestion_of(row, code, source) for row in rows) for asked, rows in known.items()}
                for code, known in (told["suggested"] if told else {}).items()
            }
        return {}

    def what_is_suggested(self, name: str, key: str) -> dict[str, set[str]]:
        """Return for each code what it was asked for, where that is kept."""
        told, _ = self._read(name, key)
        return {code: set(known) for code, known in told["suggested"].items()} if told else {}

    def keep_suggested(self, name: str, key: str, made: Made) -> None:
        """Keep what was suggested in a source."""
        rows = {
            code: {asked: [row_of(one) for one in found] for asked, found in known.items()}
            for code, known in made.items()
        }
        self._write(name, key, {"suggested": rows}, {})

    def tidy(self, guids: Collection[str]) -> None:
        """Remove what is of sources that are gone, of other forms, or was left half written long ago.

        Args:
            guids: of the sources there are.
        """
        here = set(guids)
        with suppress(OSError):
            for path in self._folder.iterdir():
                of_source = path.stem not in _OF_ALL and path.stem[-_GUID:] not in here
                is_left = path.suffix == ".tmp" and path.stat().st_mtime < time() - _DAY
                if path.suffix == ".npz" or is_left or (path.suffix == _ENDING and of_source):
                    path.unlink(missing_ok=True)

    def meant(self, name: str, texts: Sequence[str], state: str) -> Array | None:
        """Return what these texts mean to the model of that state, or None where that is not kept."""
        told, arrays = self._read(f"meant-{name}", _hashed(state, *texts))
        rows = arrays.get("rows")
        return rows if told is not None and rows is not None and len(rows) == len(texts) else None

    def keep_meant(self, name: str, texts: Sequence[str], state: str, rows: Array) -> None:
        """Keep what these texts mean."""
        self._write(f"meant-{name}", _hashed(state, *texts), {}, {"rows": rows.astype(np.float16)})

    def left_out(self, codebooks: tuple[Codebook, ...]) -> tuple[str, ...] | None:
        """Return which token patterns of these codebooks are left out, or None where that is not kept."""
        told, _ = self._read("patterns", _patterns_key(codebooks))
        return tuple(map(str, told.get("left_out", ()))) if told is not None else None

    def keep_left_out(self, codebooks: tuple[Codebook, ...], lines: tuple[str, ...]) -> None:
        """Keep which token patterns of these codebooks are left out."""
        self._write("patterns", _patterns_key(codebooks), {"left_out": lines}, {})

    def background(self, grounds: Grounds, table: WordTable) -> tuple[Background, Units] | None:
        """Return the talk as a whole as it was made before, or None."""
        told, arrays = self._read("background", _background_key(grounds))
        if told is None:
            return None
        try:
            made = Background(arrays["weights"], arrays["columns"], arrays["axes"])
            return made, _units(told, arrays, table)
        except (KeyError, IndexError, TypeError, ValueError):
            return None

    def keep_background(self, grounds: Grounds, background: Background, units: Units, table: WordTable) -> None:
        """Keep the talk as a whole."""
        told, arrays = _told_units(units, table)
        arrays |= {"weights": background.weights, "columns": background.columns, "axes": background.axes}
        self._write("background", _background_key(grounds), told, arrays)

    def trained(self, grounds: Grounds, table: WordTable) -> Trained | None:
        """Return the model that was trained on the same grounds, or None."""
        told, arrays = self._read("model", _hashed(grounds.key))
        if told is None:
            return None
        with suppress(ModelFileError, KeyError, IndexError, TypeError, ValueError):
            made = replace(model_from_bytes(arrays["model"].tobytes(), table), examples=grounds.examples)
            if "penalty" not in told:
                return made
            system = LateSystem(
                made.model.space,
                _units(told, arrays, table),
                arrays["targets"],
                arrays.get("meanings"),
                told["penalty"],
            )
            return replace(made, model=replace(made.model, system=system))
        return None

    def knows_trained(self, grounds: Grounds) -> bool:
        """Return whether the model that was trained on the same grounds is kept."""
        return self._read("model", _hashed(grounds.key))[0] is not None

    def keep_trained(self, grounds: Grounds, trained: Trained) -> None:
        """Keep a model."""
        told: dict[str, Any] = {}
        arrays: dict[str, Array] = {}
        if system := trained.model.system:
            told, arrays = _told_units(system.units, trained.model.space.table)
            told["penalty"] = system.penalty
            arrays["targets"] = system.targets
            if system.meanings is not None:
                arrays["meanings"] = system.meanings
        arrays["model"] = np.frombuffer(model_bytes(trained), dtype=np.uint8)
        self._write("model", _hashed(grounds.key), told, arrays)

    def _read(self, name: str, key: str) -> tuple[dict[str, Any] | None, dict[str, Array]]:
        try:
            path = self._folder / f"{name}{_ENDING}"
            data = path.read_bytes() if path.is_file() else b""  # reading a pipe would wait for ever
            if sha256(data[_SUM:]).digest() != data[:_SUM]:
                return None, {}
            told, arrays = unpacked(data[_SUM:], _FORM)
        except (OSError, ModelFileError):
            return None, {}
        return (told, arrays) if told.get("key") == key else (None, {})

    def _write(self, name: str, key: str, told: dict[str, Any], arrays: dict[str, Array]) -> None:
        data = packed({**told, "form": _FORM, "key": key}, arrays)
        with suppress(OSError, UnwritableFileError):
            self._folder.mkdir(exist_ok=True)
            put_whole(self._folder / f"{name}{_ENDING}", sha256(data).digest() + data)


def _told_units(units: Units, table: WordTable) -> tuple[dict[str, Any], dict[str, Array]]:
    used, places = np.unique(units.types, return_inverse=True)
    words = [(table.forms[number], table.lemmas[number]) for number in used.tolist()]
    order = sorted(range(len(words)), key=words.__getitem__)  # numbers tell what else was read before
    rank = np.empty(len(words), dtype=np.int32)
    rank[order] = np.arange(len(words))
    told: dict[str, Any] = {"words": [words[place] for place in order]}
    arrays = {"unit_types": rank[places], "unit_starts": units.starts}
    if units.around is not None:
        told["around"], around = _told_units(units.around, table)
        arrays |= {f"around_{name}": array for name, array in around.items()}
    return told, arrays


def _units(told: dict[str, Any], arrays: dict[str, Array], table: WordTable) -> Units:
    numbers = np.array([table.number(form, lemma) for form, lemma in told["words"]], dtype=np.int32)
    around = None
    if "around" in told:
        own = {name.removeprefix("around_"): array for name, array in arrays.items() if name.startswith("around_")}
        around = _units(told["around"], own, table)
    return Units(numbers[arrays["unit_types"]], arrays["unit_starts"], around)


def _talk_key(key: SourceKey, codebooks: tuple[Codebook, ...]) -> str:
    return _hashed("talk", key.guid, key.state, cues_hash(codebooks))


def suggested_key(key: SourceKey, cues: str, *parts: str) -> str:
    """Return what tells apart what is suggested in a source: its state, the cues, and whatever else it hangs on."""
    return _hashed("suggested", key.guid, key.state, cues, *parts)


@lru_cache(maxsize=4)
def cues_hash(codebooks: tuple[Codebook, ...]) -> str:
    """Return what tells codebooks apart by what is looked for in a text."""
    return _hashed(*(
        json.dumps([
            code.guid, code.name, code.is_codable, code.is_retired, code.examples,
            [(cue.text, cue.form, cue.language, cue.is_negative) for cue in code.cues],
        ])
        for book in codebooks
        for code in book.codes
    ))  # fmt: skip


def _patterns_key(codebooks: tuple[Codebook, ...]) -> str:
    paths = (book.path(code.guid) for book in codebooks for code in book.codes)
    return _hashed("patterns", cues_hash(codebooks), *paths)


def _background_key(grounds: Grounds) -> str:
    return _hashed("background", *(f"{key.guid} {key.state}" for key in grounds.background))


def _hashed(*parts: str) -> str:
    made = sha256(_versions().encode())
    for part in parts:
        made.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return made.hexdigest()


@lru_cache(maxsize=1)
def _versions() -> str:
    told = []
    for name in _READERS:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} -")
    return ", ".join([*told, _program(), installed_state()])


def _program() -> str:
    """Return what tells states of this room's code apart, so that what another state of it made is made anew."""
    made = sha256()
    room = Path(__file__).parent
    for path in sorted((*room.rglob("*.py"), *room.rglob("*.txt"))):
        made.update(path.read_bytes())
    return made.hexdigest()
