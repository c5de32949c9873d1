"""Reliability samples: marked, released, removed. Each is one act.

A sample that is not released shows no suggestions to anybody. Releasing is for good, but for undo.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from qualcode.errors.coding import UnknownTurnError
from qualcode.errors.lookups import SourceGoneError
from qualcode.errors.samples import SampleExistsError, SampleReleasedError, UnknownSampleError
from qualcode.errors.values import InvalidValueError
from qualcode.model.identity import checked_name, new_guid
from qualcode.model.sample import Sample, Stretch, joined, sample_named
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.finding import ids_where
from qualcode.store.samples import read_samples, sample_id, turn_counts


def draw_sample(store: Store, name: str, stretches: Sequence[Stretch], *, seed: int, coder: str, at: datetime) -> None:
    """Keep a sample that was drawn at random.

    Raises:
        SampleExistsError: one of that name is there.
        InvalidValueError: the name is none, or nothing is in the sample.
        SourceGoneError, UnknownTurnError: a stretch is not there.
    """
    with store.act("mark sample", "drew a sample", coder=coder, at=at) as unit:
        if _named(unit, name):
            raise SampleExistsError(name)
        _add(unit, _new(unit, name, seed), stretches)
        unit.say(f"drew the sample {name}: no suggestions are shown in it")


def mark_sample(store: Store, name: str, stretches: Sequence[Stretch], *, coder: str, at: datetime) -> None:
    """Mark passages as a sample, or as more of one that is there.

    Raises:
        SampleReleasedError: it was released already.
        InvalidValueError: the name is none, or nothing is marked.
        SourceGoneError, UnknownTurnError: a stretch is not there.
    """
    with store.act("mark sample", "marked a sample", coder=coder, at=at) as unit:
        known = _named(unit, name)
        if known and known.is_released:
            raise SampleReleasedError(known.name)
        row_id = sample_id(unit, known.guid) if known else _new(unit, name, None)
        before = known.stretches if known else ()
        if known and joined((*before, *stretches)) == joined(before):
            return
        unit.delete("sample_stretches", ids_where(unit, "sample_stretches", sample_id=row_id))
        _add(unit, row_id, (*before, *stretches))
        unit.say(f"marked {'more of ' if known else ''}the sample {name}: no suggestions are shown in it")


def release_sample(store: Store, name: str, *, coder: str, at: datetime) -> None:
    """Let suggestions be shown in a sample from now on.

    Raises:
        UnknownSampleError: there is none of that name.
    """
    with store.act("release sample", "released a sample", coder=coder, at=at) as unit:
        known = sample_named(read_samples(unit), name)
        unit.update("samples", sample_id(unit, known.guid), {"is_released": 1})
        unit.say(f"released the sample {known.name}: suggestions are shown in it")


def remove_sample(store: Store, name: str, *, coder: str, at: datetime) -> None:
    """Forget a sample; codings stay as they are.

    Raises:
        UnknownSampleError: there is none of that name.
    """
    with store.act("remove sample", "removed a sample", coder=coder, at=at) as unit:
        known = sample_named(read_samples(unit), name)
        row_id = sample_id(unit, known.guid)
        unit.delete("sample_stretches", ids_where(unit, "sample_stretches", sample_id=row_id))
        unit.delete("samples", [row_id])
        unit.say(f"removed the sample {known.name}")


def _new(unit: Writing, name: str, seed: int | None) -> int:
    columns = ("guid", "name", "is_released", "seed", "coder_id", "at")
    cells = (new_guid(), checked_name("Sample name", name), 0, seed, unit.coder_id, unit.at.isoformat())
    return unit.insert("samples", columns, [cells])[0]


def _add(unit: Writing, row_id: int, stretches: Sequence[Stretch]) -> None:
    if not stretches:
        raise InvalidValueError("Sample", "", "needs at least one turn.")
    counts = turn_counts(unit)
    rows = []
    for one in joined(stretches):
        if one.source_guid not in counts:
            raise SourceGoneError
        source_id, name, count = counts[one.source_guid]
        if one.last_turn > count:
            raise UnknownTurnError(one.last_turn, name, count)
        rows.append((row_id, source_id, one.first_turn, one.last_turn))
    unit.insert("sample_stretches", ("sample_id", "source_id", "first_turn", "last_turn"), rows)


def _named(unit: Writing, name: str) -> Sample | None:
    with suppress(UnknownSampleError):
        return sample_named(read_samples(unit), name)
    return None
