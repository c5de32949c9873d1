"""What is said of variables: their kind and missing values, their names, what they are derived from."""

from collections.abc import Sequence
from datetime import datetime

from qualcode.errors.lookups import UnknownVariableError
from qualcode.errors.values import InvalidValueError
from qualcode.errors.variables import CasesRefusedError, DerivedVariableError, WrongKindError
from qualcode.model.derivation import Derivation
from qualcode.model.identity import checked_name
from qualcode.model.lookup import near_names
from qualcode.model.variable_kinds import KINDS, misfit, variable_key
from qualcode.store.acts import Writing
from qualcode.store.database import Asked, Store
from qualcode.store.variable_rules import VariableRule, read_rules, values_of, write_rule
from qualcode.store.variable_values import derive_again, write_values


def find_variable(asked: Asked, wanted: str) -> VariableRule:
    """Return the variable of that name, or of `case:name` or `source:name` where cases and sources have one so called.

    Raises:
        UnknownVariableError: there is none.
        InvalidValueError: both have one.
    """
    scope, colon, name = wanted.partition(":")
    rules = read_rules(asked)
    found = [rule for rule in rules if variable_key(rule.name) == variable_key(wanted)]
    if not found and colon and scope in ("case", "source"):
        found = [rule for rule in rules if rule.scope == scope and variable_key(rule.name) == variable_key(name)]
    if not found:
        raise UnknownVariableError(wanted, near_names(wanted, [rule.name for rule in rules]))
    if len(found) > 1:
        raise InvalidValueError(
            "Variable", wanted, f"cases and sources have it: write case:{wanted} or source:{wanted}"
        )
    return found[0]


def derive_variable(store: Store, name: str, derivation: Derivation, *, coder: str, at: datetime) -> tuple[int, int]:
    """Make a variable that comes from another, and return how many have a value and how many of the other have none.

    It follows: where the other changes, it changes. Deriving it again in another way replaces the way.

    Raises:
        UnknownVariableError: the other is not there.
        DerivedVariableError: the name is that of a variable with values of its own, or it would come from itself.
        InvalidValueError: it is no name.
    """
    with store.act("derive variable", f"derived {name}", coder=coder, at=at) as unit:
        called = checked_name("Variable", name)
        base = find_variable(unit, derivation.base)
        rules = [rule for rule in read_rules(unit) if rule.scope == base.scope]
        known = next((rule for rule in rules if variable_key(rule.name) == variable_key(called)), None)
        if known is not None and known.derivation is None and known.values:
            raise DerivedVariableError(known.name, "has values of its own; give the derived one another name")
        if known is not None and _comes_from(rules, base, known):
            raise DerivedVariableError(known.name, "would be derived from itself")
        if known is None:
            write_values(unit, base.scope, [(0, called, "")])
        told = Derivation(
            base=base.name, bands=derivation.bands, levels=derivation.levels, otherwise=derivation.otherwise
        )
        variable = next(
            rule
            for rule in read_rules(unit)
            if rule.scope == base.scope and variable_key(rule.name) == variable_key(called)
        )
        write_rule(unit, variable.row_id, derivation=told)
        rules = [rule for rule in read_rules(unit) if rule.scope == base.scope]
        derive_again(unit, base.scope, {variable_key(base.name)}, rules)
        after = {rule.row_id: rule for rule in read_rules(unit)}
        unit.say(f"derived {variable.name} from {told.said()}")
        return after[variable.row_id].values, base.values - after[variable.row_id].values


def _comes_from(rules: Sequence[VariableRule], rule: VariableRule, other: VariableRule) -> bool:
    """Tell whether a variable is another one, or comes from it."""
    by_key = {variable_key(one.name): one for one in rules}
    at: VariableRule | None = rule
    for _ in rules:
        if at is None or at.row_id == other.row_id:
            break
        at = by_key.get(variable_key(at.derivation.base)) if at.derivation else None
    return at is not None and at.row_id == other.row_id


def type_variable(
    store: Store, wanted: str, kind: str | None, missing: Sequence[str] | None, *, coder: str, at: datetime
) -> VariableRule:
    """Say of which kind a variable is and which values stand for a missing one, and return it.

    Values that do not fit are refused from then on. What is None stays as it is.

    Raises:
        UnknownVariableError: it is not there.
        InvalidValueError: there is no such kind.
        WrongKindError: a value does not fit; nothing changes.
    """
    if kind is not None and kind not in KINDS:
        raise InvalidValueError("Kind", kind, f"is none of {', '.join(KINDS)}.")
    with store.act("type variable", "typed a variable", coder=coder, at=at) as unit:
        rule = find_variable(unit, wanted)
        marks = rule.missing if missing is None else tuple(dict.fromkeys(one.strip() for one in missing if one.strip()))
        told = kind or rule.kind
        if kind or rule.is_typed:
            wrong = misfit(told, [value for value in values_of(unit, rule.row_id) if value not in marks])
            if wrong is not None:
                raise WrongKindError(rule.name, told, wrong)
        write_rule(unit, rule.row_id, is_typed=True if kind else None, missing=marks)
        unit.update("variables", rule.row_id, {"kind": told})
        derive_again(
            unit, rule.scope, {variable_key(rule.name)}, [r for r in read_rules(unit) if r.scope == rule.scope]
        )
        gone = f", missing: {', '.join(marks)}" if marks else ""
        unit.say(f"said that {rule.name} is {told}{gone}")
        return next(one for one in read_rules(unit) if one.row_id == rule.row_id)


def rename_variable(store: Store, wanted: str, name: str, *, coder: str, at: datetime) -> tuple[str, str]:
    """Call a variable otherwise, such as `label_1` city, and return what it was and is called.

    Raises:
        UnknownVariableError: it is not there.
        CasesRefusedError: another one has that name.
    """
    with store.act("rename variable", "renamed a variable", coder=coder, at=at) as unit:
        rule = find_variable(unit, wanted)
        called = checked_name("Variable", name)
        same = [one for one in read_rules(unit) if one.scope == rule.scope and one.row_id != rule.row_id]
        if variable_key(called) in {variable_key(one.name) for one in same}:
            raise CasesRefusedError(f"there is a variable {called!r} already")
        unit.update("variables", rule.row_id, {"name": called})
        _follow(unit, same, rule.name, called)
        unit.say(f"renamed variable {rule.name} to {called}")
    return rule.name, called


def _follow(unit: Writing, rules: Sequence[VariableRule], before: str, now: str) -> None:
    """Let what is derived from a variable know its new name."""
    for rule in rules:
        told = rule.derivation
        if told is not None and variable_key(told.base) == variable_key(before):
            write_rule(
                unit,
                rule.row_id,
                derivation=Derivation(base=now, bands=told.bands, levels=told.levels, otherwise=told.otherwise),
            )
