"""Learned suggestions: how fast talk is read and judged, how long training takes.

Every pass runs in a process of its own. Thresholds are those that the program measures on the corpus's codings, as
in any project. Its coders passed over two in five sentences that speak of a code, so that few codes come out precise
enough to be suggested by what was learned; in a study that is coded throughout, most do. What that costs is measured
beside it, with a threshold set by hand for every code.
"""

import gc
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from measuring import Result, compared, timed
from studies import coded_project

TRAINED_ON = 10  # sources
LOW = 0.35


def learning(size: str, work: Path) -> Iterator[Result]:
    """Measure the whole pipeline beside bare spaCy, and training beside the plain classifier."""
    project = coded_project(size, work / "learned.qualcode")
    words = 0

    def passed(kind: str) -> float:
        nonlocal words
        told = subprocess.run([sys.executable, __file__, kind, project], stdout=subprocess.PIPE, text=True, check=True)
        words = int(told.stdout.split()[1])
        return float(told.stdout.split()[0])

    whole = compared(f"whole pipeline {size}", lambda: passed("whole"), lambda: passed("bare"), goal=2.0)
    every = compared(f"every code speaks {size}", lambda: passed("every"), lambda: passed("bare"), goal=2.0)
    for result in (whole, every):
        speeds = [round(words / seconds, -2) for seconds in (result.ours, result.floor or 1.0)]
        yield replace(result, note=f"{speeds[0]:,.0f} words/s, bare {speeds[1]:,.0f}")
    trained = compared("training", lambda: passed("train"), lambda: passed("plain"))
    yield replace(trained, note=f"{words:,} codings; beside TF-IDF and logistic regression alone")


def _pass(kind: str, project: Path) -> tuple[float, int]:
    """Return the seconds of one pass, and how many words or codings it was about."""
    from qualcode.project.opening import open_project

    with open_project(project, coder="") as opened:
        study = opened.study()
        if kind == "every":
            study = replace(study, thresholds=dict.fromkeys([code.guid for code in study.codes()], LOW))
        if kind in ("train", "plain"):
            return _training(study, kind)
        return _reading(study, kind)


def _reading(study, kind: str) -> tuple[float, int]:  # noqa: ANN001
    from qualcode.suggestions.engine import Engine
    from qualcode.suggestions.proposing import Proposer
    from suggesting import _bare_pass

    first, rest = study.sources[:TRAINED_ON], study.sources[TRAINED_ON : TRAINED_ON + 40]
    words = sum(key.words for key in rest)
    sources = {key.guid: study.read_source(key.guid) for key in rest}
    if kind == "bare":
        texts = [one.text[turn.speech : turn.end] for one in sources.values() for turn in one.turns]
        return _bare_pass("en", texts), words
    known = {key.guid for key in first}
    some = replace(study, sources=first, codings=tuple(one for one in study.codings if one.source_guid in known))
    engine = Engine()
    trained, codes = engine.trained(some), [code.guid for code in study.codes()]
    for key in rest:
        engine.kept.source(study, key)  # the floor's texts are at hand too
    gc.collect()  # what training left behind is not cleared away on reading's time
    with timed() as watch:
        proposer = Proposer(engine.views, study, trained)
        for key in rest:
            source = engine.kept.source(study, key)
            proposer.made(source, engine.kept.talk(study, key), np.ones(len(source.turns), dtype=bool), codes)
    return watch.seconds, words


def _training(study, kind: str) -> tuple[float, int]:  # noqa: ANN001
    from qualcode.suggestions.engine import Engine
    from qualcode.suggestions.evaluation.plain_models import words_with_regression
    from qualcode.suggestions.language.threads import one_thread

    engine = Engine()
    codings = study.codings[:: max(1, len(study.codings) // 1000)][:1000]
    some = replace(study, codings=codings)
    material = engine.material(some)
    texts = [one.quote for one in material.examples]
    with one_thread():
        if kind == "plain":
            words_with_regression(texts[:20], material.coded[:20], texts[:1])
            with timed() as watch:
                words_with_regression(texts, material.coded, texts[:1])
            return watch.seconds, len(codings)
        engine.trained(replace(some, codings=codings[:50]))
        with timed() as watch:
            engine.trained(some)
    return watch.seconds, len(codings)


if __name__ == "__main__":
    print(*_pass(sys.argv[1], Path(sys.argv[2])))
