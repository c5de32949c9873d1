"""What is said of cases: that two are one person, that one is two, what they are called, what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qualcode.errors.variables import AssignmentError, CasesRefusedError
from qualcode.model.identity import checked_name, new_guid
from qualcode.model.transcript import Role
from qualcode.model.variable_kinds import variable_key
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.intake import source_ids
from qualcode.store.recoding import join_memos
from qualcode.store.source_texts import read_stored_text
from qualcode.store.sources import source_guid, source_name
from qualcode.store.speaking import CaseRowFacts, find_case, language_rows, turns_of_case, values_of_case
from qualcode.store.variable_rules import read_rules
from qualcode.store.variable_values import derive_again, set_values


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """Who two or more cases are now, and what was known of them that did not agree: `(variable, kept, dropped)`."""

    label: str
    sources: tuple[str, ...]
    conflicts: tuple[tuple[str, str, str], ...]


def merge_cases(
    store: Store, wanted: Sequence[str], *, coder: str, at: datetime, label: str | None = None
) -> MergeReport:
    """Say that several cases are one person: the first one, who says from now on what all of them said.

    What is known of the others is added; where they disagree, the first one's value stays and the other is told.

    Args:
        store: the project.
        wanted: labels, `source:label` or GUIDs, two or more.
        coder: who says so.
        at: when.
        label: what the person is called from now on; as the first one unless told.

    Raises:
        NobodyError, AmbiguousCaseError: what is wanted is not one case each.
        CasesRefusedError: fewer than two cases, or cases of different roles.
    """
    with store.act("merge cases", "merged cases", coder=coder, at=at) as unit:
        cases = list({case.row_id: case for case in (find_case(unit, one) for one in wanted)}.values())
        if len(cases) < 2:
            raise CasesRefusedError("it takes two cases or more to make one person")
        if len({case.role for case in cases}) > 1:
            raise CasesRefusedError(
                f"{cases[0].label!r} and the others differ in role; give them one first: qualcode cases role"
            )
        first, others = cases[0], cases[1:]
        conflicts = [conflict for other in others for conflict in _take_in(unit, first, other)]
        name = _called(unit, first, label)
        sources = tuple(dict.fromkeys(source for case in cases for source in case.sources))
        unit.say(f"said that {name} is one person in {', '.join(sources)}")
    return MergeReport(label=name, sources=sources, conflicts=tuple(conflicts))


def _take_in(unit: Writing, first: CaseRowFacts, other: CaseRowFacts) -> list[tuple[str, str, str]]:
    turns = turns_of_case(unit, other.row_id)
    unit.update_many("turns", ("case_id",), [(turn, (first.row_id,)) for turn in turns])
    join_memos(unit, "case_id", other.row_id, first.row_id)
    known = values_of_case(unit, first.row_id)
    conflicts = []
    taken = set()
    for variable_id, (row_id, name, value) in values_of_case(unit, other.row_id).items():
        if variable_id not in known:
            unit.update("variable_values", row_id, {"case_id": first.row_id})
            taken.add(variable_key(name))
            continue
        if known[variable_id][2] != value:
            conflicts.append((name, known[variable_id][2], value))
        unit.delete("variable_values", [row_id])
    unit.delete("cases", [other.row_id])
    derive_again(unit, "case", taken, [rule for rule in read_rules(unit) if rule.scope == "case"])
    return conflicts


def _called(unit: Writing, case: CaseRowFacts, label: str | None) -> str:
    if label is None:
        return case.label
    name = checked_name("Speaker label", label)
    unit.update("cases", case.row_id, {"label": name})
    return name


def split_case(
    store: Store, wanted: str, source: str, *, coder: str, at: datetime, label: str | None = None
) -> tuple[str, str]:
    """Say that who speaks in one source is somebody else than the same case in other sources.

    The new case has the same role and what is known of the old one.

    Returns:
        Its label, and the name of the source.

    Raises:
        NobodyError, AmbiguousCaseError, UnknownSourceError: there is no such case or source.
        CasesRefusedError: the case does not speak there, or nowhere else.
    """
    with store.act("split case", "split a case", coder=coder, at=at) as unit:
        case = find_case(unit, wanted)
        name = source_name(unit, source_guid(unit, source))
        if name not in case.sources:
            raise CasesRefusedError(f"{case.label!r} does not speak in {name!r}")
        if len(case.sources) < 2:
            raise CasesRefusedError(f"{case.label!r} speaks in {name!r} only")
        called = checked_name("Speaker label", label or case.label)
        (new,) = unit.insert("cases", ("guid", "label", "role"), [(new_guid(), called, case.role)])
        turns = turns_of_case(unit, case.row_id, source_ids(unit)[name])
        unit.update_many("turns", ("case_id",), [(turn, (new,)) for turn in turns])
        cells = [(variable_id, new, value) for variable_id, (_, _, value) in values_of_case(unit, case.row_id).items()]
        unit.insert("variable_values", ("variable_id", "case_id", "value"), cells)
        unit.say(f"said that {called} in {name} is somebody else")
    return called, name


def rename_case(store: Store, wanted: str, label: str, *, coder: str, at: datetime) -> tuple[str, str]:
    """Call a case otherwise, and return what it was and is called; labels in texts stay as they are.

    Raises:
        NobodyError, AmbiguousCaseError: there is no such case.
        InvalidValueError: it is no name.
    """
    with store.act("rename case", "renamed a case", coder=coder, at=at) as unit:
        case = find_case(unit, wanted)
        name = _called(unit, case, label)
        unit.say(f"renamed case {case.label} to {name}")
    return case.label, name


def give_role(store: Store, wanted: Sequence[str], role: Role, *, coder: str, at: datetime) -> tuple[str, ...]:
    """Say that cases are moderators, participants or observers, and return their labels.

    Raises:
        NobodyError, AmbiguousCaseError: one is no case; nothing changes then.
    """
    with store.act("give role", "gave a role", coder=coder, at=at) as unit:
        cases = [find_case(unit, one) for one in wanted]
        for case in cases:
            unit.update("cases", case.row_id, {"role": role})
        labels = tuple(case.label for case in cases)
        unit.say(f"made {', '.join(labels)} {role}")
    return labels


def assignments(written: Sequence[str]) -> dict[str, str]:
    """Return what `VARIABLE=VALUE` words say; an empty value takes one away.

    Raises:
        AssignmentError: one is not like that.
    """
    told = {}
    for one in written:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise AssignmentError(one)
        told[checked_name("Variable", name)] = value.strip()
    return told


def set_case(store: Store, wanted: str, values: Mapping[str, str], *, coder: str, at: datetime) -> tuple[str, int]:
    """Set variables of a case and return its label and how many values are new or changed.

    Raises:
        NobodyError, AmbiguousCaseError, DerivedVariableError, WrongKindError: nothing changes then.
    """
    with store.act("set variables", "set variables", coder=coder, at=at) as unit:
        case = find_case(unit, wanted)
        changed = set_values(unit, "case", [(case.row_id, name, value) for name, value in values.items()])
        unit.say(f"set {_said(values)} of {case.label}")
    return case.label, changed


def set_source(store: Store, wanted: str, values: Mapping[str, str], *, coder: str, at: datetime) -> tuple[str, int]:
    """Set variables of a source, and `language` and `name`, which every source has; return its name and how many.

    Raises:
        UnknownSourceError, DerivedVariableError, WrongKindError, InvalidValueError: nothing changes then.
        CasesRefusedError: another source has that name.
    """
    from qualcode.transcripts.language import checked_language

    with store.act("set variables", "set variables", coder=coder, at=at) as unit:
        name = source_name(unit, source_guid(unit, wanted))
        source_id = source_ids(unit)[name]
        own: dict[str, object] = {}
        others = {}
        for variable, value in values.items():
            key = variable_key(variable)
            if key == "language":
                own["language"] = checked_language(value or "xx")
            elif key == "name":
                own["name"] = checked_name("Source name", value)
            else:
                others[variable] = value
        if own.get("name", name) != name and own["name"] in source_ids(unit):
            raise CasesRefusedError(f"another source is called {own['name']!r}")
        before = read_stored_text(unit, source_guid(unit, name)).language, name
        if own:
            unit.update("sources", source_id, own)
        if "language" in own:
            unit.delete("turn_languages", language_rows(unit, source_id, str(own["language"])))
        changed = set_values(unit, "source", [(source_id, variable, value) for variable, value in others.items()])
        changed += sum(own.get(key, was) != was for key, was in zip(("language", "name"), before, strict=True))
        unit.say(f"set {_said(values)} of {name}")
    return str(own.get("name", name)), changed


def _said(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} to {value or 'nothing'}" for name, value in values.items())
