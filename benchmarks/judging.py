"""Suggestions ranked anew after a verdict, beside reading the source again: what a verdict must not cost."""

from collections.abc import Iterator
from pathlib import Path

from measuring import Result, compared, timed
from qualcode.coding.verdicts import reject
from qualcode.exchange.sample import make_sample
from qualcode.project.opening import now, open_project
from qualcode.suggestions.talk import read_talk
from qualcode.suggestions.words import WordTable

CODER = "Meter"  # whose codings are none yet: everything is open


def judging(work: Path) -> Iterator[Result]:
    """Measure it on the sample study, whose model is trained on 140 codings; 200 ms are what a coder may wait."""
    path = make_sample(work / "judging", at=now())
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

        read_again()
        yield compared("ranking anew after a verdict", ranked_anew, read_again, repetitions=9, goal=0.8)
