"""Token patterns: what is one, and where the fault is in what is not."""

import json

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc

from qualcode.errors.suggestions import CuePatternError
from qualcode.suggestions.cues.patterns import (
    Anchor,
    anchor,
    bound_regexes,
    checked_pattern,
    most_tokens,
    spelled,
    word_forms,
)

EVIL = r"^(\W|\W\W)+$"  # wild on dashes alone


def checked(*tokens):
    return checked_pattern("Leaders", json.dumps(tokens))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[{"LEMMA": "big"}, {"LOWER": }]', "not JSON: expecting value at line 1, column "),
        ("big people", "not JSON: expecting value at line 1, column 1."),
        ("{}", 'must be a list of tokens, such as [{"LEMMA": "big"}].'),
        ("[]", 'must be a list of tokens, such as [{"LEMMA": "big"}].'),
        ("[" * 100_000, "nested too deeply."),
        ('["big"]', """token 1: 'big' is not an object such as {"LEMMA": "big"}."""),
        ('[{"LEMMA": "big"}, {"LEMA": "x"}]', "token 2: 'LEMA' is not an attribute. Did you mean 'LEMMA'?"),
        ('[{"POS": "NOUN"}]', "token 1: POS needs a trained pipeline; ask for LEMMA, LOWER or TEXT."),
        ('[{"_": {"x": 1}}]', "token 1: _ needs a trained pipeline; ask for LEMMA, LOWER or TEXT."),
        ('[{"LOWER": 3}]', "token 1: LOWER: "),
        ('[{"LOWER": {"INN": ["x"]}}]', "token 1: LOWER > INN: "),
        ('[{"LOWER": null}]', "token 1: LOWER: "),
        ('[{"LOWER": "x", "OP": "#"}]', "token 1: OP: "),
        ('[{"LOWER": "x", "OP": "{9000}"}]', "token 1: OP {9000}: a token is repeated 50 times at most."),
        ('[{"LOWER": "big people"}]', "token 1: LOWER 'big people' is not one word"),
        ('[{"LEMMA": {"IN": ["a", ""]}}]', "token 1: LEMMA '' is not one word"),
        ('[{"TEXT": {"REGEX": "("}}]', "token 1: TEXT REGEX '(': "),
        ('[{"LOWER": {"REGEX": "^(a|aa)+$"}}]', "token 1: LOWER REGEX '^(a|aa)+$': it may take for ever on a word"),
        ('[{"TEXT": {"REGEX": {"IN": ["x", "("]}}}]', "token 1: TEXT REGEX '(': "),
        ('[{"LOWER": "x"}, {"SHAPE": {"REGEX": "("}}]', "token 2: SHAPE REGEX '(': "),
        ('[{"LOWER": "x", "OP": "{2,1}"}]', "token 1: unknown operator: '{2,1}'"),
        ('[{"LOWER": "x", "lower": "y"}]', "token 1: an attribute is asked for twice."),
        ('[{"OP": "*"}]', "would match anything"),
        ('[{"LOWER": {}}]', "would match anything"),
        ("[{}]", "would match anything"),
        ('[{"LOWER": "x", "OP": "?"}, {"IS_ALPHA": true, "OP": "{0,3}"}]', "would match anything"),
    ],
)
def test_the_fault_is_named_with_its_place(text, fault):
    """The message names the code, shows the pattern and says which token and key to mend, on one line."""
    with pytest.raises(CuePatternError) as error:
        checked_pattern("Leaders > Dealmakers", text)

    message = str(error.value)
    assert message.startswith("Code 'Leaders > Dealmakers', cue pattern ")
    assert fault in message
    assert "\n" not in message
    assert len(message) < 400


def test_small_letters_in_attribute_names_do_not_matter():
    """spaCy reads them either way."""
    assert checked({"lemma": "big"}) == ({"LEMMA": "big"},)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["LEMMA", "LOWER", "OP", "IN", "REGEX", "IS_ALPHA", "x"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_a_pattern_or_a_named_fault(value):
    """Nothing that a file may hold ends in anything but an answer."""
    try:
        tokens = checked_pattern("Leaders", json.dumps(value))
    except CuePatternError:
        return

    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

    Matcher(Vocab(), validate=True).add("pattern", [[dict(token) for token in tokens]])


def test_words_get_the_spelling_of_the_text():
    """Lower-cased, without ё, as lemmas: whatever the attribute compares."""
    tokens = checked(
        {"LOWER": "Ещё"},
        {"LEMMA": {"IN": ["Big", "bigger"]}},
        {"TEXT": "Don’t"},
        {"LEMMA": "died"},
        {"LOWER": {"REGEX": "Ё"}, "OP": "?"},
    )
    variants = {"Big": ("big",), "bigger": ("big",), "died": ("die", "dead")}

    assert spelled(tokens, lambda form: variants[form]) == (
        {"LOWER": "еще"},
        {"LEMMA": {"IN": ["big", "big"]}},
        {"TEXT": "Don't"},
        {"LEMMA": {"IN": ["die", "dead"]}},
        {"LOWER": {"REGEX": "Ё"}, "OP": "?"},
    )


def test_the_rarest_required_word_is_the_anchor():
    """A common word, a short one and one that may be missing are passed over; neighbors at a known distance help."""
    tokens = checked({"LOWER": "the"}, {"LEMMA": "businessman"}, {"LOWER": {"IN": ["who", "that"]}}, {"OP": "*"})

    assert anchor(tokens, {"the", "who", "that"}) == Anchor(
        "LEMMA", ("businessman",), ((1, "LOWER", ("who", "that")), (-1, "LOWER", ("the",)))
    )


def test_behind_an_optional_token_no_neighbor_is_counted_on():
    """Its distance is not known."""
    tokens = checked({"LOWER": "new"}, {"LOWER": "us", "OP": "?"}, {"LEMMA": "president"})

    assert anchor(tokens, ()) == Anchor("LEMMA", ("president",), ())


def test_a_pattern_without_words_has_no_anchor():
    """Numbers and shapes may stand anywhere."""
    assert anchor(checked({"LIKE_NUM": True}), ()) is None


@pytest.mark.parametrize(
    ("op", "most"), [(None, 2), ("?", 2), ("{3}", 4), ("{2,4}", 5), ("+", None), ("*", None), ("{2,}", None)]
)
def test_the_longest_match_is_known_where_there_is_one(op, most):
    """Two tokens, one of them repeated."""
    repeated = {"LOWER": "very"} if op is None else {"LOWER": "very", "OP": op}

    assert most_tokens(checked(repeated, {"LOWER": "big"})) == most


def test_the_words_a_pattern_spells_out():
    """In order, those of sets too."""
    assert word_forms(checked({"LOWER": "a"}, {"LEMMA": {"IN": ["b", "c"]}}, {"LIKE_NUM": True})) == ("a", "b", "c")


@pytest.mark.parametrize("asked", [{"REGEX": EVIL}, {"REGEX": {"IN": ["x", EVIL]}}])
def test_an_expression_that_runs_wild_on_a_word_is_stopped(asked, monkeypatch):
    """One that no check foresaw stops at the word, by name; words it is quick on are matched as ever."""
    monkeypatch.setattr("qualcode.suggestions.cues.patterns._SECONDS_A_WORD", 0.02)
    vocab = spacy.blank("en").vocab
    matcher = Matcher(vocab)
    matcher.add("pattern", [[dict(token) for token in checked({"TEXT": asked})]])
    bound_regexes(matcher, "Leaders")

    assert [(1, 2)] == [(start, end) for _, start, end in matcher(Doc(vocab, words=["no", "--"]))]
    with pytest.raises(CuePatternError, match=r"^Code 'Leaders', cue pattern .*for ever on a word"):
        matcher(Doc(vocab, words=["-" * 100 + "no"]))
