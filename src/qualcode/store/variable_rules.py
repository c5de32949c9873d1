"""What was said of variables: their kind, which values are missing ones, what they are derived from."""

import json
from dataclasses import dataclass

from qualcode.model.derivation import Derivation, derivation_from
from qualcode.store.acts import Writing
from qualcode.store.database import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableRule:
    """A variable and what was said of it.

    Attributes:
        kind: boolean, integer, decimal, date or text.
        is_typed: whether the kind was told, so that values must fit it.
        missing: values that stand for no value.
        values: how many there are.
    """

    row_id: int
    scope: str
    name: str
    kind: str
    is_typed: bool
    missing: tuple[str, ...]
    derivation: Derivation | None
    values: int


def read_rules(asked: Asked) -> tuple[VariableRule, ...]:
    """Return all variables with what was said of them, those of cases first, each in order of birth."""
    rows = asked.rows(
        "SELECT variables.id, scope, name, kind, coalesce(is_typed, 0), coalesce(missing, '[]'), derivation, "
        "(SELECT count(*) FROM variable_values WHERE variable_id = variables.id) "
        "FROM variables LEFT JOIN variable_rules ON variable_id = variables.id ORDER BY scope, variables.id"
    )
    return tuple(
        VariableRule(
            row_id=row_id,
            scope=scope,
            name=name,
            kind=kind,
            is_typed=bool(typed),
            missing=tuple(json.loads(missing)),
            derivation=derivation_from(derivation) if derivation else None,
            values=values,
        )
        for row_id, scope, name, kind, typed, missing, derivation, values in rows
    )


def write_rule(
    unit: Writing,
    variable_id: int,
    *,
    is_typed: bool | None = None,
    missing: tuple[str, ...] | None = None,
    derivation: Derivation | None = None,
) -> None:
    """Say something of a variable; what is None stays as it is."""
    told: dict[str, object] = {}
    if is_typed is not None:
        told["is_typed"] = int(is_typed)
    if missing is not None:
        told["missing"] = json.dumps(list(missing), ensure_ascii=False)
    if derivation is not None:
        told["derivation"] = derivation.to_json()
    known = unit.rows("SELECT id FROM variable_rules WHERE variable_id = :id", id=variable_id)
    if known:
        unit.update("variable_rules", known[0][0], told)
        return
    cells = {"is_typed": 0, "missing": "[]", "derivation": None} | told
    unit.insert("variable_rules", ("variable_id", *cells), [(variable_id, *cells.values())])


def values_of(asked: Asked, variable_id: int) -> list[str]:
    """Return all values of a variable, in order of birth."""
    rows = asked.rows("SELECT value FROM variable_values WHERE variable_id = :id ORDER BY id", id=variable_id)
    return [value for (value,) in rows]
