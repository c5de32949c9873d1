"""Sources and cases as they stand in a project."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from qualcode.errors.lookups import SourceGoneError
from qualcode.model.lookup import find_source
from qualcode.model.transcript import Case, Source, Turn
from qualcode.store.database import Asked, Store
from qualcode.store.standing import STANDING_TEXTS, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """A source in a list: all but its text.

    Attributes:
        talk_turns: turns of participants.
        coded_turns: turns of participants in which some coding lies.
        codings: of all coders.
    """

    guid: str
    name: str
    language: str
    encoding: str
    turns: int
    words: int
    characters: int
    sha256: str
    talk_turns: int
    coded_turns: int
    codings: int
    variables: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """A case in a list; `sources` names where it speaks."""

    guid: str
    label: str
    role: str
    sources: tuple[str, ...]
    turns: int
    words: int
    variables: tuple[tuple[str, str], ...]


def source_guid(asked: Asked, wanted: str) -> str:
    """Return the GUID of the source that goes by that GUID or name, with or without its file ending.

    Raises:
        UnknownSourceError: none does, or several do.
    """
    rows = asked.rows("SELECT guid, name FROM sources ORDER BY id")
    return find_source([(str(guid), str(name)) for guid, name in rows], wanted)


def read_source(store: Store, guid: str) -> Source:
    """Return a source with its text, turns and cases.

    Raises:
        UnknownSourceError: no source has that GUID.
    """
    with store.snapshot():
        rows = store.rows(
            "SELECT source_revisions.id, name, text, sha256, language, encoding, number "
            f"FROM {STANDING_TEXTS} WHERE sources.guid = :guid",
            guid=guid,
        )
        if not rows:
            raise SourceGoneError
        revision_id, name, text, sha256, language, encoding, number = rows[0]
        cases = store.rows(
            "SELECT DISTINCT cases.id, cases.guid, label, role FROM turns JOIN cases ON cases.id = case_id "
            "WHERE revision_id = :id ORDER BY cases.id",
            id=revision_id,
        )
        turns = store.rows(
            'SELECT number, start, speech, "end", case_id, seconds FROM turns WHERE revision_id = :id ORDER BY number',
            id=revision_id,
        )
        languages: dict[int, str] = dict(
            store.rows("SELECT turn, language FROM turn_languages WHERE revision_id = :id", id=revision_id)
        )
    guids = {case_id: case_guid for case_id, case_guid, _, _ in cases}
    return Source(
        guid=guid,
        name=name,
        text=text,
        sha256=sha256,
        language=language,
        encoding=encoding,
        revision=number,
        turns=tuple(
            Turn(
                number=n,
                start=start,
                speech=speech,
                end=end,
                case_guid=guids[case],
                seconds=seconds,
                language=languages.get(n),
            )
            for n, start, speech, end, case, seconds in turns
        ),
        cases=tuple(Case(guid=case_guid, label=label, role=role) for _, case_guid, label, role in cases),
    )


_SOURCE_LIST = f"""
SELECT sources.id, sources.guid, sources.name, language, encoding, words, characters, sha256,
    (SELECT count(*) FROM turns WHERE revision_id = source_revisions.id),
    (SELECT count(*) FROM turns JOIN cases ON cases.id = case_id
        WHERE revision_id = source_revisions.id AND role = 'participant'),
    (SELECT count(*) FROM codings WHERE revision_id = source_revisions.id)
FROM {STANDING_TEXTS} ORDER BY sources.id
"""
_CODED_TURNS = f"""
SELECT source_id, count(DISTINCT turns.id) FROM codings
JOIN {standing("codings")}
JOIN turns ON turns.revision_id = codings.revision_id AND turns.number BETWEEN first_turn AND last_turn
JOIN cases ON cases.id = case_id AND role = 'participant' GROUP BY source_id
"""


def read_source_count(store: Store) -> int:
    """Return how many sources there are."""
    count: int = store.rows("SELECT count(*) FROM sources")[0][0]
    return count


def read_source_list(store: Store) -> tuple[SourceFacts, ...]:
    """Return all sources without their texts, in order of import."""
    with store.snapshot():
        sources = store.rows(_SOURCE_LIST)
        coded: dict[int, int] = dict(store.rows(_CODED_TURNS))
        variables = _variables(store, "source")
    return tuple(
        SourceFacts(
            guid=guid,
            name=name,
            language=language,
            encoding=encoding,
            turns=turns,
            words=words,
            characters=characters,
            sha256=sha256,
            talk_turns=talk,
            coded_turns=coded.get(source_id, 0),
            codings=codings,
            variables=tuple(variables.get(source_id, ())),
        )
        for source_id, guid, name, language, encoding, words, characters, sha256, turns, talk, codings in sources
    )


def read_turn_languages(store: Store) -> dict[str, tuple[tuple[int, str], ...]]:
    """Return the turns in another language than their source's, number and language, by the GUID of the source."""
    rows = store.rows(
        "SELECT sources.guid, turn, turn_languages.language FROM turn_languages "
        f"JOIN {standing('turn_languages')} ORDER BY turn"
    )
    found: dict[str, list[tuple[int, str]]] = {}
    for guid, turn, language in rows:
        found.setdefault(guid, []).append((turn, language))
    return {guid: tuple(turns) for guid, turns in found.items()}


def read_case_state(asked: Asked) -> str:
    """Return what changes whenever somebody is called otherwise or has another role, or cases are put together."""
    told = repr(asked.rows("SELECT guid, label, role FROM cases ORDER BY guid"))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def read_case_list(store: Store) -> tuple[CaseFacts, ...]:
    """Return all cases with where and how much they speak, in order of first appearance."""
    with store.snapshot():
        cases = store.rows("SELECT id, guid, label, role FROM cases ORDER BY id")
        talk = store.rows(
            "SELECT case_id, sources.name, count(*), sum(turns.words) FROM turns "
            f"JOIN {standing('turns')} GROUP BY case_id, sources.id ORDER BY sources.id"
        )
        variables = _variables(store, "case")
    spoken = defaultdict(list)
    for case_id, name, turns, words in talk:
        spoken[case_id].append((name, turns, words))
    return tuple(
        CaseFacts(
            guid=guid,
            label=label,
            role=role,
            sources=tuple(name for name, _, _ in spoken[case_id]),
            turns=sum(turns for _, turns, _ in spoken[case_id]),
            words=sum(words for _, _, words in spoken[case_id]),
            variables=tuple(variables.get(case_id, ())),
        )
        for case_id, guid, label, role in cases
    )


def read_texts(asked: Asked) -> tuple[tuple[str, str, str], ...]:
    """Return the name, the language and the text of every source, in order of import."""
    rows = asked.rows(f"SELECT name, language, text FROM {STANDING_TEXTS} ORDER BY sources.id")
    return tuple((str(name), str(language or ""), str(text)) for name, language, text in rows)


def _variables(asked: Asked, scope: str) -> dict[int, list[tuple[str, str]]]:
    column = {"case": "case_id", "source": "source_id"}[scope]
    found = defaultdict(list)
    for owner, name, value in asked.rows(
        f"SELECT {column}, name, value FROM variable_values JOIN variables ON variables.id = variable_id "
        f"WHERE {column} IS NOT NULL ORDER BY variables.id"
    ):
        found[owner].append((name, value))
    return found


def source_name(asked: Asked, guid: str) -> str:
    """Return the name of a source.

    Raises:
        UnknownSourceError: no source has that GUID.
    """
    rows = asked.rows("SELECT name FROM sources WHERE guid = :guid", guid=guid)
    if not rows:
        raise SourceGoneError
    return str(rows[0][0])


def read_source_names(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return GUID and name of each source, in order of import."""
    return tuple((guid, name) for guid, name in asked.rows("SELECT guid, name FROM sources ORDER BY id"))


def read_variable_names(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Return the variables as `(scope, name)`, those of cases first, each in order of birth."""
    return tuple((scope, name) for scope, name in asked.rows("SELECT scope, name FROM variables ORDER BY scope, id"))


def read_turn_speakers(asked: Asked) -> dict[tuple[str, int], str]:
    """Return who speaks each turn: `(source GUID, turn number)` to speaker label."""
    rows = asked.rows(
        f"SELECT sources.guid, turns.number, label FROM turns JOIN cases ON cases.id = case_id JOIN {standing('turns')}"
    )
    return {(guid, number): label for guid, number, label in rows}
