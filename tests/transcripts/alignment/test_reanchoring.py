"""Segments found again in a corrected text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.alignment.aligning import aligned
from qualcode.transcripts.alignment.reanchoring import Anchor, Reanchoring

OLD = (
    "Moderator: Who should talk to whom?\n\n"
    "Anna: Let the big people deside. I watch the news at home.\n\n"
    "Ben: Trump is a businessman, you can reach an agreement with him.\n\n"
    "Olga: Yes.\n\n"
    "Carl: The question is who pays for all of it in the end.\n"
)


def carried(new: str, quote: str, old: str = OLD) -> tuple[str, str, bool]:
    """Outcome, words where it lies now, and whether somebody should look."""
    start = old.index(quote)
    anchor = Reanchoring(aligned(old, new)).anchor(start, start + len(quote))
    return anchor.outcome, new[anchor.start : anchor.end], anchor.is_doubtful


def test_words_that_did_not_change_are_exact_wherever_they_slid_to():
    new = OLD.replace("Anna:", "Anna Maria:").replace("deside", "decide")

    assert ("exact", "you can reach an agreement", False) == carried(new, "you can reach an agreement")


def test_a_corrected_typo_is_a_change_of_the_words_around_it():
    new = OLD.replace("deside", "decide")

    assert ("changed", "Let the big people decide.", True) == carried(new, "Let the big people deside.")


def test_the_word_beside_a_correction_is_exact():
    new = OLD.replace("deside", "decide")

    assert ("exact", "the big people", False) == carried(new, "the big people")


def test_a_corrected_word_alone_is_found_where_it_stood():
    new = OLD.replace("deside", "decide")

    assert ("changed", "decide", True) == carried(new, "deside")


def test_what_was_put_in_beside_a_coding_stays_outside_of_it():
    new = OLD.replace("Trump is", "Well, Trump is").replace("businessman,", "businessman, I think,")

    assert ("exact", "Trump is a businessman", False) == carried(new, "Trump is a businessman")


def test_what_was_put_into_a_coding_is_within_it():
    new = OLD.replace("reach an agreement", "reach some kind of an agreement")

    expected = ("changed", "you can reach some kind of an agreement with him", True)
    assert expected == carried(new, "you can reach an agreement with him")


def test_a_paragraph_that_moved_takes_its_codings_along():
    moved = "Ben: Trump is a businessman, you can reach an agreement with him.\n\n"
    new = OLD.replace(moved, "") + "\n" + moved

    assert ("moved", "Trump is a businessman", False) == carried(new, "Trump is a businessman")


def test_words_that_stand_elsewhere_too_move_with_their_paragraph():
    """They are not taken for the same words in a paragraph that stayed."""
    first = "Ann: It rained again, as I said before. Then we went down to the river.\n\n"
    second = "Ben: Nobody told us of the road works. It rained again, as I said before. So be it.\n\n"
    third = "Clara: We have a new bench, it is green, and two bins of which one is full, as bins in yards are.\n\n"
    old, new = first + second + third, first + third + second
    quote = "It rained again, as I said before."
    start = old.index(quote, len(first))

    anchor = Reanchoring(aligned(old, new)).anchor(start, start + len(quote))

    assert ("moved", new.index(quote, len(first))) == (anchor.outcome, anchor.start)


def test_a_paragraph_that_moved_and_was_corrected_keeps_its_codings():
    moved = "Ben: Trump is a businessman, you can reach an agreement with him.\n\n"
    new = OLD.replace(moved, "") + "\n" + moved.replace("businessman", "business man")

    expected = ("changed", "Trump is a business man, you can reach", True)
    assert expected == carried(new, "Trump is a businessman, you can reach")


def test_what_was_taken_out_is_lost():
    new = OLD.replace("I watch the news at home.", "")

    assert ("lost", "", True) == carried(new, "I watch the news at home")


def test_words_that_others_say_too_are_no_place_for_a_lost_coding():
    """The second yes is Olga's own, as it always was."""
    old = OLD.replace("I watch the news at home.", "Yes.")
    new = old.replace("deside. Yes.", "deside.")

    assert ("lost", "", True) == carried(new, "Yes", old)


def test_other_line_breaks_change_no_word():
    new = OLD.replace("who pays for all of it", "who pays\nfor all of it")

    assert ("changed", "who pays\nfor all", False) == carried(new, "who pays for all")


def test_a_rewritten_turn_is_lost_not_guessed():
    new = OLD.replace("Let the big people deside.", "Nobody ever asks us anything, do they?")

    assert ("lost", "", True) == carried(new, "Let the big people deside.")


def test_nothing_is_found_in_an_empty_text():
    assert Anchor("lost", 0, 0, 0.0, "its words are gone") == Reanchoring(aligned(OLD, "")).anchor(0, 9)


WORDS = st.sampled_from(
    ["peace", "talks", "we", "they", "Anna", "никто", "не", "знает", "🙂", "e\u0301te", "ﬁne", "yes", "the", "a", "."]
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=8)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "move", "rewrite", "swap"]),
        st.integers(0, 999),
        st.integers(0, 999),
        WORDS,
    ),
    max_size=5,
)


def edited(paragraphs: list[str], steps: list[tuple[str, int, int, str]]) -> str:
    left = list(paragraphs)
    for kind, one, other, word in steps:
        at = one % len(left) if left else 0
        if kind == "move" and left:
            paragraph = left.pop(at)
            left.insert(other % (len(left) + 1), paragraph)
        elif kind == "rewrite" and left:
            left[at] = " ".join([word] * (1 + other % 5))
        elif kind == "swap" and left:
            left[at] = left[at][::-1]
        else:
            text = "\n\n".join(left)
            at = one % (len(text) + 1)
            text = text[:at] + word + text[at:] if kind == "insert" else text[:at] + text[at + other % 20 :]
            left = text.split("\n\n")
    return "\n\n".join(left)


@given(PARAGRAPHS, STEPS, st.lists(st.tuples(st.integers(0, 999), st.integers(1, 60)), min_size=1, max_size=8))
def test_words_that_survive_are_found_and_no_coding_lies_on_other_words_unsaid(paragraphs, steps, places):
    """What stands once in both texts is found there; exact and moved are the very words; the rest is reported."""
    old = "\n\n".join(paragraphs)
    new = edited(paragraphs, steps)
    found = Reanchoring(aligned(old, new))
    for one, length in places:
        start = one % len(old)
        end = min(len(old), start + length)
        quote = old[start:end]

        anchor = found.anchor(start, end)

        words = new[anchor.start : anchor.end]
        if anchor.outcome in ("exact", "moved"):
            assert quote == words
        elif anchor.outcome == "changed":
            assert anchor.start < anchor.end
            assert anchor.is_doubtful or quote.split() == words.split()
        if _times(old, quote) == _times(new, quote) == 1:
            assert (new.index(quote), 1.0) == (anchor.start, anchor.likeness)
            assert anchor.outcome in ("exact", "moved")


@given(PARAGRAPHS, st.integers(0, 999), WORDS, st.integers(0, 999), st.integers(1, 60))
def test_a_single_edit_elsewhere_leaves_every_unique_coding_exact(paragraphs, at, word, one, length):
    """Nothing moved, so nothing is said to have moved."""
    old = "\n\n".join(paragraphs)
    start = one % len(old)
    end = min(len(old), start + length)
    cut = at % (len(old) + 1)
    new = old[:cut] + word + old[cut:]
    if start < cut < end or _times(old, old[start:end]) > 1 or _times(new, old[start:end]) > 1:
        return
    place = start if cut >= end else start + len(word)

    assert Anchor("exact", place, place + end - start, 1.0) == Reanchoring(aligned(old, new)).anchor(start, end)


@given(PARAGRAPHS, STEPS)
def test_blocks_are_equal_characters_and_share_none(paragraphs, steps):
    """No character of either text stands for two of the other."""
    old, new = "\n\n".join(paragraphs), edited(paragraphs, steps)

    blocks = aligned(old, new).blocks

    for block in blocks:
        assert old[block.old_start : block.old_end] == new[block.new_start : block.new_end]
    by_new = sorted(blocks, key=lambda block: block.new_start)
    assert all(left.old_end <= right.old_start for left, right in pairwise(blocks))
    assert all(left.new_end <= right.new_start for left, right in pairwise(by_new))


def _times(text: str, quote: str) -> int:
    return sum(text.startswith(quote, place) for place in range(len(text)))
