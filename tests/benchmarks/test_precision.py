"""What is suggested in sources that nothing was learned from is right, and as likely as it is said to be."""

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from qualcode.suggestions.engine import Engine
from qualcode.suggestions.learned.calibrating import LEAST_PRECISION, reliability
from qualcode.suggestions.talk.lessons import covered

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def precision() -> Iterator[ModuleType]:
    """The measure, which lies outside of the package."""
    sys.path.insert(0, str(BENCHMARKS))
    yield importlib.import_module("precision")
    sys.path.remove(str(BENCHMARKS))
    for name in ("precision", "habits", "pieces", "vocabulary"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def projects(precision):
    """Two coders who mark the same passages otherwise; and codes whose cues stand in much other talk."""
    kinds = {kind.name: replace(kind, coded=8, asked=4, codes=3) for kind in precision.HABITS}
    pieces = precision.composed_pieces(1, 3)
    names = ("two coders, same sources", "cues, and such talk")
    return {name: precision.project_of(kinds[name], pieces, 1) for name in names}


@pytest.mark.parametrize("name", ["two coders, same sources", "cues, and such talk"])
def test_six_in_ten_are_right_or_nothing_is_shown(precision, projects, name):
    """Of codes with twenty passages coded, cues and near repetitions included; and something is shown."""
    codes = [one for one in precision.told(projects[name]) if one.codings >= precision.FEWEST_CODINGS]
    shown = sum(len(one.shown) for one in codes)

    assert len(codes) > 1
    assert shown > 10
    assert sum(one.right for one in codes) >= LEAST_PRECISION * shown
    assert not [one for one in codes if one.name == "Something else" and one.shown]


def test_probabilities_are_the_shares_they_promise(projects):
    """On sources that nothing was learned from; in the upper half, too."""
    project = projects["two coders, same sources"]
    study, engine = project.study, Engine()
    model = engine.trained(study).model
    columns = {code: place for place, code in enumerate(model.codes)}
    chances, truths = [], []
    for key in project.asked:
        talk = engine.kept.talk(study, key)
        found = [(one.start, one.end, (code,)) for (guid, code), several in project.truth.items()
                 for one in several if guid == key.guid]  # fmt: skip
        chances.append(model.chances(talk.units))
        truths.append(covered(talk.starts, talk.ends, found, columns))
    made, truth = np.concatenate(chances), np.concatenate(truths)
    upper = made >= 0.5

    assert upper.sum() > 30
    assert sum(abs(mean - share) * many for mean, share, many in reliability(made, truth)) / made.size < 0.03
    assert abs(made[upper].mean() - truth[upper].mean()) < 0.2
