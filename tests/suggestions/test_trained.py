"""From which score on a code is suggested, told."""

import pytest

from qualcode.suggestions.trained import MeasuredThreshold


@pytest.mark.parametrize(
    ("codings", "score", "remark"),
    [(19, None, "19 of the 20 codings it takes"), (20, None, "not right 6 times in ten so far"), (20, 0.5, "")],
)
def test_why_nothing_is_suggested_is_said(codings, score, remark):
    """Too few codings, or too often wrong."""
    assert MeasuredThreshold(code_guid="a", codings=codings, score=score).remark() == remark
