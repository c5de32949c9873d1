"""`--from FILE`: count again what a table says it is, and say what has changed since.

A table's file holds the options of its command as data. They are put back through the command's own options, so only
what a person could type there can come of them; options that name files, that change the project, and those of the
output, are never taken from a file.
"""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from qualcode.cli.context import given
from qualcode.cli.printing import talk
from qualcode.errors.exports import ForeignTableError
from qualcode.model.display import harmless_line

if TYPE_CHECKING:
    from typer.core import TyperOption

    from qualcode.exports.provenance_reading import Provenance

_ASKED_FOR = "qualcode.from"
_ACTING = ("mark",)  # options that change the project: a file never asks for that
_LONGEST = 10_000  # letters of an option


def options_given(parameters: Iterable[inspect.Parameter], values: Mapping[str, object]) -> dict[str, object]:
    """Return the options that differ from their defaults, for the record of how a table was made; no file, no act."""
    return {
        one.name: list(value) if isinstance(value, list | tuple) else value
        for one in parameters
        if _is_repeatable(one) and (value := values[one.name]) not in (None, [], ()) and value != one.default
    }


def again(
    ctx: typer.Context, file: Path, asked: Sequence[inspect.Parameter], output: Sequence[inspect.Parameter]
) -> None:
    """Run the command of `ctx` once more, with the options that the table in the file was made with.

    Args:
        ctx: of the command with `--from`.
        file: holds a table.
        asked: the options that say what is counted; the file decides them.
        output: the options that say where the table goes; the person decides them.

    Raises:
        ForeignTableError: the table is of another command, or was made with options that this one lacks.
        NoProvenanceError, UnreadableFileError, UnknownFormatError: the file does not say.
    """
    from qualcode.exports.provenance_reading import read_provenance

    both = [one.name for one in asked if _is_typed(ctx, one.name)]
    if both:
        raise typer.BadParameter(f"the file says what is counted; leave out {both[0]!r}", param_hint="--from")
    found = read_provenance(file)
    table, options = found.about.get("table"), found.about.get("options")
    if table != ctx.info_name:
        way = f"it is of `qualcode {table}`" if isinstance(table, str) else "it does not say by which command"
        raise ForeignTableError(file, harmless_line(way))
    names = [one.name for one in asked if "Path" not in str(one.annotation) and one.name not in _ACTING]
    words, places = _words(ctx, file, options, names)
    words += [*_typed_words(ctx, [one.name for one in output]), *(["--", *places] if places else [])]
    try:
        new = ctx.command.make_context(ctx.info_name, words, parent=ctx.parent)
    except typer.BadParameter as error:
        raise ForeignTableError(file, harmless_line(error.format_message())) from None
    new.meta[_ASKED_FOR] = file, found
    ctx.command.invoke(new)


def said_to_be(ctx: typer.Context) -> "tuple[Path, Provenance] | None":
    """Return the file that this run comes from and what it says, or None."""
    found: tuple[Path, Provenance] | None = ctx.meta.get(_ASKED_FOR)
    return found


def check_project(ctx: typer.Context, project: Path | None, guid: str) -> None:
    """Refuse to count a table of another project, unless the person named the project to count in.

    Raises:
        ForeignTableError: it is of another.
    """
    found = said_to_be(ctx)
    if found is None:
        return
    file, then = found
    is_named = project is not None or (given(ctx).project is not None and _is_typed(ctx.find_root(), "project"))
    if then.about.get("project_guid") != guid and not is_named:
        name = str(then.about.get("project", "unknown"))[:80]
        raise ForeignTableError(file, harmless_line(f"it is of the project {name!r}; name that, or any, with -p"))


def say_differences(ctx: typer.Context, now: Mapping[str, object]) -> None:
    """Say what is not as it was when the table was made."""
    from qualcode.exports.differences import differences

    found = said_to_be(ctx)
    if found is None:
        return
    file, then = found
    talk(f"{file.name} was made with: {harmless_line(str(then.about.get('command', ''))[:500])}")
    if then.is_changed:
        talk(f"{file.name} itself was changed after it was written.")
    for line in differences(then.about, now):
        talk(line)


def _is_repeatable(option: inspect.Parameter) -> bool:
    return option.name not in _ACTING and "Path" not in str(option.annotation)


def _words(ctx: typer.Context, file: Path, options: object, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the file's options as words of a command line, each value in one with its option; and its arguments."""
    if not isinstance(options, dict):
        raise ForeignTableError(file, "it does not say with which options")
    known: dict[str, Any] = {one.name: one for one in ctx.command.params if one.name in names}
    words: list[str] = []
    places: dict[str, list[str]] = {}
    for name, value in options.items():
        if name not in known:
            raise ForeignTableError(file, f"it was made with {harmless_line(name)[:80]!r}, which is no option here")
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str | int | float) and len(str(one)) < _LONGEST for one in values):
            raise ForeignTableError(file, f"its option {name!r} has a value that nobody could type")
        if known[name].param_type_name == "argument":
            places[name] = [str(one) for one in values]
        else:
            words += _spelled(known[name], values)
    return words, [word for name in known for word in places.get(name, ())]


def _typed_words(ctx: typer.Context, names: Sequence[str]) -> list[str]:
    typed: list[Any] = [one for one in ctx.command.params if one.name in names and _is_typed(ctx, one.name)]
    return [word for one in typed for word in _spelled(one, [ctx.params[one.name]])]


def _spelled(option: "TyperOption", values: Iterable[object]) -> list[str]:
    if getattr(option, "is_flag", False):
        return [spelling for value in values for spelling in (option.opts if value else option.secondary_opts)[:1]]
    longest = max(option.opts, key=len)
    return [f"{longest}={value}" for value in values]


def _is_typed(ctx: Any, name: str) -> bool:  # noqa: ANN401  # Typer calls contexts by two names
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
