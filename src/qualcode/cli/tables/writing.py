"""Where the answer of a command that counts goes: the terminal, standard output, a file; and its chart."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli.printing import print_chart, raw_result, remark, result, talk
from qualcode.errors.exports import ChartError, NotPairsError
from qualcode.files import write_whole

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.pages import Page
    from qualcode.exports.charts import Chart

FORMATS = ("table", "csv", "tsv", "md", "html", "tex", "json")
_HERE = Path("-")
_FOR_EVERYBODY = ("title",)  # kept where the rest of what a table was made from is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command that counts gives back.

    Attributes:
        frame: the figures.
        draw: prints them for people.
        told: what the table was made from, beside what every table tells.
        note: said below the table on a terminal.
        title: of the table in files; the command's name where there is none.
        page: makes the page of the frame, for files that people read.
        markdown: writes the frame as Markdown, where it is not a table there.
        chart: how `--chart` draws the frame; without one the table has none.
        drawn: the frame it draws, where that is another.
    """

    frame: "pl.DataFrame"
    draw: "Callable[[pl.DataFrame], None]"
    told: dict[str, object] = field(default_factory=dict)
    note: str = ""
    title: str = ""
    page: "Callable[[pl.DataFrame], Page] | None" = None
    markdown: "Callable[[pl.DataFrame, dict[str, object]], str] | None" = None
    chart: "Chart | None" = None
    drawn: "pl.DataFrame | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What was asked of the answer.

    Attributes:
        form: one of `FORMATS`, for standard output.
        out: the file to write instead.
        excel: CSV so that Excel reads every alphabet.
        chart: the file to draw to, `-` for the terminal.
        with_about: whether files say what they were made from.
        is_pairs: whether the table is one of pairs of codes, which a network can be made of.
    """

    form: str = "table"
    out: Path | None = None
    excel: bool = False
    chart: Path | None = None
    with_about: bool = True
    is_pairs: bool = False

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
            NotPairsError: a network of what is no pairs of codes.
            UnwritableFileError: a file cannot be there.
        """
        from qualcode.errors.files import UnknownFormatError
        from qualcode.exports.charts import CHART_ENDINGS
        from qualcode.exports.tables import ENDINGS, NETWORK
        from qualcode.files import check_place

        if self.form not in FORMATS:
            raise typer.BadParameter(f"{self.form!r} is none of {', '.join(FORMATS)}", param_hint="--format")
        if self.chart == _HERE and self.form != "table" and self.out is None:
            raise typer.BadParameter(f"a file, as {self.form} has the terminal", param_hint="--chart")
        endings = (*ENDINGS, NETWORK) if self.is_pairs else ENDINGS
        for file, known in ((self.out, endings), (self.chart, CHART_ENDINGS)):
            if file is None or file == _HERE:
                continue
            if file.suffix.lower() == NETWORK and not self.is_pairs and known is endings:
                raise NotPairsError
            if file.suffix.lower() not in known:
                raise UnknownFormatError(file, known)
            check_place(file)


def write_answer(answer: Answer, told: dict[str, object], output: Output) -> None:
    """Write the answer, and its chart if one was asked for."""
    if output.chart is not None and answer.chart is None:
        raise ChartError("this table has none")
    if not output.with_about:
        told = {key: value for key, value in told.items() if key in _FOR_EVERYBODY}
    drawn = answer.frame if answer.drawn is None else answer.drawn
    to_file = output.chart is not None and output.chart != _HERE
    if to_file and output.chart is not None and answer.chart is not None:  # before the table: it may be refused
        from qualcode.exports.charts import write_chart

        write_chart(drawn, answer.chart, output.chart, told)
    _write_table(answer, told, output)
    if to_file:
        result(str(output.chart))
    elif output.chart is not None and answer.chart is not None:
        result("")
        print_chart(drawn, answer.chart)


def _write_table(answer: Answer, told: dict[str, object], output: Output) -> None:
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
            remark(answer.note)


def _page(answer: Answer) -> "Page | None":
    return answer.page(answer.frame) if answer.page is not None else None
