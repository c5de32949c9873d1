"""What a moderator asks, and what only keeps others talking."""

import pytest

from qualcode.model.transcript import Turn
from qualcode.transcripts.questions import is_question


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        ("And you, Clara?", True),
        ("Tell me about the talks.", True),
        ("А вы?", True),
        ("你觉得呢？", True),
        ("请大家谈一谈对最近这几个月以来一直在进行的和平谈判以及其可能的结果有什么样的看法和感受吧。", True),
        ("Mm-hm. Thank you.", False),
        ("(laughter)", False),
        ("", False),
    ],
)
def test_questions_are_told_from_nods(talk: str, expected: bool) -> None:
    """By a question mark, or by saying more than a nod does; what stands around the turn is not read."""
    text = f"Why? {talk} What is it that you think?"
    turn = Turn(number=1, start=5, speech=5, end=5 + len(talk), case_guid="c")

    assert expected == is_question(text, turn)
