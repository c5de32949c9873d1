"""What a table can be crossed by: a code or a variable, by one name.

A name that a code and a variable share is refused; `code:NAME`, `case:NAME` and `source:NAME` say which is meant.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.analysis.selection import find_code_id
from qualcode.analysis.variables import Variable, find_variable, variable_spellings
from qualcode.errors.lookups import (
    AmbiguousCodeError,
    AmbiguousDimensionError,
    UnknownCodeError,
    UnknownDimensionError,
    UnknownVariableError,
)
from qualcode.model.lookup import near_names

if TYPE_CHECKING:
    from qualcode.analysis.tables import Tables

_CODE = "code:"
_SCOPES = ("case:", "source:")


@dataclass(frozen=True, slots=True)
class CodeDimension:
    """A code that a table is crossed by, with all that stands under it."""

    code_id: int
    name: str
    path: str


Dimension = CodeDimension | Variable


def find_dimension(tables: Tables, asked: str) -> Dimension:
    """Return the code or variable of that name; letter case does not matter.

    Raises:
        AmbiguousDimensionError: a code and a variable go by it.
        AmbiguousCodeError: several codes do, and no variable.
        UnknownDimensionError: nothing does; the nearest name is offered.
        UnknownCodeError, UnknownVariableError: the name said which of the two is meant, and there is none.
    """
    wanted = asked.strip()
    if wanted.casefold().startswith(_CODE):
        return _code(tables, wanted[len(_CODE) :])
    if wanted.casefold().startswith(_SCOPES):
        return find_variable(tables, wanted)
    variable = None
    with suppress(UnknownVariableError):
        variable = find_variable(tables, wanted)
    try:
        code = _code(tables, wanted)
    except UnknownCodeError:
        if variable is None:
            raise UnknownDimensionError(asked, _near(tables, wanted)) from None
        return variable
    except AmbiguousCodeError:
        if variable is None:
            raise
        raise AmbiguousDimensionError(asked, [f"{_CODE}PATH", f"{variable.scope}:{variable.name}"]) from None
    if variable is not None:
        raise AmbiguousDimensionError(asked, [f"{_CODE}{code.name}", f"{variable.scope}:{variable.name}"])
    return code


def _code(tables: Tables, wanted: str) -> CodeDimension:
    code_id = find_code_id(tables.codes, wanted)
    name, path = next(
        row[1:] for row in tables.codes.select("code_id", "name", "path").iter_rows() if row[0] == code_id
    )
    return CodeDimension(code_id, name, path)


def _near(tables: Tables, wanted: str) -> list[str]:
    return near_names(wanted, (*variable_spellings(tables), *tables.codes["name"]), likeness=0.5)
