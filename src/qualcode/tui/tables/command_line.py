"""The command that makes a table of the screen: its name, its options as a file keeps them, and how it is typed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from qualcode.analysis.coding_filters import fact_filters
from qualcode.tui.tables import asked as kinds

if TYPE_CHECKING:
    from qualcode.tui.tables.asked import Asked

Options = dict[str, object]
_SPELLED = {"across": "by"}
_TYPED_FIRST = ("rows", "columns")  # arguments


def command_of(asked: Asked) -> tuple[str, Options, str]:
    """Return the command, its options by the names `--from` reads them by, and the line that a person would type."""
    table, own = _own(asked)
    options: Options = {**own, **_filters(asked)}
    if asked.with_moderator:
        options["with_moderator"] = True
    if asked.is_pseudonymized:
        options["pseudonymized"] = True
    if not asked.keep_zero and asked.kind in kinds.HAS_ZERO_ROWS:
        options["no_zero"] = True
    places = [str(options[name]) for name in _TYPED_FIRST if name in options]
    words = [word for name, value in options.items() if name not in _TYPED_FIRST for word in _typed(name, value)]
    return table, options, shlex.join(["qualcode", table, *places, *words])


def _own(asked: Asked) -> tuple[str, Options]:
    unit = asked.unit
    commands: dict[str, tuple[str, Options]] = {
        kinds.THEMES: ("freq", {}),
        kinds.BY: ("freq", {"by": [asked.by], "unit": unit}),
        kinds.SOURCES: ("matrix", {"across": "source", "unit": unit}),
        kinds.SPEAKERS: ("matrix", {"across": "case", "unit": unit}),
        kinds.CROSSED: ("crosstab", {"rows": asked.rows, "columns": asked.columns, "unit": unit}),
        kinds.PAIRS: ("cooccur", {"within": unit}),
        kinds.SATURATION: ("saturation", {}),
        kinds.TALK: ("participation", {}),
        kinds.GROUPS: ("participation", {"groups": True}),
        kinds.AGREEMENT: ("agree", {"unit": unit}),
    }
    return commands[asked.kind]


def _filters(asked: Asked) -> Options:
    chosen = asked.selection
    facts = fact_filters(chosen)
    given: Options = {
        "code": list(chosen.codes),
        "codebook": list(chosen.codebooks),
        "source": list(chosen.sources),
        "coder": list(chosen.coders),
        "origin": list(chosen.origins),
        "where": [str(level) for level in chosen.levels],
        "memo": chosen.has_memo,
        "since": chosen.since,
        "until": chosen.until,
        "confidence": list(facts.get("confidences", ())),
    }
    return {name: value for name, value in given.items() if value not in ([], "", None)}


def _typed(name: str, value: object) -> list[str]:
    if name == "memo":
        return ["--with-memo" if value else "--without-memo"]
    option = "--" + _SPELLED.get(name, name).replace("_", "-")
    if value is True:
        return [option]
    return [word for one in (value if isinstance(value, list) else [value]) for word in (option, str(one))]
