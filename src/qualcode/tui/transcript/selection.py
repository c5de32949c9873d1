"""Selecting: moving between characters, words, sentences and turns, growing and shrinking a selection by them.

What such a unit is stands in `transcripts.units`.
"""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.model.transcript import Segment
from qualcode.transcripts.units import UNITS, Unit, Units

__all__ = ["UNITS", "Selection", "Unit", "Units", "moved", "touches", "with_end_moved", "with_start_moved"]


@dataclass(frozen=True, slots=True)
class Selection:
    """A segment and the unit it was made by: the cursor of the coding screen."""

    segment: Segment
    unit: Unit


def touches(one: Segment, other: Segment) -> bool:
    """Tell whether two segments share a character."""
    return one.start < other.end and other.start < one.end


def moved(units: Units, selection: Selection, unit: Unit, forward: bool) -> Selection:
    """Return the next or previous unit.

    A unit smaller than the selection's own goes into the selection: to its first one forward, to its last one back. A
    larger one, going back, first takes the whole unit around the selection.
    """
    start, end = selection.segment.start, selection.segment.end
    step = UNITS.index(unit) - UNITS.index(selection.unit)
    if step < 0:
        inner = units.first_from(unit, start) if forward else units.last_to(unit, end)
        if inner and start <= inner.start and inner.end <= end and inner != selection.segment:
            return Selection(inner, unit)
    if step > 0 and not forward:
        outer = units.containing(unit, start)
        if outer and end <= outer.end and outer != selection.segment:
            return Selection(outer, unit)
    other = units.first_from(unit, end) if forward else units.last_to(unit, start)
    return Selection(other, unit) if other else selection


def with_end_moved(units: Units, selection: Selection, unit: Unit, forward: bool) -> Selection:
    """Return the selection with its end at the next or previous end of such a unit; its start stays before it."""
    start, end = selection.segment.start, selection.segment.end
    if forward:
        other = _cut_by(units.containing(unit, end), end) or units.first_from(unit, end)
    else:
        other = units.last_to(unit, end - 1)
    if other is None or other.end <= start:
        return selection
    return Selection(Segment(start, other.end), selection.unit if unit == "turn" else unit)


def with_start_moved(units: Units, selection: Selection, unit: Unit, forward: bool) -> Selection:
    """Return the selection with its start at the next or previous start of such a unit; its end stays after it."""
    start, end = selection.segment.start, selection.segment.end
    if forward:
        other = units.first_from(unit, start + 1)
    else:
        other = _cut_by(units.containing(unit, start), start) or units.last_to(unit, start)
    if other is None or other.start >= end:
        return selection
    return Selection(Segment(other.start, end), selection.unit if unit == "turn" else unit)


def _cut_by(unit: Segment | None, position: int) -> Segment | None:
    return unit if unit and unit.start < position else None
