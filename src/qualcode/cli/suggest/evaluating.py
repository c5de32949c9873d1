"""The command that tells how good suggestions are on a project's own codings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.context import JsonOption, ProjectOption, to_read
from qualcode.cli.printing import about, print_json, print_table, result, talk
from qualcode.cli.progress import stepping
from qualcode.model.codebook import code_paths

if TYPE_CHECKING:
    from qualcode.project.project import Project
    from qualcode.suggestions.evaluation.evaluating import Evaluation


def add_to(suggest: typer.Typer) -> None:
    """Add this module's command to the group."""
    suggest.command()(evaluate)


def evaluate(
    ctx: typer.Context,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Which quotes are known where only some are.")] = 0,
    chart: Annotated[
        Path | None,
        typer.Option(metavar="FILE", readable=False, help="Draw the learning curve: .svg, .png or .txt"),
    ] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Tell how good suggestions are, each transcript judged without having been learned from.

    Per code and overall: precision, recall and F1 of what is shown in a transcript nobody has coded (thresholds you set
    hold, and cues found to mislead in the others are silent), average precision of the coded quotes ordered by score,
    how often a code is right where it comes first for a quote, and how often it is among the first three of a quote
    that has it. Then how well the codes of a quote are ranked, beside plain methods, and with fewer quotes known.
    """
    from qualcode.exports.charts import write_chart
    from qualcode.exports.evaluation_rows import evaluation_chart, evaluation_rows

    with to_read(ctx, project) as opened:
        found = _evaluated(opened, seed)
        paths = code_paths(opened.codebooks())
        rows = evaluation_rows(found, paths)
        for line in (*opened.language_remarks(), *opened.pattern_remarks(), *found.missing, *opened.blind_remarks()):
            talk(line)
        told = about(opened, seed=seed, folds=found.folds)
        if chart is not None:
            curve = [row for row in rows if row["part"] == "curve"]
            if curve:
                import polars as pl

                write_chart(pl.DataFrame(curve, infer_schema_length=None), evaluation_chart(), chart, told)
                talk(str(chart))
            else:
                talk("No learning curve to draw: fewer than 25 coded quotes are known at a time.")
        if json:
            print_json(rows, told)
            return
        _print(rows, found)


def _evaluated(project: "Project", seed: int) -> "Evaluation":
    with stepping("judging", None) as step:
        found = project.evaluated_suggestions(seed=seed, step=step)
    if found is None:
        raise typer.Abort
    return found


def _print(rows: list[dict[str, object]], found: "Evaluation") -> None:
    if not found.folds:
        return
    ranking = ("average_precision", "first_right", "recall_at_3")
    figures = ("codings", "suggested", "precision", "recall", "f1", *ranking)
    codes = [row for row in rows if row["part"] in ("code", "overall")]
    codes.sort(key=lambda row: (row["part"] != "overall", -int(str(row["codings"]))))
    print_table(
        (
            "code",
            "codings",
            "suggested",
            "precision",
            "recall",
            "F1",
            "average precision",
            "first right",
            "recall at 3",
        ),
        [(row["name"], *(_shown(row[name]) for name in figures)) for row in codes],
        bold=[True],
    )
    for part, title in (("method", "method"), ("curve", "quotes known")):
        chosen = [row for row in rows if row["part"] == part]
        if not chosen:
            continue
        result("")
        names = ("method",) if part == "method" else (title, "method")
        keys = ("name",) if part == "method" else ("quotes", "name")
        print_table(
            (*names, "MAP", "first right", "recall at 3"),
            [(*(row[key] for key in keys), *(_shown(row[name]) for name in ranking)) for row in chosen],
        )


def _shown(figure: object) -> object:
    return round(figure, 2) if isinstance(figure, float) else figure
