"""The command that merges a colleague's codebook: a file, or another researcher's project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.codebook.options import BookOption
from qualcode.cli.context import CoderOption, JsonOption, ProjectOption, to_act, to_read
from qualcode.cli.printing import about, counted, print_json, result, talk

if TYPE_CHECKING:
    from qualcode.codebooks.merge.clashes import Side
    from qualcode.exchange.codebook_merging import MergePlan, Wishes

OursOption = Annotated[bool, typer.Option("--ours", help="Settle every clash as the project has it.")]
TheirsOption = Annotated[bool, typer.Option("--theirs", help="Settle every clash as the file has it.")]


def add_to(group: typer.Typer) -> None:
    """Add this module's command to the group of codebooks."""
    group.command()(merge)


def merge(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="A codebook file, or another researcher's .qualcode.")
    ],
    ours: OursOption = False,
    theirs: TheirsOption = False,
    conflicts: Annotated[
        Path | None,
        typer.Option(
            "--conflicts",
            metavar="FILE",
            readable=False,
            help="A YAML file to settle clashes in: written where it is not there yet, else read.",
        ),
    ] = None,
    pair_alike: Annotated[
        bool, typer.Option("--pair-alike", help="Take new codes that are alike on both sides for the same.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    book_name: BookOption = None,
    json: JsonOption = False,
    project: ProjectOption = None,
    coder: CoderOption = None,
) -> None:
    """Merge a colleague's codebook into the project's, as one act that `qualcode undo` takes back.

    What both began with is found by the revisions that files carry. What only one side changed is taken; what both
    changed differently is a clash, to be settled. Codings follow codes that were renamed, moved or merged there.
    """
    from qualcode.exchange.arriving import read_arriving
    from qualcode.exchange.codebook_merging import merge_codebook, merge_plan
    from qualcode.project.opening import now

    with to_read(ctx, project) if dry_run else to_act(ctx, project, coder) as opened:
        books = (opened.codebook(book_name),) if book_name else opened.codebooks()
        read = read_arriving(file, [book.guid for book in books])
        wishes = wishes_of(
            books[0].guid if book_name else None, ours=ours, theirs=theirs, conflicts=conflicts, pair_alike=pair_alike
        )
        plan = merge_plan(opened.store, read, wishes)
        if conflicts is not None and not conflicts.exists() and (plan.open or plan.proposals):
            _write_conflicts(conflicts, plan, file)
            raise typer.Exit(1)
        if not dry_run:
            plan = merge_codebook(opened.store, read, name=file.name, coder=opened.coder, at=now(), wishes=wishes)
        if json:
            print_json(plan_rows(plan), about(opened, file=file.name, outcome=plan.outcome))
            return
        for remark in read.remarks:
            talk(f"{file.name}: {remark}")
        tell_plan(plan, file.name, is_dry=dry_run)


def wishes_of(
    codebook_guid: str | None, *, ours: bool, theirs: bool, conflicts: Path | None = None, pair_alike: bool = False
) -> Wishes:
    """Return how a person wants it merged, as typed."""
    from qualcode.codebooks.merge.conflict_file import Answers, read_conflicts
    from qualcode.exchange.codebook_merging import Wishes

    if ours and theirs:
        raise typer.BadParameter("say --ours or --theirs, not both.")
    otherwise: Side | None = "ours" if ours else "theirs" if theirs else None
    answers = read_conflicts(conflicts) if conflicts is not None and conflicts.exists() else Answers({}, {})
    return Wishes(
        codebook_guid=codebook_guid,
        settled=answers.settled,
        pairs=answers.pairs,
        otherwise=otherwise,
        with_proposals=pair_alike,
    )


def _write_conflicts(conflicts: Path, plan: MergePlan, file: Path) -> None:
    from qualcode.codebooks.merge.conflict_file import write_conflicts

    write_conflicts(conflicts, plan.clashes, plan.proposals, name=file.name)
    for clash in plan.open:
        result(clash.sentence())
    told = "1 clash" if len(plan.open) == 1 else f"{len(plan.open)} clashes"
    talk(f"{told}: settle them in {conflicts}, then run this again. Nothing was changed.")


def plan_rows(plan: MergePlan) -> list[dict[str, object]]:
    """Return changes, clashes, proposals and remarks of a merge as flat rows."""
    rows: list[dict[str, object]] = [
        {"what": "change", "kind": each.kind, "path": each.path, "told": each.sentence()} for each in plan.changes
    ]
    rows += [
        {
            "what": "clash" if each.settled is None else "settled",
            "kind": each.field,
            "path": each.path,
            "told": each.sentence(),
            "id": each.id,
            "settled": each.settled.side if each.settled else None,
        }
        for each in plan.clashes
    ]
    rows += [
        {"what": "proposal", "kind": "same", "path": each.ours_path, "told": each.sentence()} for each in plan.proposals
    ]
    rows += [{"what": "remark", "kind": None, "path": None, "told": each} for each in plan.remarks]
    return rows


def tell_plan(plan: MergePlan, name: str, *, is_dry: bool = False) -> None:
    """Print what a merge changed or would change."""
    from qualcode.project.findings import broken_patterns

    if plan.outcome == "known":
        result(f"Nothing to take: {plan.after.name} has all of {name} already.")
        return
    changes = None if plan.outcome == "new" else plan.changes
    for remark in (*plan.remarks, *broken_patterns(plan.after, changes)):
        talk(remark)
    for pair in plan.proposals:
        talk(f"{pair.sentence()}: --pair-alike or --conflicts FILE makes them one.")
    for clash in plan.clashes:
        talk(f"{'clash' if clash.settled is None else f'settled as {clash.settled.side}'}: {clash.sentence()}")
    for change in plan.changes:
        result(change.sentence())
    if plan.outcome == "new":
        is_new = "would be" if is_dry else "is"
        result(f"{plan.after.name}: {name} {is_new} new here, {counted(len(plan.after.codes), 'code')}.")
        return
    how = {"fast-forward": "taken as it is", "merged": "merged"}[plan.outcome]
    would = "would be " if is_dry else ""
    result(f"{plan.after.name}: {name} {would}{how}, {counted(len(plan.changes), 'change')}.")
