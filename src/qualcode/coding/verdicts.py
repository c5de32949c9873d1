"""Accept and reject suggestions. Each verdict is kept; accepting also makes the coding, in the same act."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from qualcode.coding.applying import Wanted, add_coding, add_codings, checked_codable
from qualcode.model.coding import Suggestion, VerdictKind
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.code_rows import CodeRowFacts, code_row
from qualcode.store.coding_rows import coding_sentence
from qualcode.store.database import Store
from qualcode.store.standing_texts import checked_quote, place_of, standing_revision, standing_text

_COLUMNS = ("revision_id", "start", "end", "code_id", "coder_id", "cue", "kind", "score", "at")


def accept(store: Store, suggestion: Suggestion, *, coder: str, at: datetime, segment: Segment | None = None) -> str:
    """Make a coding of a suggestion, on its own segment or a better one, and return the coding's GUID.

    Raises:
        NotCodableError, CodingExistsError, OffsetError, TextChangedError, UnknownCodeError, UnknownSourceError
    """
    chosen = segment or suggestion.segment
    with store.act("accept suggestion", "accepted", coder=coder, at=at) as unit:
        # What was suggested was suggested of these words; a better segment's words are the caller's to know.
        quote = suggestion.quote if chosen == suggestion.segment else None
        origin = suggestion.origin_on(chosen)
        guid = add_coding(unit, suggestion.source_guid, chosen, suggestion.code_guid, origin=origin, quote=quote)
        _keep(unit, suggestion, "accept")
        unit.say(f"accepted the suggestion {coding_sentence(unit, guid)}")
    return guid


def accept_all(
    store: Store, suggestions: Sequence[Suggestion], *, coder: str, at: datetime
) -> tuple[tuple[Suggestion, str], ...]:
    """Accept many suggestions in one act; those coded already are passed over.

    Returns:
        Each suggestion that was accepted and the GUID of the coding it became.

    Raises:
        NotCodableError, OffsetError, TextChangedError, UnknownCodeError, UnknownSourceError: for one of them; none is
            accepted then.
    """
    made: list[tuple[Suggestion, str]] = []
    with store.act("accept suggestions", "accepted suggestions", coder=coder, at=at) as unit:
        codes = {
            guid: checked_codable(code_row(unit, guid)) for guid in dict.fromkeys(s.code_guid for s in suggestions)
        }
        for source_guid in dict.fromkeys(suggestion.source_guid for suggestion in suggestions):
            made += _accept_in(unit, source_guid, suggestions, codes)
        unit.say(f"accepted {_counted(len(made), [codes[one.code_guid].name for one, _ in made])}")
    return tuple(made)


def _accept_in(
    unit: Writing, source_guid: str, suggestions: Sequence[Suggestion], codes: Mapping[str, CodeRowFacts]
) -> list[tuple[Suggestion, str]]:
    """Accept those suggestions that are for one source, reading its text once instead of at each."""
    here = [one for one in suggestions if one.source_guid == source_guid]
    wanted = [Wanted(one.segment, codes[one.code_guid], one.quote) for one in here]
    guids = add_codings(unit, source_guid, wanted, origin="suggestion")
    made = [(one, guid) for one, guid in zip(here, guids, strict=True) if guid]
    _, revision_id = standing_revision(unit, source_guid)
    verdicts = [_verdict_cells(unit, revision_id, codes[one.code_guid].row_id, one, "accept") for one, _ in made]
    unit.insert("verdicts", _COLUMNS, verdicts)
    return made


def reject(store: Store, suggestion: Suggestion, *, coder: str, at: datetime) -> None:
    """Keep that a suggestion was wrong; it is not made again.

    Raises:
        OffsetError, TextChangedError, UnknownCodeError, UnknownSourceError
    """
    with store.act("reject suggestion", "rejected", coder=coder, at=at) as unit:
        source = _keep(unit, suggestion, "reject")
        unit.say(f"rejected the suggestion {code_row(unit, suggestion.code_guid).name} in {source}")


def reject_all(store: Store, suggestions: Sequence[Suggestion], *, coder: str, at: datetime) -> int:
    """Keep of many suggestions that they were wrong, in one act, and return of how many.

    Raises:
        OffsetError, TextChangedError, UnknownCodeError, UnknownSourceError: for one of them; none is rejected then.
    """
    with store.act("reject suggestions", "rejected suggestions", coder=coder, at=at) as unit:
        codes = {guid: code_row(unit, guid) for guid in dict.fromkeys(one.code_guid for one in suggestions)}
        by_source: dict[str, list[Suggestion]] = {}
        for one in suggestions:
            by_source.setdefault(one.source_guid, []).append(one)
        for source_guid, found in by_source.items():
            text = standing_text(unit, source_guid)
            for one in found:
                checked_quote(text, one.segment, one.quote)
            rows = [_verdict_cells(unit, text.revision_id, codes[one.code_guid].row_id, one, "reject") for one in found]
            unit.insert("verdicts", _COLUMNS, rows)
        unit.say(f"rejected {_counted(len(suggestions), [codes[one.code_guid].name for one in suggestions])}")
    return len(suggestions)


def _counted(count: int, names: Iterable[str]) -> str:
    different = set(names)
    of_code = f" of {different.pop()}" if len(different) == 1 else ""
    return f"{count} suggestion{'s' * (count != 1)}{of_code}"


def _keep(unit: Writing, suggestion: Suggestion, kind: VerdictKind) -> str:
    place = place_of(unit, suggestion.source_guid, suggestion.segment, quote=suggestion.quote)
    code_id = code_row(unit, suggestion.code_guid).row_id
    unit.insert("verdicts", _COLUMNS, [_verdict_cells(unit, place.revision_id, code_id, suggestion, kind)])
    return place.source_name


def _verdict_cells(
    unit: Writing, revision_id: int, code_id: int, suggestion: Suggestion, kind: VerdictKind
) -> tuple[object, ...]:
    segment = suggestion.segment
    return (
        revision_id, segment.start, segment.end, code_id, unit.coder_id, suggestion.cue, kind, suggestion.score,
        unit.at.isoformat(),
    )  # fmt: skip
