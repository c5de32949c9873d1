"""Is everything whole: what `qualcode doctor` asks of a project file. Each fault is one sentence."""

from qualcode.codebooks.content import is_hash_of
from qualcode.errors.base import QualcodeError
from qualcode.errors.projects import SENSELESS
from qualcode.model.codebook import Codebook
from qualcode.model.identity import text_sha256
from qualcode.model.transcript import Segment, Turn, turn_range
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store
from qualcode.store.journal import first_broken_act
from qualcode.store.revisions import read_revision_hashes, read_revisions
from qualcode.store.text_faults import revision_faults
from qualcode.store.value_faults import value_faults

CHECKS = (
    "database pages",
    "references between rows",
    "kinds of values, times",
    "texts as imported",
    "turns in order",
    "codings inside their texts, quotes equal to the words there",
    "revisions of texts, nothing left on an older one unsaid",
    "codebooks and their revisions",
    "journal unbroken",
)


def faults(store: Store) -> tuple[str, ...]:
    """Return what is wrong with a project, nothing when it is whole."""
    looks = (
        _page_faults,
        _reference_faults,
        value_faults,
        _text_faults,
        revision_faults,
        _codebook_faults,
        _journal_faults,
    )
    found: list[str] = []
    with store.snapshot():
        for look in looks:
            try:
                found += look(store)
            except (QualcodeError, *SENSELESS) as error:  # what can be read is looked at all the same
                found.append(str(error) if isinstance(error, QualcodeError) else f"a value makes no sense: {error}")
    return tuple(dict.fromkeys(found))


def _page_faults(store: Store) -> list[str]:
    return [f"database: {said}" for (said,) in store.rows("PRAGMA integrity_check(20)") if said != "ok"]


def _reference_faults(store: Store) -> list[str]:
    rows = store.rows("PRAGMA foreign_key_check")
    return [f"{table}: row {row_id} points to a row of {parent} that is gone" for table, row_id, parent, _ in rows[:20]]


def _text_faults(store: Store) -> list[str]:
    found: list[str] = []
    revisions = store.rows(
        "SELECT source_revisions.id, name, number, text, sha256 FROM source_revisions "
        "JOIN sources ON sources.id = source_id ORDER BY source_revisions.id"
    )
    for revision_id, name, number, text, sha256 in revisions:
        said = f"{name} (text {number})"
        if text_sha256(text) != sha256:
            found.append(f"{said}: the text is not the one that was imported")
        turns, turn_faults = _turns(store, revision_id, len(text), said)
        found.extend(turn_faults)
        found.extend(_coding_faults(store, revision_id, text, turns, said))
    return found


def _turns(store: Store, revision_id: int, length: int, said: str) -> tuple[tuple[Turn, ...], list[str]]:
    rows = store.rows(
        'SELECT number, start, speech, "end", cases.guid FROM turns LEFT JOIN cases ON cases.id = case_id '
        "WHERE revision_id = :id ORDER BY number",
        id=revision_id,
    )
    found = []
    before = 0
    turns = []
    for place, (number, start, speech, end, case) in enumerate(rows, start=1):
        if number != place or start < before or end > length:
            found.append(f"{said}: turn {number} is out of order or reaches past the text")
        before = end
        if case is not None:
            turns.append(Turn(number=number, start=start, speech=speech, end=end, case_guid=case))
    return tuple(turns), found


def _coding_faults(store: Store, revision_id: int, text: str, turns: tuple[Turn, ...], said: str) -> list[str]:
    found = []
    starts = [turn.start for turn in turns]
    for guid, start, end, quote, first, last in store.rows(
        'SELECT guid, start, "end", quote, first_turn, last_turn FROM codings WHERE revision_id = :id', id=revision_id
    ):
        if end > len(text):
            found.append(f"{said}: coding {guid} reaches past the text ({start}-{end} of {len(text)})")
        elif text[start:end] != quote:
            found.append(
                f"{said}: coding {guid} says {quote[:40]!r}, but at {start}-{end} stands {text[start:end][:40]!r}"
            )
        elif (first, last) != turn_range(starts, turns, Segment(start, end)):
            found.append(f"{said}: coding {guid} is counted in turns {first}-{last}, where it does not lie")
    return found


def _codebook_faults(store: Store) -> list[str]:
    try:
        books = read_codebooks(store)
    except QualcodeError as error:
        return [f"codebook: {error}"]
    hashes = read_revision_hashes(store)
    return [
        f"codebook {book.name}: its codes are not those of the revision it stands at"
        for book in books
        if not _stands_at(store, book, hashes.get(book.guid, ""))
    ]


def _stands_at(store: Store, book: Codebook, revision: str) -> bool:
    known = read_revisions(store, book.guid).get(revision)
    return known is not None and is_hash_of(revision, book, known.parents)


def _journal_faults(store: Store) -> list[str]:
    broken = first_broken_act(store)
    return [] if broken is None else [f"journal: act {broken} was removed or altered"]
