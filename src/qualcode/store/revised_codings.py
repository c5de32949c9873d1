"""What new texts did to codings: those in doubt, and whether somebody has settled it."""

from dataclasses import dataclass

from qualcode.model.coding import Outcome
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.database import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedCoding:
    """What a new text did to a coding that somebody should look at.

    Attributes:
        guid: of the coding.
        before: its words in the older text.
        revision: number of the older text.
        segment: where it lies in the text that stands; None when it is lost.
        quote: its words there.
    """

    guid: str
    source_guid: str
    source: str
    code: str
    coder: str
    outcome: Outcome
    likeness: float
    note: str
    revision: int
    before_segment: Segment
    before: str
    segment: Segment | None
    quote: str
    memo: str


_REVISED = """
SELECT codings.guid, sources.guid, sources.name, codes.name, coders.name, outcome, likeness, note, older.number,
    revised_codings.start, revised_codings."end",
    substr(older.text, revised_codings.start + 1, revised_codings."end" - revised_codings.start),
    current.number = sources.revision, codings.start, codings."end", quote, coalesce(memos.text, '')
FROM revised_codings
JOIN codings ON codings.guid = coding_guid
JOIN source_revisions AS older ON older.id = from_revision_id
JOIN source_revisions AS current ON current.id = codings.revision_id
JOIN sources ON sources.id = older.source_id
JOIN codes ON codes.id = codings.code_id
JOIN coders ON coders.id = codings.coder_id
LEFT JOIN memos ON memos.coding_id = codings.id AND memos.coder_id = codings.coder_id
WHERE settled = '' AND is_doubtful AND (:source IS NULL OR sources.guid = :source)
    AND revised_codings.id = (SELECT max(id) FROM revised_codings AS newest
        WHERE newest.coding_guid = codings.guid AND newest.settled = '' AND newest.is_doubtful)
ORDER BY sources.id, current.number = sources.revision DESC, codings.start, codings.id
"""


def read_doubtful(asked: Asked, source_guid: str | None = None) -> tuple[RevisedCoding, ...]:
    """Return the codings of one source or of all that a new text left in doubt, and nobody has settled since.

    Those that lie in the text that stands come first, in order of place; then those that are lost.
    """
    return tuple(
        RevisedCoding(
            guid=guid,
            source_guid=source_guid,
            source=source,
            code=code,
            coder=coder,
            outcome=outcome if stands else "lost",
            likeness=likeness,
            note=note,
            revision=revision,
            before_segment=Segment(old_start, old_end),
            before=before,
            segment=Segment(start, end) if stands else None,
            quote=quote if stands else "",
            memo=memo,
        )
        for guid, source_guid, source, code, coder, outcome, likeness, note, revision, old_start, old_end, before,
        stands, start, end, quote, memo in asked.rows(_REVISED, source=source_guid)
    )  # fmt: skip


def open_doubts(unit: Writing, coding_guid: str) -> list[int]:
    """Return the ids of what new texts said of a coding and nobody has settled."""
    rows = unit.rows(
        "SELECT id FROM revised_codings WHERE coding_guid = :guid AND settled = '' ORDER BY id", guid=coding_guid
    )
    return [row_id for (row_id,) in rows]
