"""Verdicts on suggestions as they stand in a project."""

from datetime import datetime

from qualcode.model.coding import Verdict
from qualcode.model.transcript import Segment
from qualcode.store.database import Asked
from qualcode.store.standing import standing


def read_verdicts(asked: Asked, source: str | None = None) -> tuple[Verdict, ...]:
    """Return the verdicts on suggestions in one source or in all, oldest first."""
    where = "WHERE sources.guid = :source " if source else ""
    rows = asked.rows(
        'SELECT sources.guid, start, "end", codes.guid, cue, kind, coders.name, at, score FROM verdicts '
        f"JOIN {standing('verdicts')} JOIN codes ON codes.id = code_id JOIN coders ON coders.id = coder_id "
        + where
        + "ORDER BY verdicts.id",
        source=source,
    )
    return tuple(
        Verdict(
            source_guid=guid,
            segment=Segment(start, end),
            code_guid=code,
            cue=cue,
            kind=kind,
            coder=coder,
            at=datetime.fromisoformat(at),
            score=score,
        )
        for guid, start, end, code, cue, kind, coder, at, score in rows
    )
