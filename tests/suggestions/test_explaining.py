"""The whole explanation of a suggestion."""

from datetime import UTC, datetime

from qualcode.model.coding import Suggestion, SuggestionPart, Verdict
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Segment
from qualcode.suggestions.explaining import Fared, explanation, fared

SOURCE, CODE, OTHER = new_guid(), new_guid(), new_guid()
HERE = Segment(0, 4)


def suggested(**facts):
    return Suggestion(source_guid=SOURCE, segment=HERE, quote="deal", code_guid=CODE, **facts)


def judged(code, kind):
    at = datetime(2025, 2, 14, tzinfo=UTC)
    return Verdict(source_guid=SOURCE, segment=HERE, code_guid=code, cue="", kind=kind, coder="Vera", at=at)


def test_every_part_of_the_score_has_its_line():
    """The loudest first, then what they come to, the threshold and the record."""
    parts = (
        SuggestionPart(component="learned", score=0.7, reason="words *deal*"),
        SuggestionPart(component="cues", score=0.6, reason="cue *businessman*"),
    )

    assert explanation(
        suggested(score=0.88, reason="", parts=parts, threshold=0.62), Fared(accepted=11, rejected=3)
    ) == (
        ("learned from codings and codebook, 70%", "words *deal*"),
        ("cues of the codebook, 60%", "cue *businessman*"),
        ("score", "88% · the parts speak independently: 1 less the chance that all are wrong"),
        ("suggested from", "62% on"),
        ("suggestions of this code", "11 of 14 accepted"),
    )


def test_one_part_alone_is_told_plainly():
    """Without a threshold, before any verdict."""
    assert explanation(suggested(score=0.4, reason="cue *deal*"), Fared()) == (
        ("cues of the codebook", "cue *deal*"),
        ("score", "40%"),
        ("suggestions of this code", "none judged yet"),
    )


def test_the_record_is_counted_for_each_code():
    """By whoever judged."""
    verdicts = [judged(CODE, "accept"), judged(CODE, "reject"), judged(CODE, "accept"), judged(OTHER, "reject")]

    assert fared(verdicts) == {CODE: Fared(accepted=2, rejected=1), OTHER: Fared(rejected=1)}
