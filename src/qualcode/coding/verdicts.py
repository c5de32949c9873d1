"""Accept and reject suggestions. Each verdict is kept; accepting also makes the coding, in the same act."""

from collections.abc import Sequence
from datetime import datetime

from qualcode.coding.applying import add_coding
from qualcode.errors import CodingExistsError
from qualcode.model.coding import Origin, Suggestion, VerdictKind
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.finding import code_row, coding_sentence, place_of

_COLUMNS = ("revision_id", "start", "end", "code_id", "coder_id", "cue", "kind", "score", "at")


def accept(store: Store, suggestion: Suggestion, *, coder: str, at: datetime, segment: Segment | None = None) -> str:
    """Make a coding of a suggestion, on its own segment or a better one, and return the coding's GUID.

    Raises:
        NotCodableError, CodingExistsError, OffsetError, UnknownCodeError, UnknownSourceError
    """
    chosen = segment or suggestion.segment
    origin: Origin = "suggestion" if chosen == suggestion.segment else "suggestion-resized"
    with store.act("accept suggestion", "accepted", coder=coder, at=at) as unit:
        guid = add_coding(unit, suggestion.source_guid, chosen, suggestion.code_guid, origin=origin)
        _keep(unit, suggestion, "accept")
        unit.say(f"accepted the suggestion {coding_sentence(unit, guid)}")
    return guid


def accept_all(store: Store, suggestions: Sequence[Suggestion], *, coder: str, at: datetime) -> int:
    """Accept many suggestions in one act and return how many became codings; those coded already are passed over."""
    made = 0
    with store.act("accept suggestions", "accepted suggestions", coder=coder, at=at) as unit:
        for suggestion in suggestions:
            try:
                add_coding(unit, suggestion.source_guid, suggestion.segment, suggestion.code_guid, origin="suggestion")
            except CodingExistsError:
                continue
            _keep(unit, suggestion, "accept")
            made += 1
        unit.say(f"accepted {made} suggestions")
    return made


def reject(store: Store, suggestion: Suggestion, *, coder: str, at: datetime) -> None:
    """Keep that a suggestion was wrong; it is not made again."""
    with store.act("reject suggestion", "rejected", coder=coder, at=at) as unit:
        source = _keep(unit, suggestion, "reject")
        unit.say(f"rejected the suggestion {code_row(unit, suggestion.code_guid).name} in {source}")


def _keep(unit: Writing, suggestion: Suggestion, kind: VerdictKind) -> str:
    segment = suggestion.segment
    place = place_of(unit, suggestion.source_guid, segment)
    cells = (
        place.revision_id, segment.start, segment.end, code_row(unit, suggestion.code_guid).row_id, unit.coder_id,
        suggestion.cue, kind, suggestion.score, unit.at.isoformat(),
    )  # fmt: skip
    unit.insert("verdicts", _COLUMNS, [cells])
    return place.source_name
