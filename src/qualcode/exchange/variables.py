"""Variables of cases and sources from a table, in one act."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qualcode.errors.files import TableFormatError
from qualcode.errors.lookups import UnknownCaseError
from qualcode.model.lookup import near_names
from qualcode.model.variable_kinds import variable_key
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.intake import case_ids, source_ids
from qualcode.store.sources import source_guid, source_name
from qualcode.store.variable_values import set_values
from qualcode.transcripts.reading import label_key
from qualcode.transcripts.variables import VariableRow


def import_variables(store: Store, path: Path, rows: Sequence[VariableRow], *, coder: str, at: datetime) -> int:
    """Set the variables a table gives and return how many values are new or changed; all rows or none, one act.

    A row without a case describes its source. Empty cells change nothing.

    Raises:
        TableFormatError: a row names no source though the project has several, or two rows contradict each other.
        UnknownSourceError, UnknownCaseError: a row names something that is not in the project.
    """
    with store.act("import variables", f"set variables from {path.name}", coder=coder, at=at) as unit:
        return set_variables(unit, path, rows)


def set_variables(unit: Writing, path: Path, rows: Sequence[VariableRow]) -> int:
    """Do what `import_variables` does, inside an act that is being written."""
    ids = source_ids(unit)
    cases: dict[int, dict[str, int]] = {}
    said: dict[tuple[str, int, str], tuple[int, str]] = {}
    told: dict[str, list[tuple[int, str, str]]] = {"case": [], "source": []}
    for row in rows:
        source = _source_of(unit, ids, path, row)
        scope, owner = "source", ids[source]
        if row.case is not None:
            scope, owner = "case", _case_of(cases.setdefault(owner, case_ids(unit, owner)), row.case, source)
        for name, value in row.values:
            line, other = said.setdefault((scope, owner, variable_key(name)), (row.line, value))
            if other != value:
                raise TableFormatError(path, row.line, f"{name!r} is {value!r} here and {other!r} in line {line}.")
            told[scope].append((owner, name, value))
    return sum(set_values(unit, scope, values) for scope, values in told.items())


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
        spelled = {label_key(known): known for known in cases}
        raise UnknownCaseError(
            label, source, [spelled[key] for key in near_names(label_key(label), spelled, likeness=0.5)]
        )
    return found
