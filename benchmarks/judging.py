"""Suggestions ranked anew after a verdict, beside reading the source again: what a verdict must not cost."""

from collections.abc import Iterator
from pathlib import Path

from measuring import Result, compared, timed
from qualcode.coding.verdicts import reject
from qualcode.exchange.sample import make_sample
from qualcode.project.opening import now, open_project
from qualcode.suggestions.language.words import WordTable
from qualcode.suggestions.talk.reading import read_talk
from studies import coded_project

CODER = "Meter"  # whose codings are none yet: everything is open


def judging(work: Path) -> Iterator[Result]:
    """Measure it on the sample study, beside reading the source, and on one source of 200,000 words, beside 200 ms."""
    sample = make_sample(work / "judging", at=now())
    yield _judging("ranking anew after a verdict", sample, repetitions=9, goal=0.8)
    single = coded_project("single", work / "judged.qualcode")
    yield _judging("ranking anew after a verdict, 200,000 words", single, repetitions=9, goal=1.0, waits=0.2)


def _judging(name: str, path: Path, *, repetitions: int, goal: float, waits: float | None = None) -> Result:
    with open_project(path, coder=CODER) as project:
        source = project.source(project.source_list()[0].guid)
        open_ = list(project.suggestions(source.guid))

        def ranked_anew() -> float:
            reject(project.store, open_.pop(), coder=CODER, at=now())
            with timed() as watch:
                project.suggestions(source.guid, train=False)
            return watch.seconds

        def read_again() -> float:
            with timed() as watch:
                read_talk(source, project.codebooks(), WordTable())
            return watch.seconds

        if waits is not None:
            note = f"{len(open_):,} suggestions, 10,000 codings; beside {waits:g} seconds"
            return compared(name, ranked_anew, lambda: waits, repetitions=repetitions, goal=goal, note=note)
        read_again()
        return compared(name, ranked_anew, read_again, repetitions=repetitions, goal=goal)
