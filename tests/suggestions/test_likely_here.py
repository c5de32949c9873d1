"""Which codes a segment may have: from what its sentences may have, and nothing where nothing speaks up."""

import numpy as np
import pytest

from qualcode.coding.sampling import mark_sample
from qualcode.coding.verdicts import reject
from qualcode.model.coding import Suggestion
from qualcode.model.sample import Stretch
from qualcode.model.transcript import Segment
from qualcode.project.opening import now
from qualcode.suggestions.likely_here import LikelyHere
from tests.tui.coding_scenes import AGREEMENT, DEFERENCE, FATIGUE, TRADER, apply, make_study, segment_of


def known(doubts):
    """Three sentences of ten characters each, and how likely three codes are not meant there."""
    scores = np.array(doubts)
    best = np.tile(np.arange(3, dtype=np.int32), (3, 1))
    return LikelyHere("s", 1, ("a", "b", "c"), np.array([0, 10, 20]), np.array([10, 20, 30]), best, np.log1p(-scores))


HERE = known([[0.5, 0.1, 0.0], [0.0, 0.3, 0.0], [0.0, 0.3, 0.0]])


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [
        (0, 10, ("a", "b")),
        (3, 4, ("a", "b")),  # a word: what its sentence says
        (10, 30, ("b",)),
        (0, 30, ("b", "a")),  # 1 - .9 * .7 * .7 is more than .5
        (9, 11, ("a", "b")),  # 1 - .9 * .7 is less
        (30, 40, ()),
    ],
)
def test_a_segment_may_have_what_any_of_its_sentences_may_have(start, end, codes):
    """Sentences that it touches speak together; a code that none of them speaks for is left out."""
    assert HERE.codes_at(Segment(start, end)) == codes


def test_beside_a_much_likelier_code_others_are_left_out():
    """Also where it is applied already: that it is so likely does not make the others so."""
    here = known([[0.9, 0.1, 0.19], [0.0, 0.3, 0.0], [0.0, 0.0, 0.0]])

    assert here.codes_at(Segment(0, 10)) == ("a", "c")
    assert here.codes_at(Segment(0, 10), besides={"a"}) == ("c",)


def test_codes_that_are_not_asked_for_make_room():
    """As many as asked for are given, if there are."""
    assert HERE.codes_at(Segment(0, 30), besides={"b"}, most=1) == ("a",)


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path) as made:
        yield made


def likely(project, words, **options):
    guid = project.source("fg1").guid
    project.suggestions(guid)
    here = project.likely_here(guid, **options)
    return None if here is None else here.codes_at(segment_of(project, words))


def test_nobody_knows_before_anything_was_learned(tmp_path):
    """And nothing is learned for the asking."""
    with make_study(tmp_path) as project:
        assert project.likely_here(project.source("fg1").guid) is None


def test_names_and_cues_are_enough_before_anything_is_coded(project):
    """Where nothing of the codebook is spoken of, no code is likely."""
    assert likely(project, "Trump is a businessman")[0] == TRADER.guid
    assert likely(project, "You can reach an agreement")[0] == AGREEMENT.guid
    assert likely(project, "Not at all.") == ()


def test_once_something_is_coded_small_chances_are_not_likely(project, monkeypatch):
    """Before, they tell at least an order."""
    monkeypatch.setattr("qualcode.suggestions.likely_here._LEAST", 0.98)
    before = likely(project, "Trump is a businessman")
    apply(project, "I do not follow the news", FATIGUE)

    assert (before[0], likely(project, "Trump is a businessman")) == (TRADER.guid, ())


def test_the_moderator_is_spoken_of_when_asked_for(project):
    """As in suggestions."""
    assert likely(project, "What do you think of the talks?") == ()
    assert project.likely_here(project.source("fg1").guid, with_moderator=True).starts[0] < likely_start(project)


def likely_start(project):
    return project.likely_here(project.source("fg1").guid).starts[0]


def test_a_sample_that_is_not_released_is_left_out(project):
    """Nobody is told there what is likely."""
    stretch = Stretch(source_guid=project.source("fg1").guid, first_turn=3, last_turn=3)
    mark_sample(project.store, "pilot", [stretch], coder="Pavel", at=now())

    assert likely(project, "Let the big people decide") == ()
    assert likely(project, "I do not follow the news")[0] == FATIGUE.guid


def test_what_was_rejected_is_not_likely_there(project):
    """For the coder who rejected it."""
    segment, source = segment_of(project, "Let the big people decide"), project.source("fg1")
    before = likely(project, "Let the big people decide")
    quote = segment.quote(source.text, source.name)
    one = Suggestion(
        source_guid=source.guid, segment=segment, quote=quote, code_guid=DEFERENCE.guid, score=0.5, reason="", cue="",
        component="cues",
    )  # fmt: skip
    reject(project.store, one, coder="Vera", at=now())

    assert DEFERENCE.guid in before
    assert DEFERENCE.guid not in likely(project, "Let the big people decide")
