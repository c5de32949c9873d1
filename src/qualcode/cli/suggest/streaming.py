"""Suggestions of a whole project: made ahead in several processes, given line by line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import typer

from qualcode.cli.printing import counted, raw_result, talk
from qualcode.cli.progress import stepping, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qualcode.model.coding import Suggestion
    from qualcode.project.project import Project
    from qualcode.suggestions.study import Study


def check_options(source: str | None, *, is_all: bool, processes: int | None, is_json: bool, is_jsonl: bool) -> None:
    """Refuse options that make no sense together."""
    if is_all and source:
        raise typer.BadParameter("goes without SOURCE", param_hint="--all")
    if processes and not is_all:
        raise typer.BadParameter("goes with --all", param_hint="--processes")
    if is_jsonl and is_json:
        raise typer.BadParameter("goes without --json", param_hint="--jsonl")


def make_ahead(project: Project, processes: int | None, *, with_moderator: bool) -> Study:
    """Make all suggestions into the cache, with a bar on a terminal; a start that was killed is gone on with.

    Those of a project so small that nothing of it is cached are made when they are asked for.

    Returns:
        the project as suggestions saw it.
    """
    from qualcode.project.reading_ahead import Ahead, usual_processes

    left = project.left_to_make(with_moderator=with_moderator)
    if not left.to_suggest:
        return left.study
    with Ahead(project.path, processes or usual_processes(left.words), left.study) as ahead:
        if left.to_read:
            with stepping("reading", len(left.to_read)) as step:
                for _ in ahead.read(left.to_read):
                    step()
        if not left.is_learned:
            with steps("learning"):
                project.learn(left.study)
        with stepping("suggesting", len(left.to_suggest)) as step:
            for _ in ahead.suggest(left.to_suggest, with_moderator=with_moderator):
                step()
    if not sys.stderr.isatty():
        talk(f"Suggestions of {counted(len(left.to_suggest), 'transcript')} made.")
    return left.study


def stream(
    project: Project,
    row_of: Callable[[Suggestion], Mapping[str, object]],
    *,
    source: str | None,
    above: float,
    limit: int,
    with_moderator: bool,
    study: Study | None = None,
) -> None:
    """Print suggestions as JSON lines, those of a source as soon as they are known, the surest of it first."""
    many = 0
    found = (
        iter([(source, project.suggestions(source, with_moderator=with_moderator))])
        if source
        else project.suggestions_by_source(with_moderator=with_moderator, study=study)
    )
    for _, suggestions in found:
        for one in suggestions:
            if one.score < above:
                continue
            if limit and many == limit:
                return
            many += 1
            raw_result(json.dumps(row_of(one), ensure_ascii=False), is_json=True)
        sys.stdout.flush()
