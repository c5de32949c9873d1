"""Variables of cases and sources from a table, in one act."""

from collections.abc import Sequence
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from qualcode.errors import TableFormatError, UnknownCaseError
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.intake import case_ids, set_values, source_ids
from qualcode.store.sources import source_guid, source_name
from qualcode.transcripts.reading import label_key
from qualcode.transcripts.variables import VariableRow


def import_variables(store: Store, path: Path, rows: Sequence[VariableRow], *, coder: str, at: datetime) -> int:
    """Set the variables a table gives and return how many values are new or changed; all rows or none.

    A row without a case describes its source. Empty cells change nothing.

    Raises:
        TableFormatError: a row names no source though the project has several.
        UnknownSourceError, UnknownCaseError: a row names something that is not in the project.
    """
    with store.act("set variables", f"set variables from {path.name}", coder=coder, at=at) as unit:
        ids = source_ids(unit)
        cases: dict[int, dict[str, int]] = {}
        for_cases: list[tuple[int, str, str]] = []
        for_sources: list[tuple[int, str, str]] = []
        for row in rows:
            source = _source_of(unit, ids, path, row)
            source_id = ids[source]
            if row.case is None:
                for_sources.extend((source_id, name, value) for name, value in row.values)
                continue
            speaking = cases.setdefault(source_id, case_ids(unit, source_id))
            case_id = _case_of(speaking, row.case, source)
            for_cases.extend((case_id, name, value) for name, value in row.values)
        return set_values(unit, "case", for_cases) + set_values(unit, "source", for_sources)


def _source_of(unit: Writing, ids: dict[str, int], path: Path, row: VariableRow) -> str:
    if row.source is not None:
        return source_name(unit, source_guid(unit, row.source))
    if len(ids) != 1:
        raise TableFormatError(path, row.line, "the row names no source, and the project has not exactly one.")
    return next(iter(ids))


def _case_of(cases: dict[str, int], label: str, source: str) -> int:
    found = cases.get(label)
    if found is None:
        alike = [case_id for known, case_id in cases.items() if label_key(known) == label_key(label)]
        found = alike[0] if len(alike) == 1 else None
    if found is None:
        raise UnknownCaseError(label, source, get_close_matches(label, list(cases), n=1, cutoff=0.5))
    return found
