"""What is learned where very much is coded, so that only some of it is learned from."""

from dataclasses import replace

import numpy as np
import pytest

from qualcode.suggestions.engine import Engine
from qualcode.suggestions.language.words import WordTable, units_of
from qualcode.suggestions.learned.model_files import model_bytes, model_from_bytes
from qualcode.suggestions.talk import lessons
from tests.suggestions.test_engine import HEALTH, MONEY, study  # noqa: F401  # a fixture


@pytest.fixture
def skewed(study):  # noqa: F811  # the fixture
    """Money is coded 24 times, health eight."""
    health = [one for one in study.codings if one.code_guid == HEALTH]
    return replace(study, codings=tuple(one for one in study.codings if one not in health or one in health[::3]))


def test_a_frequent_code_stays_likelier_where_fewer_of_its_quotes_are_learned_from(skewed, monkeypatch):
    """Of talk that says nothing of either; with a file between, too."""
    monkeypatch.setattr(lessons, "_MOST_EXAMPLES", 16)
    trained = Engine().trained(skewed)
    again = model_from_bytes(model_bytes(trained), WordTable())
    money, health = (trained.model.codes.index(code) for code in (MONEY, HEALTH))
    silent = units_of([np.array([], dtype=np.int32)])

    assert trained.model.frequencies.codings[money] == trained.model.frequencies.codings[health]
    assert [24, 8] == trained.model.frequencies.passages[[money, health]].tolist()
    assert trained.model.frequencies.usual[money] == pytest.approx(3 * trained.model.frequencies.usual[health])
    more = trained.model.frequencies.usual[money] - trained.model.frequencies.usual[health]
    for model in (trained.model, again.model):
        # What was learned says nothing but its own mean there, and that of the quotes learned from is nearer.
        assert model.scores(silent)[0, money] - model.scores(silent)[0, health] > 1.5 * more
        assert model.chances(silent)[0, money] > 1.5 * model.chances(silent)[0, health]


def test_all_passages_count_for_whether_a_code_is_suggested(study, monkeypatch):  # noqa: F811  # the fixture
    """A codebook of many codes leaves each fewer examples than the twenty codings it takes."""
    monkeypatch.setattr(lessons, "_MOST_EXAMPLES", 30)
    trained = Engine().trained(study)

    assert {15} == set(trained.model.frequencies.codings.tolist())
    assert all(one.codings == 24 and one.score is not None for one in trained.thresholds())
