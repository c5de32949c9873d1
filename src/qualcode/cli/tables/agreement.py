"""How far coders agree: agree."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.page_notes import UNITIZING
from qualcode.cli.printing import counted, print_table, result
from qualcode.cli.tables.command import Asked, table_command
from qualcode.cli.tables.writing import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from qualcode.project.project import Project

_LONGEST_WORDS = 90  # of a disagreement on a terminal; files have all


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(agree)


@table_command
def agree(
    opened: "Project",
    asked: Asked,
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="What is compared: turn, sentence or character.")
    ] = "turn",
    seen: Annotated[
        str,
        typer.Option(
            "--seen",
            metavar="WHICH",
            help="Turns that count as seen by all: of the sources all of them coded (sources), only those that at "
            "least one of them coded (coded), or all.",
        ),
    ] = "sources",
    pairs: Annotated[bool, typer.Option("--pairs", help="Each two coders by themselves.")] = False,
    disagreements: Annotated[bool, typer.Option("--disagreements", help="List where they disagree instead.")] = False,
    by_origin: Annotated[
        bool, typer.Option("--by-origin", help="Tell agreement without what was suggested as well.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the random numbers of intervals.")] = 1,
    sample: Annotated[
        str, typer.Option("--sample", metavar="NAME", help="Only in this reliability sample: see qualcode sample.")
    ] = "",
) -> Answer:
    """Compare coders: percent, kappa and alpha, per code and over all.

    The coders named with --coder are compared, else all who have codings. A coder says a theme if they say any code
    under it. Intervals are from drawing whole groups; * marks codes too rare to judge.
    """
    from qualcode.analysis.list_pages import agreement_page, disagreement_page, pair_agreement_page

    within = opened.sample(sample) if sample else None
    told_sample = {"sample": within.name} if within else {}
    if disagreements:
        if pairs or by_origin:
            raise typer.BadParameter("goes with neither --pairs nor --by-origin", param_hint="--disagreements")
        frame = opened.disagreements(
            asked.selection,
            unit=unit,
            seen=seen,
            with_moderator=asked.with_moderator,
            sample=within,
        )
        note = f"{counted(len(frame), 'disagreement')} over {unit}s. {_SEEN[seen]}"
        return Answer(
            frame=frame,
            draw=_print_disagreements,
            told={"unit": unit, "seen": seen, **told_sample},
            note=note,
            title="Where coders disagree",
            page=lambda found: disagreement_page(found, note),
        )
    frame = opened.agreement(
        asked.selection,
        unit=unit,
        seen=seen,
        pairs=pairs,
        by_origin=by_origin,
        with_moderator=asked.with_moderator,
        seed=seed,
        sample=within,
    )
    told = {
        "unit": unit,
        "seen": seen,
        "coders": _coders(frame),
        "seed": seed,
        "resamples": _resamples(),
        **told_sample,
    }
    draw: Callable[[pl.DataFrame], None] = _print_pairs if pairs else _print_agreement
    return Answer(
        frame=frame,
        draw=draw,
        told=told,
        note=_note(frame, seed, pairs=pairs, by_origin=by_origin),
        title="Agreement of coders",
        page=lambda found: (pair_agreement_page if pairs else agreement_page)(found, *_below(found, seed)),
    )


_SEEN = {
    "sources": "Seen: all turns of the sources that each of them coded.",
    "coded": "Seen: only turns that at least one of them coded.",
    "all": "Seen: all turns.",
}


def _coders(frame: "pl.DataFrame") -> str:
    return ", ".join(frame["coders"].explode().unique(maintain_order=True).to_list())


def _resamples() -> int:
    from qualcode.analysis.resampling import RESAMPLES

    return RESAMPLES


def _print_agreement(frame: "pl.DataFrame") -> None:
    rows = [
        (
            "  " * row["depth"] + row["code"] + (" *" if row["is_rare"] else "") + _basis(row),
            row["coded_any"],
            row["coded_all"],
            _decimal(row["percent"], 1),
            *((_decimal(row["cohen_kappa"], 2),) if row["unit"] != "character" else ()),
            _decimal(_alpha(row), 2),
            _interval(row),
        )
        for row in frame.iter_rows(named=True)
    ]
    is_character = not frame.is_empty() and frame["unit"][0] == "character"
    names = ("uα",) if is_character else ("κ", "α")
    bold = [row["kind"] != "code" for row in frame.iter_rows(named=True)]
    print_table(("theme, code", "any", "all", "agree %", *names, "95 %"), rows, bold=bold)


def _basis(row: dict[str, object]) -> str:
    return ", by hand" if row["basis"] == "by hand" else ""


def _alpha(row: dict[str, object]) -> object:
    return row["u_alpha"] if row["unit"] == "character" else row["alpha"]


def _interval(row: dict[str, object]) -> str:
    name = "u_alpha" if row["unit"] == "character" else "alpha"
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return "" if low is None else f"{_decimal(low, 2)} to {_decimal(high, 2)}"


def _decimal(value: object, digits: int) -> str:
    if not isinstance(value, int | float):
        return "–"
    return f"{value:z.{digits}f}"


def _print_pairs(frame: "pl.DataFrame") -> None:
    """Print the matrix of the agreement over all codes."""
    overall = [row for row in frame.iter_rows(named=True) if (row["kind"], row["basis"]) == ("overall", "all")]
    values = {(row["coder_a"], row["coder_b"]): _alpha(row) for row in overall}
    names = list(dict.fromkeys([name for pair in values for name in pair]))
    rows = [
        (
            one,
            *(
                "" if one == other else _decimal(values.get((one, other), values.get((other, one))), 2)
                for other in names
            ),
        )
        for one in names
    ]
    print_table(("α overall", *names), rows)


def _print_disagreements(frame: "pl.DataFrame") -> None:
    for row in frame.iter_rows(named=True):
        words = row["words"] if len(row["words"]) <= _LONGEST_WORDS else row["words"][: _LONGEST_WORDS - 1] + "…"
        instead = f" ({row['instead']})" if row["instead"] else ""
        result(f"{row['source']}, turn {row['turn']}, {row['speaker']}: {row['path']}")
        result(f"    {row['said_by']}, not {row['not_by']}{instead}: “{' '.join(words.split())}”")


def _note(frame: "pl.DataFrame", seed: int, *, pairs: bool, by_origin: bool) -> str:
    """Return what was compared, in lines: who, over what, how sure, and what to beware of."""
    last = frame.row(-1, named=True)
    among = f"{_coders(frame)} over " + ("the turns each two saw" if pairs else counted(last["units"], last["unit"]))
    groups = "" if pairs else f" in {counted(last['groups'], 'group')}"
    lines = [f"{among}{groups}. {_SEEN[last['seen']]}"]
    if not pairs:
        lines += _cautions(frame, last)
    if last["groups"] and last["groups"] > 1 and not pairs:
        lines.append(f"95 %: {_resamples()} resamples of whole groups, seed {seed}.")
    suggested = last["suggested"]
    if suggested and not by_origin:
        lines.append(f"{counted(suggested, last['unit'])} coded from suggestions; --by-origin tells agreement without.")
    return "\n".join(lines)


def _below(frame: "pl.DataFrame", seed: int) -> list[str]:
    """Return what is said below the page: over what, and how sure; no names."""
    last = frame.row(-1, named=True)
    lines = [f"Over {counted(last['units'], last['unit'])}. {_SEEN[last['seen']]}"]
    if last["groups"] and last["groups"] > 1:
        lines.append(f"95 %: {_resamples()} resamples of whole groups, seed {seed}.")
    return lines


def _cautions(frame: "pl.DataFrame", last: dict[str, object]) -> list[str]:
    lines = []
    if last["unit"] == "character":
        lines.append(f"Overall |uα {_decimal(last['u_alpha_binary'], 2)}, cuα {_decimal(last['cu_alpha'], 2)}.")
        lines.append(UNITIZING)
    else:
        sets = f"Jaccard {_decimal(last['alpha_jaccard'], 2)}, MASI {_decimal(last['alpha_masi'], 2)}"
        lines.append(f"Overall, codes of a {last['unit']} as a set: α with {sets}.")
        if len(last["coders"]) > 2:  # type: ignore[arg-type]  # a list
            lines.append(f"κ is the mean of Cohen's over pairs; Fleiss' κ overall {_decimal(last['fleiss_kappa'], 2)}.")
    if frame["is_rare"].any():
        lines.append("* too rare to judge: see units_needed in --json.")
    missing = [row for row in frame.iter_rows(named=True) if _alpha(row) is None and row["note"]]
    if missing:
        lines.append(f"– {missing[0]['note']}." + (" Others: see note in --json." if len(missing) > 1 else ""))
    return lines
