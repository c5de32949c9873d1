"""Words found in any of their forms."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.transcript import Segment, Turn
from qualcode.suggestions.search.spoken_words import SpokenWords, in_turns

ENGLISH = "Big people decide 🙂. We are small, big. People, bigger people's deals; a cease-fire, the biggest\npeople."
RUSSIAN = "Большие люди решают. Я видел больших людей, и ещё\nбольшими людьми."


def turn_of(start, end, number=1):
    return Turn(number=number, start=start, speech=start, end=end, case_guid="c")


def quotes(text, language, wanted):
    words = SpokenWords(text, [turn_of(0, len(text))], language)
    return [hit.quote(text, "t") for hit in words.hits(wanted)]


@pytest.mark.parametrize(
    ("text", "language", "wanted", "expected"),
    [
        (ENGLISH, "en", "big people", ["Big people", "bigger people", "biggest\npeople"]),
        (ENGLISH, "en-GB", "BIGGEST   peoples", ["Big people", "bigger people", "biggest\npeople"]),
        (ENGLISH, "en", "deal", ["deals"]),
        (ENGLISH, "en", "cease fire", ["cease-fire"]),
        (ENGLISH, "en", "cease-fires", ["cease-fire"]),
        (ENGLISH, "en", "deciding we", []),
        (ENGLISH, "xx", "big people", ["Big people"]),
        (ENGLISH, "en", "  ", []),
        (ENGLISH, "en", "people people people", []),
        (RUSSIAN, "ru", "большой человек", ["Большие люди", "больших людей", "большими людьми"]),
        (RUSSIAN, "ru", "ЛЮДИ", ["люди", "людей", "людьми"]),
        (RUSSIAN, "ru", "еще", ["ещё"]),
        ("我们谈判。谈判", "zh", "谈判", ["谈判", "谈判"]),
        ("I do. I do", "en", "did i do", []),
        ("do do do do do", "en", "do do", ["do do", "do do"]),
    ],
)
def test_every_form_of_the_words_is_found(text, language, wanted, expected):
    """Side by side, across a wrapped line, not across a full stop or a comma; positions are code points."""
    assert expected == quotes(text, language, wanted)


def test_a_phrase_ends_with_its_turn():
    """What one says does not go on in what the other says, and what stands between turns is not said."""
    text = "ANNA: big\nBORIS: people\nANNA: big people"
    turns = [turn_of(6, 9, 1), turn_of(17, 23, 2), turn_of(30, 40, 3)]
    hits = SpokenWords(text, turns, "en").hits("big people")

    assert hits == (Segment(30, 40),)
    assert SpokenWords(text, turns, "en").hits("Anna") == ()


WORDS = st.lists(st.sampled_from(["big", "Bigger", "people", "biggest", "-", ".", "\n", "e\u0301", "🙂", "\u00ad"]))


@given(WORDS, st.sampled_from(["big", "big people", "people big big"]))
def test_hits_stand_in_order_and_apart(words, wanted):
    """Each is the words that were wanted, in some form, with nothing but space, a hyphen or an unseen sign between."""
    text = " ".join(words)
    hits = SpokenWords(text, [turn_of(0, len(text))], "en").hits(wanted)

    assert all(one.end <= other.start for one, other in pairwise(hits))
    for hit in hits:
        said = [word for word in hit.quote(text, "t").lower().replace("\u00ad", " ").split() if word != "-"]
        assert wanted.split() == ["big" if word.startswith("big") else word for word in said]


@given(st.sets(st.integers(0, 99)), st.sets(st.integers(0, 9)))
def test_hits_of_turns_are_those_inside_their_talk(starts, numbers):
    """Hits that reach out of a turn are left out."""
    hits = tuple(Segment(start * 2, start * 2 + 2) for start in sorted(starts))
    turns = tuple(turn_of(20 * number, 20 * number + 15, number + 1) for number in sorted(numbers))
    expected = [hit for hit in hits if any(turn.speech <= hit.start and hit.end <= turn.end for turn in turns)]

    assert expected == list(in_turns(hits, turns))
