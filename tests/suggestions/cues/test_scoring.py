"""Scores and reasons."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import Verdict
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Segment
from qualcode.suggestions.cues.scoring import Evidence, Judge, record_of, smoothed, worth

BIG = Evidence("big people", "cue", "big people", 0.6)
TOP = Evidence("at the top", "cue", "at the top", 0.7)
QUOTE = Evidence("let them decide", "example", "let them decide", 0.9)
PATTERN = Evidence('[{"LEMMA":"deal"}]', "pattern", "they made\na deal", 0.6)


def test_more_words_are_worth_more():
    """A phrase is surer than a word, a quote surer than a phrase, a name least sure."""
    assert (
        worth("name", 3) < worth("cue", 1) < worth("cue", 2) < worth("cue", 3) == worth("cue", 9) < worth("example", 4)
    )


@given(st.floats(0, 1), st.integers(0, 99), st.integers(0, 99))
def test_verdicts_move_the_score_their_way(mean, accepted, rejected):
    """An accepted suggestion never lowers the score, a rejected one never raises it, and it stays a probability."""
    score = smoothed(mean, accepted, rejected)

    assert 0 <= smoothed(mean, accepted, rejected + 1) <= score <= smoothed(mean, accepted + 1, rejected) <= 1


def test_without_verdicts_the_score_is_the_mean():
    """Nothing is known yet."""
    assert smoothed(0.6, 0, 0) == 0.6


def test_the_record_stands_in_the_reason():
    """The words of the cue, and how often it was right so far."""
    judgement = Judge({("code", "big people"): (4, 1)}).judged("code", [BIG])

    assert (judgement.score, judgement.reason) == (0.7111, "cue *big people* · 4 of 5 accepted so far")


def test_the_record_of_another_code_does_not_count():
    """One cue may be right for one code and wrong for another."""
    assert Judge({("other", "big people"): (0, 9)}).judged("code", [BIG]).score == 0.6


def test_cues_in_one_place_add_up():
    """The chance that both are wrong is .3 times .4; the surest is named first and is the one a verdict is about."""
    judgement = Judge({}).judged("code", [BIG, TOP])

    assert judgement.score == 0.88
    assert judgement.reason == "cue *at the top*, *big people*"
    assert judgement.cue == "at the top"


def test_a_cue_found_twice_counts_once():
    """Saying it again does not make it surer."""
    assert Judge({}).judged("code", [BIG, BIG]) == Judge({}).judged("code", [BIG])


def test_three_cues_are_named_and_the_rest_counted():
    """The reason stays on one line; kinds are told apart."""
    more = Evidence("more", "cue", "more", 0.1)
    judgement = Judge({("code", "at the top"): (1, 0)}).judged("code", [BIG, more, PATTERN, QUOTE, TOP])

    assert judgement.reason == (
        "example *let them decide*, cue *at the top*, *big people* and 2 more · 1 of 1 accepted so far"
    )


def test_a_pattern_is_named_by_what_it_matched():
    """Nobody reads JSON in a list; the words stand on one line."""
    assert Judge({}).judged("code", [PATTERN]).reason == "pattern *they made a deal*"


def test_a_reason_is_harmless_and_short():
    """Control characters in a codebook do not reach the terminal, and endless cues are cut."""
    evil = Evidence("\x1b[31m" + "x" * 99, "cue", "\x1b[31m" + "x" * 99, 0.5)
    reason = Judge({}).judged("code", [evil]).reason

    assert "\x1b" not in reason
    assert len(reason) < 80


def test_no_suggestion_is_certain():
    """However much speaks for it."""
    many = [Evidence(str(number), "cue", str(number), 0.9) for number in range(20)]

    assert Judge({}).judged("code", many).score == 0.99


@pytest.mark.parametrize("evidence", [[BIG], [PATTERN], [BIG, TOP]])
def test_the_same_evidence_is_judged_alike(evidence):
    """Remembering changes nothing."""
    judge = Judge({})

    assert judge.judged("code", evidence) == judge.judged("code", evidence)


def test_the_record_counts_verdicts_of_each_code_and_cue():
    """First the accepted, then the rejected; another cue of the same code has a record of its own."""
    code = new_guid()
    said = [("deal", "accept"), ("deal", "reject"), ("deal", "accept"), ("art", "reject")]
    verdicts = [
        Verdict(
            source_guid=new_guid(),
            segment=Segment(0, 4),
            code_guid=code,
            cue=cue,
            kind=kind,
            coder="Maria",
            at=datetime(2026, 3, 1, tzinfo=UTC),
        )
        for cue, kind in said
    ]

    assert record_of(verdicts) == {(code, "deal"): (2, 1), (code, "art"): (0, 1)}
