"""The language of single turns, told by a person where it was not found, or found wrongly."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from qualcode.errors.coding import UnknownTurnError
from qualcode.store.database import Store
from qualcode.store.source_texts import read_stored_text, rows_on
from qualcode.store.sources import source_guid


def set_turn_languages(
    store: Store, wanted: str, language: str, ranges: Sequence[tuple[int, int]], *, coder: str, at: datetime
) -> tuple[str, int]:
    """Say in which language turns of a source are; return the source's name and for how many that is new.

    The source's own language, or an empty one, takes away what was said or found of them.

    Args:
        store: the project.
        wanted: a source, by name or GUID.
        language: a code such as `en`.
        ranges: numbers of the first and the last turn of each stretch.
        coder: who says so.
        at: when.

    Raises:
        UnknownSourceError: no source is called so.
        UnknownTurnError: it has no such turn.
        InvalidValueError: it is no language code.
    """
    from qualcode.transcripts.language import checked_language

    with store.act("set languages", "set languages", coder=coder, at=at) as unit:
        known = read_stored_text(unit, source_guid(unit, wanted))
        for number in chain.from_iterable(ranges):
            if not 1 <= number <= len(known.turns):
                raise UnknownTurnError(number, known.name, len(known.turns))
        turns = {number for first, last in ranges for number in range(first, last + 1)}
        told = checked_language(language) if language.strip() else known.language
        before = dict(known.turn_languages)
        changed = sorted(number for number in turns if before.get(number, known.language) != told)
        rows = rows_on(unit, "turn_languages", "id, turn", known.revision_id)
        unit.delete("turn_languages", [row_id for row_id, turn in rows if turn in changed])
        if told != known.language:
            new = [(known.revision_id, number, told) for number in changed]
            unit.insert("turn_languages", ("revision_id", "turn", "language"), new)
        unit.say(f"set the language of {len(changed)} turns of {known.name} to {told}")
    return known.name, len(changed)
