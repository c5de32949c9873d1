"""What all commands that count share: which part of the study, in which form, to which file.

`table_command` gives a command these options, opens the project, and writes what the command answers: as a table for
people on a terminal, else as text for programs, or to a file by its ending. With `--from FILE` the options that say
what is counted are those of the table in that file.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.context import ProjectOption, to_read
from qualcode.cli.printing import about, talk
from qualcode.cli.tables.rerunning import again, check_project, options_given, said_to_be, say_differences
from qualcode.cli.tables.writing import Answer, Output, write_answer
from qualcode.errors.analysis import EmptySelectionError
from qualcode.model.coding import ORIGINS

if TYPE_CHECKING:
    from qualcode.analysis.selection import Selection
    from qualcode.project.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every table is asked: from which part of the study, and whether the moderator counts."""

    selection: "Selection"
    with_moderator: bool
    is_pseudonymized: bool = False

    def of(self, project: "Project") -> "Project":
        """Return the project as it is to be shown: under pseudonyms, if that is asked for."""
        return project.pseudonymized() if self.is_pseudonymized else project


def asked_by(  # its parameters are the options; Typer reads them from here
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="CODE", help="Only this code or theme; may be repeated.")
    ] = None,
    codebook: Annotated[
        list[str] | None, typer.Option("--codebook", "-c", metavar="NAME", help="Only this codebook.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Only this transcript.")] = None,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder's codings.")
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="ORIGIN", help=f"Only codings that came about so: {', '.join(ORIGINS)}."),
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="VARIABLE=VALUE", help="Only these, e.g. gender=woman.")
    ] = None,
    memo: Annotated[
        bool | None,
        typer.Option("--with-memo/--without-memo", help="Only codings that have a memo, or only those that have none."),
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Only codings made on this day or later (UTC).")
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Only codings made on this day or before (UTC).")
    ] = "",
    confidence: Annotated[
        list[str] | None,
        typer.Option("--confidence", metavar="N", help="Only codings of this confidence: 1, 2, 3 or none."),
    ] = None,
    with_moderator: Annotated[bool, typer.Option("--with-moderator", help="Count the moderator too.")] = False,
    pseudonymized: Annotated[
        bool, typer.Option("--pseudonymized", help="Show P1, P2 … for speakers, also where a quote names them.")
    ] = False,
) -> Asked:
    """Return which part of the study these options ask for."""
    from qualcode.analysis.coding_filters import confidence_of
    from qualcode.analysis.selection import Selection, level_of

    selection = Selection(
        codes=tuple(code or ()),
        codebooks=tuple(codebook or ()),
        sources=tuple(source or ()),
        coders=tuple(coder or ()),
        origins=tuple(origin or ()),
        levels=tuple(level_of(text) for text in where or ()),
        has_memo=memo,
        since=since.strip(),
        until=until.strip(),
        confidences=tuple(confidence_of(text) for text in confidence or ()),
    )
    return Asked(selection=selection, with_moderator=with_moderator, is_pseudonymized=pseudonymized)


def _written(
    ctx: typer.Context,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="table, csv, tsv, md, html, tex or json.")
    ] = "table",
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            readable=False,
            help="Write to a file: .csv, .tsv, .xlsx, .md, .html, .tex, .json or .parquet.",
        ),
    ] = None,
    excel: Annotated[bool, typer.Option("--excel", help="Write CSV so that Excel reads every alphabet.")] = False,
    chart: Annotated[
        Path | None,
        typer.Option(
            "--chart", metavar="FILE", readable=False, help="Draw it too: .svg, .png or .txt; - for this terminal."
        ),
    ] = None,
    no_about: Annotated[
        bool, typer.Option("--no-about", help="Leave out what the table was made from: names, filters, versions.")
    ] = False,
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", readable=False, help="Count again what the table in this file says it is."
        ),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Hold the options that say where a table goes."""


def with_filters(work: Callable[..., None]) -> Callable[..., None]:
    """Return the command: `work` with the options that say which part of the study is meant.

    `work` takes the context and what is asked (`Asked`) first, and its own options by name.
    """
    own = list(inspect.signature(work).parameters.values())
    shared = list(inspect.signature(asked_by).parameters.values())

    @wraps(work)
    def command(**given: Any) -> None:  # noqa: ANN401  # whatever Typer read from the options
        asked = asked_by(**{parameter.name: given.pop(parameter.name) for parameter in shared})
        work(given.pop("ctx"), asked, **given)

    _take(command, [own[0], *own[2:], *shared])
    return command


def _take(command: Callable[..., None], parameters: list[inspect.Parameter]) -> None:
    """Let Typer read a command's options from these parameters."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    command.__signature__ = inspect.Signature([one.replace(kind=keyword) for one in parameters])  # type: ignore[attr-defined]  # read by Typer
    command.__annotations__ = {one.name: one.annotation for one in parameters}


def table_command(work: Callable[..., Answer]) -> Callable[..., None]:
    """Return the command: `work` with the options that all tables share.

    `work` takes the open project and what is asked (`Asked`) first, and its own options and arguments by name.
    """
    own = list(inspect.signature(work).parameters.values())[2:]
    shared = list(inspect.signature(asked_by).parameters.values())
    written = list(inspect.signature(_written).parameters.values())

    @wraps(work)
    def command(**given: Any) -> None:  # noqa: ANN401  # whatever Typer read from the options
        ctx = given["ctx"]
        output = _output(given, is_pairs=ctx.info_name == "cooccur")
        if given["from_"] is not None:
            again(ctx, given["from_"], [*own, *shared], [one for one in written[1:] if one.name != "from_"])
            return
        _check_arguments(own, given)
        asked = asked_by(**{parameter.name: given[parameter.name] for parameter in shared})
        with to_read(ctx, given["project"]) as opened:
            check_project(ctx, given["project"], opened.facts().guid)
            shown = asked.of(opened)
            answer = work(shown, asked, **{parameter.name: given[parameter.name] for parameter in own})
            made_from = {
                "coders": list(asked.selection.coders or opened.coders()),
                **answer.told,
                "moderator_counted": asked.with_moderator,
                "selection": asked.selection.sentence() or "everything",
                "table": ctx.info_name,
                "options": {**options_given([*own, *shared], given), **_drawn_by_lot(own, answer)},
            }
            told = about(shown, **made_from)
            _say_if_empty(answer, output, has_codes=any(book.codes for book in opened.codebooks()))
        told = {"title": answer.title or work.__name__, **told}
        if output.is_kept or said_to_be(ctx):
            told["figures"] = _fingerprint(answer)
        say_differences(ctx, told)
        write_answer(answer, told, output)

    _take(command, [written[0], *(_as_option(one) for one in own), *shared, *written[1:]])
    return command


def _say_if_empty(answer: Answer, output: Output, *, has_codes: bool) -> None:
    """Say why there is nothing to see on a terminal; a file without a row is not written."""
    if not answer.frame.is_empty():
        return
    reason = (
        "nothing was found in what was asked for." if has_codes else "there is no codebook yet: codebook import FILE."
    )
    nothing = EmptySelectionError(reason)
    if output.out is not None:
        raise nothing
    if output.form == "table":
        talk(str(nothing))


def _output(given: dict[str, Any], *, is_pairs: bool) -> Output:
    output = Output(
        form="json" if given["json"] else given["format"],
        out=given["out"],
        excel=given["excel"],
        chart=given["chart"],
        with_about=not given["no_about"],
        is_pairs=is_pairs,
    )
    output.check()
    return output


def _as_option(parameter: inspect.Parameter) -> inspect.Parameter:
    """Return the parameter with nothing as its default if it has none: with `--from`, the file has the value."""
    return parameter.replace(default=None) if parameter.default is inspect.Parameter.empty else parameter


def _check_arguments(own: list[inspect.Parameter], given: dict[str, Any]) -> None:
    for one in own:
        if one.default is inspect.Parameter.empty and given[one.name] in (None, [], ()):
            raise typer.BadParameter("it is missing", param_hint=one.name.upper().rstrip("_"))


def _drawn_by_lot(own: list[inspect.Parameter], answer: Answer) -> dict[str, object]:
    """Return the seed that was used, so that the table can be made again though nobody named one."""
    has_seed = "seed" in answer.told and any(one.name == "seed" for one in own)
    return {"seed": answer.told["seed"]} if has_seed and answer.told["seed"] is not None else {}


def _fingerprint(answer: Answer) -> str:
    from qualcode.exports.tables import fingerprint

    return fingerprint(answer.frame)
