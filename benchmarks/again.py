"""All suggestions of a project made again, after little or nothing changed, beside making everything anew.

Every pass runs in a process of its own. What is measured does not include opening the project and reading its codings,
but for the whole command.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Result, compared, program, run, timed
from studies import coded_project

if TYPE_CHECKING:
    from qualcode.model.transcript import Source
    from qualcode.suggestions.talk.study import SourceKey, Study

KINDS = {
    "nothing": ("nothing changed", 0.2),
    "changed": ("one source changed", 0.25),
    "further": ("one source more", 0.25),
    "learned": ("one source changed that is learned from", None),
}


def making_again(size: str, work: Path) -> Iterator[Result]:
    """Measure each kind of change, and the command that makes all of a project, a second time."""
    project = coded_project(size, work / "again.qualcode")
    repetitions = 1 if size == "L" else 3

    def passed(kind: str) -> float:
        told = subprocess.run([sys.executable, __file__, kind, project], stdout=subprocess.PIPE, text=True, check=True)
        return float(told.stdout)

    passed("anew")
    for kind, (what, goal) in KINDS.items():
        again = compared(
            f"{what} {size}", lambda kind=kind: passed(kind), lambda: passed("anew"), repetitions=repetitions, goal=goal
        )
        yield replace(again, note="all suggestions, beside making everything anew")
    command = [program(), "suggest", "show", "--all", "--jsonl"]

    def first() -> float:
        shutil.rmtree(project.with_name(f"{project.name}.cache"), ignore_errors=True)
        return run(command, project=project)

    first()
    yield compared(
        f"suggest --all {size}, a second time", lambda: run(command, project=project), first,
        repetitions=repetitions, note="whole command, beside the first time",
    )  # fmt: skip


def _pass(kind: str, project: Path) -> float:
    """Return the seconds of all suggestions with what the pass before left in a folder; an empty one for `anew`."""
    from qualcode.project.opening import open_project
    from qualcode.suggestions.engine import Engine
    from qualcode.suggestions.renewing import Renewer

    folder = project.with_name("passes.cache")
    if kind == "anew":
        shutil.rmtree(folder, ignore_errors=True)
    with open_project(project, coder="") as opened:
        study = opened.study()
        grounds = Engine().grounds(study)
        learned_from = {key.guid for key in (*grounds.background, *grounds.checked)}
        others = [key for key in study.sources if key.guid not in learned_from]
        if kind == "further":
            study = _with_one_more(study, others[-1])
        elif kind in ("changed", "learned"):
            one = others[0] if kind == "changed" else grounds.background[0]
            changed = replace(one, state=f"{one.state} changed")
            study = replace(study, sources=tuple(changed if key is one else key for key in study.sources))
        with timed() as watch:
            renewer = Renewer(Engine(folder), study)
            for key in study.sources:
                renewer.suggested(key)
    return watch.seconds


def _with_one_more(study: "Study", like: "SourceKey") -> "Study":
    """Return the study with a further source that reads like another of it, and that nobody has coded."""
    guid = "00000000-0000-4000-8000-000000000001"

    def read(wanted: str) -> "Source":
        return replace(study.read_source(like.guid), guid=guid) if wanted == guid else study.read_source(wanted)

    return replace(study, sources=(*study.sources, replace(like, guid=guid)), read_source=read)


if __name__ == "__main__":
    print(_pass(sys.argv[1], Path(sys.argv[2])))
