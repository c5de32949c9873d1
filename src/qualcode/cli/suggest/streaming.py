"""Suggestions of a whole project: made ahead in several processes, given line by line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import typer

from qualcode.cli.printing import counted, raw_result, talk
from qualcode.cli.progress import stepping, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qualcode.model.coding import Suggestion
    from qualcode.project.making_ahead import LeftToMake
    from qualcode.project.project import Project
    from qualcode.suggestions.talk.study import Study


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
    left = project.left_to_make(with_moderator=with_moderator)
    if not left.to_suggest:
        return left.study
    made = 0
    try:
        for _ in _made(project, left, processes, with_moderator=with_moderator):
            made += 1
    except KeyboardInterrupt:
        many = counted(len(left.to_suggest), "transcript")
        talk(f"Stopped at {made} of {many}. What was made is kept: the same command goes on from there.")
        raise
    if not sys.stderr.isatty():
        talk(f"Suggestions of {counted(made, 'transcript')} made.")
    return left.study


def _made(project: Project, left: LeftToMake, processes: int | None, *, with_moderator: bool) -> Iterator[str]:
    """Yield the GUID of each source once its suggestions are made."""
    from qualcode.project.reading_ahead import Ahead, usual_processes

    with Ahead(project.path, processes or usual_processes(left.words), left.study) as ahead:
        if left.to_read:
            with stepping("reading", len(left.to_read)) as step:
                for _ in ahead.read(left.to_read):
                    step()
        if not left.is_learned:
            with steps("learning"):
                project.learn(left.study)
        with stepping("suggesting", len(left.to_suggest)) as step:
            for guid in ahead.suggest(left.to_suggest, with_moderator=with_moderator):
                yield guid
                step()


def stream(
    project: Project,
    row_of: Callable[[Suggestion], Mapping[str, object]],
    is_asked: Callable[[Suggestion], bool],
    *,
    source: str | None,
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
            if not is_asked(one):
                continue
            if limit and many == limit:
                return
            many += 1
            raw_result(json.dumps(row_of(one), ensure_ascii=False), is_json=True)
        sys.stdout.flush()
