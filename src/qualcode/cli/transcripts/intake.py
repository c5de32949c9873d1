"""Commands about what is in: sources, cases, variables."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, print_table, result, talk


def sources(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List the transcripts and how far they are coded."""
    with to_read(ctx, project) as opened:
        listed = opened.source_list()
        rows: list[dict[str, object]] = [
            _with_variables(
                {
                    "name": source.name,
                    "guid": source.guid,
                    "language": source.language,
                    "encoding": source.encoding,
                    "turns": source.turns,
                    "words": source.words,
                    "characters": source.characters,
                    "sha256": source.sha256,
                    "codings": source.codings,
                    "coded_turns": source.coded_turns,
                    "participant_turns": source.talk_turns,
                },
                "source",
                source.variables,
            )
            for source in listed
        ]
        if json:
            print_json(_even(rows), about(opened))
            return
        print_table(
            ("source", "language", "turns", "words", "coded turns", "codings", "variables"),
            [
                (
                    s.name,
                    s.language,
                    s.turns,
                    s.words,
                    f"{s.coded_turns} of {s.talk_turns}",
                    s.codings,
                    _values(s.variables),
                )
                for s in listed
            ],
        )


def cases(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List who speaks, how much, and what is known of them."""
    with to_read(ctx, project) as opened:
        listed = opened.case_list()
        rows: list[dict[str, object]] = [
            _with_variables(
                {
                    "label": case.label,
                    "role": case.role,
                    "source": "; ".join(case.sources),
                    "turns": case.turns,
                    "words": case.words,
                    "guid": case.guid,
                },
                "case",
                case.variables,
            )
            for case in listed
        ]
        if json:
            print_json(_even(rows), about(opened))
            return
        print_table(
            ("case", "role", "source", "turns", "words", "variables"),
            [(c.label, c.role, "; ".join(c.sources), c.turns, c.words, _values(c.variables)) for c in listed],
        )
        for remark in opened.case_remarks():
            talk(remark)


def variables(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", readable=False, help="A CSV or XLSX: source, case, a column a variable."),
    ],
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Set variables such as age, city or wave from a table.

    Each row names a source and a case (the speaker label); a row without a case describes its source. An empty cell
    changes nothing.
    """
    from qualcode.exchange.variables import import_variables
    from qualcode.project.opening import now
    from qualcode.transcripts.variables import read_variables

    rows, _ = read_variables(file)
    with to_act(ctx, project, coder) as opened:
        changed = import_variables(opened.store, file, rows, coder=opened.coder, at=now())
        result(f"{counted(changed, 'value')} set or changed.")


def _values(variables: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {value}" for name, value in variables)


def _with_variables(row: dict[str, object], scope: str, variables: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Return the row with a key for each variable; one that is called like a key of the row is led by its scope."""
    return row | {f"{scope}:{name}" if name in row else name: value for name, value in variables}


def _even(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Give every row the same keys: a variable that is missing is null, not absent."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [{name: row.get(name) for name in names} for row in rows]
