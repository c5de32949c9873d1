"""Values of variables, written inside an act; what is derived from them follows."""

from collections.abc import Iterable, Mapping, Sequence

from qualcode.errors.variables import DerivedVariableError, WrongKindError
from qualcode.model.identity import new_guid
from qualcode.model.variable_kinds import kind_of, misfit, variable_key
from qualcode.store.acts import Writing
from qualcode.store.variable_rules import VariableRule, read_rules


def set_values(unit: Writing, scope: str, values: Iterable[tuple[int, str, str]]) -> int:
    """Set variables of cases or of sources and return how many values are new or changed.

    Args:
        scope: "case" or "source".
        values: `(row id of the case or source, variable, value)`; an empty value takes the old one away, and of two
            values the last one counts.

    What is derived from them is derived again.

    Raises:
        DerivedVariableError: one of the variables is derived from another.
        WrongKindError: a value does not fit the kind that was told for its variable.
    """
    told = [(owner, name, value) for owner, name, value in values]
    rules = [rule for rule in read_rules(unit) if rule.scope == scope]
    derived = {variable_key(rule.name): rule for rule in rules if rule.derivation}
    for _, name, _ in told:
        rule = derived.get(variable_key(name))
        if rule is not None and rule.derivation is not None:
            raise DerivedVariableError(rule.name, f"is derived from {rule.derivation.base!r}; set that")
    changed = write_values(unit, scope, told)
    derive_again(unit, scope, {variable_key(name) for _, name, _ in told}, rules)
    return changed


def derive_again(unit: Writing, scope: str, bases: set[str], rules: Sequence[VariableRule]) -> None:
    """Derive again what comes from those variables (by key), and what comes from that."""
    column = {"case": "case_id", "source": "source_id"}[scope]
    names = {variable_key(rule.name): rule for rule in rules}
    for rule in rules:
        if rule.derivation is None or variable_key(rule.derivation.base) not in bases:
            continue
        base = names.get(variable_key(rule.derivation.base))
        missing = set(base.missing) if base else set()
        owners = dict.fromkeys(
            (row[0] for row in unit.rows(f"SELECT id FROM {'cases' if scope == 'case' else 'sources'}")), ""
        )
        for owner, value in unit.rows(
            f"SELECT {column}, value FROM variable_values JOIN variables ON variables.id = variable_id "
            "WHERE variables.id = :id",
            id=base.row_id if base else 0,
        ):
            owners[owner] = "" if value in missing else rule.derivation.value(value)
        write_values(unit, scope, [(owner, rule.name, value) for owner, value in owners.items()])
        bases = bases | {variable_key(rule.name)}


def write_values(unit: Writing, scope: str, values: Iterable[tuple[int, str, str]]) -> int:
    """Do what `set_values` does for any variable, derived ones too, and derive nothing from them."""
    column = {"case": "case_id", "source": "source_id"}[scope]
    spelled: dict[str, str] = {}
    wanted: dict[tuple[int, str], str] = {}
    for owner, name, value in values:
        key = variable_key(name)
        spelled.setdefault(key, name)
        wanted[owner, key] = value.strip()
    variables = _variables(unit, scope, spelled)
    standing = {
        (owner, variable): (row_id, value)
        for row_id, owner, variable, value in unit.rows(
            f"SELECT id, {column}, variable_id, value FROM variable_values WHERE {column} IS NOT NULL"
        )
    }
    new = []
    changed = 0
    for (owner, key), value in wanted.items():
        row_id, before = standing.get((owner, variables[key]), (None, ""))
        if row_id is None and value:
            new.append((variables[key], owner, value))
        elif row_id is not None and not value:
            unit.delete("variable_values", [row_id])
        elif row_id is not None and value != before:
            unit.update("variable_values", row_id, {"value": value})
        changed += value != before
    unit.insert("variable_values", ("variable_id", column, "value"), new)
    _settle_kinds(unit, [variables[key] for key in spelled])
    return changed


def _variables(unit: Writing, scope: str, spelled: Mapping[str, str]) -> dict[str, int]:
    """Return the row ids of variables by key; those that are not there yet are made, spelled as told."""
    found = {
        variable_key(name): int(row_id)
        for name, row_id in unit.rows(
            "SELECT name, id FROM variables WHERE scope = :scope ORDER BY id DESC", scope=scope
        )
    }
    new = {key: name for key, name in spelled.items() if key not in found}
    cells = [(new_guid(), scope, name, "text") for name in new.values()]
    made = unit.insert("variables", ("guid", "scope", "name", "kind"), cells)
    return found | dict(zip(new, made, strict=True))


def _settle_kinds(unit: Writing, variable_ids: Iterable[int]) -> None:
    rules = {rule.row_id: rule for rule in read_rules(unit)}
    for variable_id in variable_ids:
        rule = rules[variable_id]
        values = [
            value
            for (value,) in unit.rows("SELECT value FROM variable_values WHERE variable_id = :id", id=variable_id)
            if value not in rule.missing
        ]
        if not rule.is_typed:
            unit.update("variables", variable_id, {"kind": kind_of(values)})
        elif (wrong := misfit(rule.kind, values)) is not None:
            raise WrongKindError(rule.name, rule.kind, wrong)
