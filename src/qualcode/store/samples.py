"""Reliability samples as they stand in a project."""

from datetime import datetime

from qualcode.model.sample import Sample, Stretch
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.database import Asked
from qualcode.store.standing import STANDING_TEXTS


def read_samples(asked: Asked) -> tuple[Sample, ...]:
    """Return all samples, the oldest first."""
    stretches: dict[int, list[Stretch]] = {}
    for sample_id, source, first, last in asked.rows(
        "SELECT sample_id, guid, first_turn, last_turn FROM sample_stretches JOIN sources ON sources.id = source_id "
        "ORDER BY sample_id, sources.id, first_turn"
    ):
        stretch = Stretch(source_guid=source, first_turn=first, last_turn=last)
        stretches.setdefault(sample_id, []).append(stretch)
    rows = asked.rows(
        "SELECT samples.id, samples.guid, samples.name, is_released, seed, coders.name, at FROM samples "
        "JOIN coders ON coders.id = coder_id ORDER BY samples.id"
    )
    return tuple(
        Sample(
            guid=guid,
            name=name,
            stretches=tuple(stretches.get(row_id, ())),
            is_released=bool(released),
            coder=coder,
            at=datetime.fromisoformat(at),
            seed=seed,
        )
        for row_id, guid, name, released, seed, coder, at in rows
    )


def read_blind(asked: Asked, source: str | None = None) -> dict[str, tuple[Stretch, ...]]:
    """Return the stretches of samples that are not released, in order, by the GUID of their source.

    Args:
        asked: the project.
        source: only of this one, by GUID.
    """
    where = "AND sources.guid = :source " if source else ""
    rows = asked.rows(
        "SELECT sources.guid, first_turn, last_turn FROM sample_stretches JOIN samples ON samples.id = sample_id "
        f"JOIN sources ON sources.id = source_id WHERE NOT is_released {where}ORDER BY sources.id, first_turn",
        source=source,
    )
    blind: dict[str, list[Stretch]] = {}
    for guid, first, last in rows:
        blind.setdefault(guid, []).append(Stretch(source_guid=guid, first_turn=first, last_turn=last))
    return {guid: tuple(stretches) for guid, stretches in blind.items()}


def read_blind_segments(asked: Asked) -> dict[str, tuple[Segment, ...]]:
    """Return where samples that are not released stand in texts, labels included, by the GUID of the source.

    They are in order, and those that overlap or touch are one.
    """
    later = (
        "SELECT min(later.start) FROM turns AS later "
        "WHERE later.revision_id = source_revisions.id AND later.number > last_turn"
    )
    rows = asked.rows(
        f'SELECT sources.guid, min(turns.start) AS first, max(turns."end"), ({later}) '
        f"FROM {STANDING_TEXTS} JOIN sample_stretches ON sample_stretches.source_id = sources.id "
        "JOIN samples ON samples.id = sample_id "
        "JOIN turns ON turns.revision_id = source_revisions.id AND turns.number BETWEEN first_turn AND last_turn "
        "WHERE NOT is_released GROUP BY sample_stretches.id, last_turn, sources.id, sources.guid, source_revisions.id "
        "ORDER BY sources.id, first"
    )
    blind: dict[str, list[Segment]] = {}
    for guid, start, end, behind in rows:
        known, beyond = blind.setdefault(guid, []), end if behind is None else behind
        if known and start <= known[-1].end:
            known[-1] = Segment(known[-1].start, max(known[-1].end, beyond))
        elif start < beyond:
            known.append(Segment(start, beyond))
    return {guid: tuple(segments) for guid, segments in blind.items() if segments}


def sample_id(unit: Writing, guid: str) -> int:
    """Return the id of a sample's row."""
    return int(unit.rows("SELECT id FROM samples WHERE guid = :guid", guid=guid)[0][0])


def turn_counts(unit: Writing) -> dict[str, tuple[int, str, int]]:
    """Return the row's id, the name and the number of turns of each source, by its GUID."""
    rows = unit.rows(
        "SELECT sources.guid, sources.id, sources.name, count(turns.id) "
        f"FROM {STANDING_TEXTS} LEFT JOIN turns ON turns.revision_id = source_revisions.id GROUP BY sources.id"
    )
    return {guid: (row_id, name, count) for guid, row_id, name, count in rows}
