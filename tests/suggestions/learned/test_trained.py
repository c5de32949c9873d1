"""From which score on a code is suggested, told."""

import pytest

from qualcode.suggestions.engine import Engine
from qualcode.suggestions.language.words import WordTable
from qualcode.suggestions.learned.model_files import model_bytes, model_from_bytes
from qualcode.suggestions.learned.trained import MeasuredThreshold
from tests.suggestions.test_engine import study  # noqa: F401  # a fixture


@pytest.mark.parametrize(
    ("codings", "score", "remark"),
    [
        (19, None, "19 of the 20 codings it takes"),
        (20, None, "not right 6 times in ten so far"),
        (20, 0.5, "measured: 7 of 9 right in transcripts left out"),
    ],
)
def test_why_something_or_nothing_is_suggested_is_said(codings, score, remark):
    """Too few codings, too often wrong, or right how often."""
    assert MeasuredThreshold(code_guid="a", codings=codings, score=score, shown=9, right=7).remark() == remark


def test_what_a_threshold_was_measured_on_is_told_with_it(study):  # noqa: F811  # the fixture
    """And goes with the model into a file and back."""
    trained = Engine().trained(study)
    told = {one.code_guid: one for one in trained.thresholds()}

    assert {(24, 24)} == {(one.shown, one.right) for one in told.values()}
    assert trained.thresholds() == model_from_bytes(model_bytes(trained), WordTable()).thresholds()
