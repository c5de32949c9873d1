"""saturation."""

import json

from tests.cli.conftest import Run, place


def test_the_curve_and_the_point(small: Run) -> None:
    """One group, one code; what base and run need is said."""
    assert small("code", "fg1", *place("Let the big people decide"), "Big people").code == 0

    answer = small("saturation")
    assert ["1", "fg1.txt", "1", "1", "1", "░" * 20] in [line.split() for line in answer.out.splitlines()]
    assert "Base 4 and run 2 need 6 coded groups; there is 1 group." in answer.out
    about = json.loads(small("saturation", "--json").out)["about"]
    assert ({"0 %": "not reached", "5 %": "not reached"}, "import") == (about["saturation"], about["order"])


def test_a_group_without_codings_is_not_coded_yet(small: Run) -> None:
    """It is shown, without figures."""
    assert "not coded yet" in small("saturation").out


def test_thresholds_are_checked(small: Run) -> None:
    """In one line."""
    answer = small("saturation", "--threshold", "500")

    assert (1, 1) == (answer.code, len(answer.err.splitlines()))
    assert "0 to 100" in answer.err
