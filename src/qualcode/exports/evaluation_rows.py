"""How good suggestions are, as rows of a table: codes, methods and the learning curve, in one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.exports.plots import Chart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.suggestions.evaluation.evaluating import CodeFigures, Evaluation
    from qualcode.suggestions.evaluation.ranked_codes import Ranked

COLUMNS = (
    "part", "name", "quotes", "codings", "suggested", "precision", "recall", "f1", "average_precision", "first_right",
    "recall_at_3", "code_guid",
)  # fmt: skip


def evaluation_rows(found: Evaluation, paths: Mapping[str, str]) -> list[dict[str, object]]:
    """Return all figures as flat rows; `part` tells what each is about: overall, code, method or curve.

    Args:
        paths: of the codes, by GUID.
    """
    rows = [_figures("overall", "all codes", found.overall)]
    rows += [_figures("code", paths[one.code_guid], one) for one in found.codes]
    rows += [_row(part="method", name=method, quotes=made.units) | _ranking(made) for method, made in found.rankings]
    rows += [
        _row(part="curve", name=point.method, quotes=point.quotes) | _ranking(point.ranking) for point in found.curve
    ]
    return rows


def evaluation_chart() -> Chart:
    """Return how the learning curve is drawn."""
    return Chart(
        kind="dots",
        title="Ranking of codes by coded quotes known",
        value="average_precision",
        row="quotes",
        column="name",
        axis="mean average precision",
        column_title="method",
        ceiling=1.0,
    )


def _row(**known: object) -> dict[str, object]:
    return {column: known.get(column) for column in COLUMNS}


def _figures(part: str, name: str, one: CodeFigures) -> dict[str, object]:
    return _row(
        part=part, name=name, codings=one.codings, suggested=one.suggested, precision=_rounded(one.precision),
        recall=_rounded(one.recall), f1=_rounded(one.f1), average_precision=_rounded(one.average_precision),
        first_right=_rounded(one.first_right), recall_at_3=_rounded(one.recall_at_3), code_guid=one.code_guid or None,
    )  # fmt: skip


def _ranking(one: Ranked) -> dict[str, object]:
    if not one.units:
        return {}
    return {
        "average_precision": _rounded(one.average_precision),
        "first_right": _rounded(one.first_right),
        "recall_at_3": _rounded(one.recall_at_3),
    }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
