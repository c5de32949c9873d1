"""A test's docstring is its transcript."""

import textwrap

import pytest

from qualcode.transcripts.reading import Reading, read_text


@pytest.fixture
def reading(request) -> Reading:
    """The reading of the test's docstring."""
    return read_text(textwrap.dedent(request.function.__doc__.removeprefix("\n")), name="talk.txt")


@pytest.fixture
def said(reading) -> list[tuple[str, str]]:
    """Who says what in the test's docstring, newlines shown as a slash."""
    return [(turn.speaker, reading.text[turn.speech : turn.end].replace("\n", "/")) for turn in reading.turns]
