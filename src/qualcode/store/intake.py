"""Rows of new sources, cases and variables, written inside an act."""

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.errors.variables import DerivedVariableError, WrongKindError
from qualcode.model.identity import new_guid
from qualcode.store.acts import Writing
from qualcode.store.variable_rules import VariableRule, read_rules

_SOURCE = ("guid", "name", "language", "revision")
_REVISION = (
    "source_id", "number", "sha256", "characters", "words", "file_name", "file_sha256", "encoding", "format",
    "imported_at", "text",
)  # fmt: skip
_TURN = ("revision_id", "number", "start", "speech", "end", "case_id", "seconds", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A source to be stored, its cases numbered by their place in `cases`.

    Attributes:
        cases: `(label, role)`.
        turns: `(number, start, speech, end, place of the case, seconds, words)`.
        turn_languages: number and language of turns in another language than the source's.
        kind: how its text came about: from a file, by an edit, with pseudonyms.
        details: how it was read, for people: options that were told, doubts.
        original: the file's bytes, to be kept; None where they are not.
    """

    name: str
    language: str
    text: str
    sha256: str
    file_name: str
    file_sha256: str
    encoding: str
    format: str
    cases: Sequence[tuple[str, str]]
    turns: Sequence[tuple[int, int, int, int, int, float | None, int]]
    turn_languages: Sequence[tuple[int, str]] = ()
    kind: str = "file"
    details: Mapping[str, object] = field(default_factory=dict)
    original: bytes | None = None


def add_source(unit: Writing, source: NewSource) -> tuple[int, range]:
    """Store a source, its text, cases and turns; return its id and those of its cases, in their order."""
    source_id = unit.insert("sources", _SOURCE, [(new_guid(), source.name, source.language, 1)])[0]
    cases = unit.insert("cases", ("guid", "label", "role"), [(new_guid(), label, role) for label, role in source.cases])
    add_revision(unit, source_id, 1, source, cases)
    return source_id, cases


def add_revision(unit: Writing, source_id: int, number: int, source: NewSource, cases: Sequence[int]) -> int:
    """Store one text of a source with its turns and where it came from; return its id.

    Args:
        unit: the act.
        source_id: whose text it is.
        number: of the revision.
        source: what is stored; its name and its cases are not looked at.
        cases: ids of the cases, in the order that the turns count them in.
    """
    revision_id = unit.insert(
        "source_revisions",
        _REVISION,
        [
            (
                source_id, number, source.sha256, len(source.text), sum(turn[6] for turn in source.turns),
                source.file_name, source.file_sha256, source.encoding, source.format, unit.at.isoformat(), source.text,
            )
        ],
    )[0]  # fmt: skip
    unit.insert(
        "turns",
        _TURN,
        (
            (revision_id, number, start, speech, end, cases[case], seconds, words)
            for number, start, speech, end, case, seconds, words in source.turns
        ),
    )
    languages = [(revision_id, turn, language) for turn, language in source.turn_languages]
    unit.insert("turn_languages", ("revision_id", "turn", "language"), languages)
    details = json.dumps(dict(source.details), ensure_ascii=False)
    origin = (revision_id, source.kind, details, packed(source.original))
    unit.insert("revision_origins", ("revision_id", "kind", "details", "original"), [origin])
    return revision_id


def packed(content: bytes | None) -> str | None:
    """Return bytes as text that a journal of JSON can hold."""
    return None if content is None else base64.b64encode(zlib.compress(content)).decode("ascii")


def unpacked(content: str) -> bytes:
    """Return what `packed` was given."""
    return zlib.decompress(base64.b64decode(content))


def standing_names(unit: Writing) -> tuple[dict[str, str], dict[str, str]]:
    """Return the project's sources by name and by the SHA-256 of their standing text, each giving the name."""
    rows = unit.rows(
        "SELECT name, sha256 FROM sources JOIN source_revisions ON source_id = sources.id AND number = revision"
    )
    return {name: name for name, _ in rows}, {sha256: name for name, sha256 in rows}


def source_ids(unit: Writing) -> dict[str, int]:
    """Return each source's name and row id, in order of import."""
    return dict(unit.rows("SELECT name, id FROM sources ORDER BY id"))


def case_ids(unit: Writing, source_id: int) -> dict[str, int]:
    """Return the labels and row ids of those who speak in a source."""
    return dict(
        unit.rows(
            "SELECT DISTINCT label, cases.id FROM turns JOIN cases ON cases.id = case_id "
            "JOIN source_revisions ON source_revisions.id = revision_id "
            "JOIN sources ON sources.id = source_id AND revision = source_revisions.number "
            "WHERE sources.id = :source ORDER BY cases.id",
            source=source_id,
        )
    )


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


def variable_key(name: str) -> str:
    """Return what makes two spellings one variable: letter case and runs of space make no difference."""
    return " ".join(name.split()).casefold()


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


def misfit(kind: str, values: Sequence[str]) -> str | None:
    """Return the first value that does not fit a kind, or None."""
    fits = _FITS.get(kind)
    return None if fits is None else next((value for value in values if not fits(value)), None)


def kind_of(values: Sequence[str]) -> str:
    """Return the narrowest kind that fits all values: boolean, integer, decimal, date, or else text."""
    for kind, fits in _FITS.items():
        if values and all(fits(value) for value in values):
            return kind
    return "text"


def _is_boolean(value: str) -> bool:
    return value.casefold() in ("true", "false")


def _is_integer(value: str) -> bool:
    return value.removeprefix("-").isdecimal() and value.isascii()


def _is_decimal(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return "n" not in value.casefold()  # neither nan nor inf is a measurement


def _is_date(value: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


_FITS = {"boolean": _is_boolean, "integer": _is_integer, "decimal": _is_decimal, "date": _is_date}
