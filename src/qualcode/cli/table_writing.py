"""Where the answer of a command that counts goes: the terminal, standard output, a file; and its chart."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli.printing import raw_result, result, talk
from qualcode.errors.exports import ChartError
from qualcode.files import write_whole

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.pages import Page
    from qualcode.cli.table_command import Answer
    from qualcode.exports.charts import Chart

FORMATS = ("table", "csv", "tsv", "md", "html", "tex", "json")
_HERE = Path("-")
_FOR_EVERYBODY = ("title",)  # kept where the rest of what a table was made from is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What was asked of the answer.

    Attributes:
        form: one of `FORMATS`, for standard output.
        out: the file to write instead.
        excel: CSV so that Excel reads every alphabet.
        chart: the file to draw to, `-` for the terminal.
        with_about: whether files say what they were made from.
    """

    form: str = "table"
    out: Path | None = None
    excel: bool = False
    chart: Path | None = None
    with_about: bool = True

    @property
    def is_kept(self) -> bool:
        """Whether the table goes to a file or to another program."""
        return self.out is not None or self.form != "table"

    @property
    def is_markdown(self) -> bool:
        """Whether the table goes out as Markdown."""
        return self.out.suffix.lower() == ".md" if self.out is not None else self.form == "md"

    def check(self) -> None:
        """Refuse what cannot be, before anything is counted.

        Raises:
            UnknownFormatError: a file's ending is none that is written.
        """
        from qualcode.errors.files import UnknownFormatError
        from qualcode.exports.charts import CHART_ENDINGS
        from qualcode.exports.tables import ENDINGS, NETWORK

        if self.form not in FORMATS:
            raise typer.BadParameter(f"{self.form!r} is none of {', '.join(FORMATS)}", param_hint="--format")
        if self.chart == _HERE and self.form != "table" and self.out is None:
            raise typer.BadParameter(f"a file, as {self.form} has the terminal", param_hint="--chart")
        for file, endings in ((self.out, (*ENDINGS, NETWORK)), (self.chart, CHART_ENDINGS)):
            if file is not None and file != _HERE and file.suffix.lower() not in endings:
                raise UnknownFormatError(file, endings)


def write_answer(answer: "Answer", told: dict[str, object], output: Output) -> None:
    """Write the answer, and its chart if one was asked for."""
    if output.chart is not None and answer.chart is None:
        raise ChartError("this table has none")
    if not output.with_about:
        told = {key: value for key, value in told.items() if key in _FOR_EVERYBODY}
    _write_table(answer, told, output)
    if output.chart is not None and answer.chart is not None:
        _draw_chart(answer.frame if answer.drawn is None else answer.drawn, answer.chart, told, output.chart)


def _write_table(answer: "Answer", told: dict[str, object], output: Output) -> None:
    from qualcode.exports.tables import WITHOUT_ABOUT, table_text, write_sidecar, write_table

    if answer.markdown and output.is_markdown:
        text = answer.markdown(answer.frame, told)
        if output.out is None:
            raw_result(text)
        else:
            write_whole(output.out, text.encode("utf-8", "replace"))
            result(str(output.out))
    elif output.out is not None:
        write_table(answer.frame, output.out, told, excel=output.excel, page=_page(answer))
        result(str(output.out))
        if output.with_about and output.out.suffix.lower() in WITHOUT_ABOUT and output.out.is_file():
            beside = write_sidecar(output.out, told)
            talk(f"What it was made from stands in {beside.name}; leave it out with --no-about.")
    elif output.form != "table":
        raw_result(table_text(answer.frame, output.form, told, page=_page(answer)), is_json=output.form == "json")
    else:
        answer.draw(answer.frame)
        if answer.note:
            talk(answer.note)


def _page(answer: "Answer") -> "Page | None":
    return answer.page(answer.frame) if answer.page is not None else None


def _draw_chart(frame: "pl.DataFrame", chart: "Chart", told: dict[str, object], file: Path) -> None:
    from qualcode.exports.charts import chart_text, write_chart

    if file == _HERE:
        result("\n" + chart_text(frame, chart).rstrip("\n"))
    else:
        write_chart(frame, chart, file, told)
        result(str(file))
