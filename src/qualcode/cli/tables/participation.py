"""The command that tells who talks how much: participation."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.analysis.page_notes import whose
from qualcode.cli.printing import print_table, result
from qualcode.cli.tables.blocks import print_blocks
from qualcode.cli.tables.command import Asked, table_command
from qualcode.cli.tables.writing import Answer

if TYPE_CHECKING:
    import polars as pl

    from qualcode.analysis.pages import Page
    from qualcode.project.project import Project

_MOST = "most of the talk"
_TITLES = {"speakers": "Who talks how much", "groups": "Talk, group by group", "follows": "Who follows whom"}


def add_to(app: typer.Typer) -> None:
    """Add this module's commands to the program."""
    app.command()(participation)


@table_command
def participation(
    opened: "Project",
    asked: Asked,
    groups: Annotated[bool, typer.Option("--groups", help="One row a group, with the moderator's share.")] = False,
    follows: Annotated[bool, typer.Option("--follows", help="Who follows whom.")] = False,
) -> Answer:
    """Tell who talks how much, in which group one person has most of the talk, and who follows whom."""
    if groups and follows:
        raise typer.BadParameter("either the groups or who follows whom", param_hint="--groups")
    of = "groups" if groups else "follows" if follows else "speakers"
    frame = opened.participation(asked.selection, of=of, with_moderator=asked.with_moderator)
    draw = {"groups": _print_groups, "follows": _print_follows, "speakers": _print_speakers}[of]
    note = _note(of, with_moderator=asked.with_moderator)
    return Answer(
        frame=frame, draw=draw, told={"of": of}, note=note, title=_TITLES[of], page=lambda talk: _page(talk, of, note)
    )


def _page(frame: "pl.DataFrame", of: str, note: str) -> "Page":
    from qualcode.analysis.list_pages import follows_page, group_talk_page, talk_page

    return {"groups": group_talk_page, "follows": follows_page, "speakers": talk_page}[of](frame, note)


def _note(of: str, *, with_moderator: bool) -> str:
    if of == "groups":
        return "Participants' talk; moderator: share of all words. Gini: 0 all alike, 1 one has all."
    who = whose(with_moderator=with_moderator)
    if of == "follows":
        return f"{who}; how often the speaker is followed at once by the other, on screen in rows and columns."
    return f"{who}; {_MOST}: more than half of the words of the group's participants."


def _print_speakers(frame: "pl.DataFrame") -> None:
    rows: list[Sequence[object]] = []
    last = None
    for row in frame.iter_rows(named=True):
        name = row["speaker"] if row["role"] == "participant" else f"{row['speaker']} ({row['role']})"
        rows.append(
            (
                row["group"] if row["group"] != last else "",
                name,
                row["turns"],
                row["words"],
                row["words_percent"],
                row["words_per_turn"],
                _MOST if row["is_dominant"] else "",
            )
        )
        last = row["group"]
    print_table(("group", "speaker", "turns", "words", "%", "a turn", ""), rows)


def _print_groups(frame: "pl.DataFrame") -> None:
    rows = [
        (
            row["group"],
            row["participants"],
            row["turns"],
            row["words"],
            row["words_per_turn"],
            row["moderator_percent"],
            "" if row["gini"] is None else f"{row['gini']:.2f}",
            f"{row['most']}, {row['most_percent']} %" + (f": {_MOST}" if row["is_dominated"] else ""),
        )
        for row in frame.iter_rows(named=True)
    ]
    print_table(("group", "people", "turns", "words", "a turn", "mod. %", "Gini", "most words"), rows)


def _print_follows(frame: "pl.DataFrame") -> None:
    for place, group in enumerate(frame.partition_by("group", maintain_order=True)):
        if place:
            result("")
        names = dict(
            [*group.select("speaker_guid", "speaker").iter_rows(), *group.select("next_guid", "next").iter_rows()]
        )
        times = {(row[0], row[1]): row[2] for row in group.select("speaker_guid", "next_guid", "n").iter_rows()}
        rows = [[names[one], *(times.get((one, other), 0) for other in names)] for one in names]
        result(group["group"][0])
        print_blocks(["", *names.values()], rows)
