"""Who speaks where, and which case is meant by what a person types."""

from dataclasses import dataclass

from qualcode.errors.lookups import UnknownSourceError
from qualcode.errors.variables import AmbiguousCaseError, NobodyError
from qualcode.model.identity import is_guid
from qualcode.model.lookup import near_names
from qualcode.store.database import Asked
from qualcode.store.sources import source_guid, source_name
from qualcode.store.standing import standing
from qualcode.transcripts.labels.shapes import label_key

_REMARKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRowFacts:
    """A case's row and the names of the sources it speaks in."""

    row_id: int
    guid: str
    label: str
    role: str
    sources: tuple[str, ...]


def case_labels(asked: Asked, revision_id: int) -> dict[int, str]:
    """Return the row ids and labels of those who speak in a text, in order of birth."""
    return dict(
        asked.rows(
            "SELECT DISTINCT cases.id, label FROM turns JOIN cases ON cases.id = case_id WHERE revision_id = :id "
            "ORDER BY cases.id",
            id=revision_id,
        )
    )


def speaks_elsewhere(asked: Asked, case_id: int, source_id: int) -> bool:
    """Tell whether a case speaks in another source than that one."""
    return bool(
        asked.rows(
            "SELECT 1 FROM turns JOIN source_revisions ON source_revisions.id = revision_id "
            "WHERE case_id = :case AND source_id <> :source LIMIT 1",
            case=case_id,
            source=source_id,
        )
    )


def read_case_rows(asked: Asked) -> tuple[CaseRowFacts, ...]:
    """Return all cases with the sources they speak in, as their texts stand."""
    spoken: dict[int, list[str]] = {}
    for case_id, name in asked.rows(
        f"SELECT case_id, name FROM turns JOIN {standing('turns')} GROUP BY case_id, sources.id ORDER BY sources.id"
    ):
        spoken.setdefault(case_id, []).append(name)
    return tuple(
        CaseRowFacts(row_id=row_id, guid=guid, label=label, role=role, sources=tuple(spoken.get(row_id, ())))
        for row_id, guid, label, role in asked.rows("SELECT id, guid, label, role FROM cases ORDER BY id")
    )


def find_case(asked: Asked, wanted: str) -> CaseRowFacts:
    """Return the case that goes by that GUID, by that label, or by `source:label` where several people have the label.

    Raises:
        NobodyError: none does.
        AmbiguousCaseError: several do.
        UnknownSourceError: what stands before the colon is no source, and the whole is no label.
    """
    cases = read_case_rows(asked)
    name = wanted.strip()
    if is_guid(name.lower()):
        found = [case for case in cases if case.guid == name.lower()]
    else:
        found = [case for case in cases if case.label == name] or [
            case for case in cases if label_key(case.label) == label_key(name)
        ]
    if not found and ":" in name:
        found = _in_source(asked, cases, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousCaseError(wanted, [way_to(case) for case in found])
    raise NobodyError(wanted, near_names(name, [case.label for case in cases]))


def _in_source(asked: Asked, cases: tuple[CaseRowFacts, ...], wanted: str) -> list[CaseRowFacts]:
    source, _, label = wanted.partition(":")
    try:
        name = source_name(asked, source_guid(asked, source))
    except UnknownSourceError:
        return []
    there = [case for case in cases if name in case.sources]
    exact = [case for case in there if case.label == label.strip()]
    return exact or [case for case in there if label_key(case.label) == label_key(label.strip())]


def way_to(case: CaseRowFacts) -> str:
    """Return what to type for a case whose label others have too."""
    return f"{case.sources[0].rsplit('.', 1)[0]}:{case.label}" if case.sources else case.guid


def turns_of_case(asked: Asked, case_id: int, source_id: int | None = None) -> list[int]:
    """Return the ids of the turns of a case, in all texts of one source or of all."""
    rows = asked.rows(
        "SELECT turns.id FROM turns JOIN source_revisions ON source_revisions.id = revision_id "
        "WHERE case_id = :case AND (:source IS NULL OR source_id = :source) ORDER BY turns.id",
        case=case_id,
        source=source_id,
    )
    return [row_id for (row_id,) in rows]


def values_of_case(asked: Asked, case_id: int) -> dict[int, tuple[int, str, str]]:
    """Return what is known of a case: by the variable's id, the value's row id, the variable's name, the value."""
    rows = asked.rows(
        "SELECT variable_id, variable_values.id, name, value FROM variable_values "
        "JOIN variables ON variables.id = variable_id WHERE case_id = :id ORDER BY variable_id",
        id=case_id,
    )
    return {variable_id: (row_id, name, value) for variable_id, row_id, name, value in rows}


def language_rows(asked: Asked, source_id: int, language: str) -> list[int]:
    """Return the ids of the rows that say of a source's turns that they are in that language."""
    rows = asked.rows(
        "SELECT turn_languages.id FROM turn_languages JOIN source_revisions ON source_revisions.id = revision_id "
        "WHERE source_id = :source AND language = :language",
        source=source_id,
        language=language,
    )
    return [row_id for (row_id,) in rows]


def read_case_remarks(asked: Asked) -> tuple[str, ...]:
    """Return who speaks in several sources as one person, and participants who share a label and might be one."""
    cases = read_case_rows(asked)
    remarks = [
        f"{case.label} is one person in {len(case.sources)} sources: {', '.join(case.sources)}."
        for case in cases
        if len(case.sources) > 1
    ]
    alike: dict[str, list[CaseRowFacts]] = {}
    for case in cases:
        if case.role == "participant" and case.sources:
            alike.setdefault(label_key(case.label), []).append(case)
    shared = [same for same in alike.values() if len(same) > 1]
    for same in shared[:_REMARKS]:
        ways = " ".join(way_to(case) for case in same[:_REMARKS])
        remarks.append(
            f"{len(same)} people are called {same[0].label}. If they are one, say so: qualcode cases merge {ways}"
        )
    if len(shared) > _REMARKS:
        remarks.append(f"{len(shared) - _REMARKS} more labels are shared by several people.")
    return tuple(remarks)
