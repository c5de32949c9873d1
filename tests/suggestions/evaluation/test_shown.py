"""What evaluation counts as suggested: what the program shows in a source left out, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from qualcode.model.coding import Verdict
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.evaluation.shown import Showing
from qualcode.suggestions.renewing import Renewer
from tests.suggestions.learned.test_cue_records import cued  # noqa: F401  # a fixture
from tests.suggestions.test_engine import AT, HEALTH, MONEY, guid, study  # noqa: F401  # a fixture


def evaluated(asked):
    return Engine().evaluation(asked)


def figures(found, code):
    one = next(one for one in found.codes if one.code_guid == code)
    return one.suggested, one.precision, one.recall


def test_a_cue_that_misleads_does_not_count_where_it_is_withheld(cued):  # noqa: F811  # the fixture
    """Each turn with money in it has the code, none with a river: its places elsewhere tell that, and it is silent."""
    found = evaluated(cued)

    assert (24, 1.0, 1.0) == figures(found, MONEY)
    assert (24, 1.0, 1.0) == figures(found, HEALTH)
    assert (48, 1.0, 1.0) == (found.overall.suggested, found.overall.precision, found.overall.recall)


def test_cues_alone_are_all_that_cues_find(cued):  # noqa: F811  # the fixture
    """The baseline is the cues of the codebook as they stand, those that mislead with them."""
    few = replace(cued, thresholds={MONEY: 0.01, HEALTH: 0.01})

    assert (
        dict(Engine().evaluation(cued).rankings)["cues alone"] == dict(Engine().evaluation(few).rankings)["cues alone"]
    )


def test_a_cue_counts_while_it_has_not_been_found_out(cued):  # noqa: F811  # the fixture
    """One of which the other sources know too little is shown, and is wrong."""
    firsts = tuple(one for key in cued.sources for one in [*of_source(cued.codings, key.guid)][:4])
    suggested, precision, _ = figures(evaluated(replace(cued, codings=firsts)), MONEY)

    assert suggested > 6
    assert precision < 1


def of_source(codings, source_guid):
    return (one for one in codings if one.source_guid == source_guid)


@pytest.mark.parametrize("left", [5, 3, 2])
def test_what_is_counted_is_what_is_shown_in_a_source_nobody_has_coded(cued, monkeypatch, left):  # noqa: F811
    """Sentence by sentence, in each source as when its codings are taken away; with some left out, cues err."""
    some = replace(cued, codings=tuple(one for place, one in enumerate(cued.codings) if place % left != 1))
    counted, units = set(), set()
    shown = Showing.shown

    def noted(showing, fold):
        made = shown(showing, fold)
        columns, stands = showing.material.codes, showing.material.sentences.stands
        places = [*zip(stands.source_guids.tolist(), stands.starts.tolist(), strict=True)]
        counted.update((*places[row], columns[column]) for row, column in np.argwhere(made[0]).tolist())
        units.update(places)
        return made

    monkeypatch.setattr(Showing, "shown", noted)
    evaluated(some)
    expected = {
        (one.source_guid, one.segment.start, one.code_guid)
        for key in some.sources[:3]
        for others in [tuple(one for one in some.codings if one.source_guid != key.guid)]
        for one in Renewer(Engine(), replace(some, codings=others)).suggested(key)
    }

    assert len(counted) > 24
    assert {one for one in expected if one[:2] in units} == counted


def test_a_threshold_set_by_hand_holds(cued):  # noqa: F811  # the fixture
    """What is shown is what the coder asked for: all cues, or next to nothing."""
    all_of_it = evaluated(replace(cued, thresholds={MONEY: 0.01}))
    nothing = evaluated(replace(cued, thresholds={MONEY: 0.9999}))

    assert figures(all_of_it, MONEY)[0] > 24
    assert figures(all_of_it, MONEY)[1] < 1
    assert (0, None, 0.0) == figures(nothing, MONEY)


def test_verdicts_in_the_source_left_out_do_not_speak_there(cued):  # noqa: F811  # the fixture
    """Those of the others do: a cue that was taken often enough speaks there."""
    first = [one for one in cued.codings if one.code_guid == HEALTH and one.source_guid == guid(700)]
    accepted = tuple(
        Verdict(
            source_guid=one.source_guid, segment=one.segment, code_guid=MONEY, cue="river", kind="accept", coder="Vera",
            at=AT,
        )
        for one in first * 9
    )  # fmt: skip
    found = evaluated(replace(cued, verdicts=accepted))

    assert figures(found, MONEY)[0] > 24  # the river speaks in two of three, where it was taken nine times in ten
    assert figures(found, MONEY)[0] < 24 + 3 * 8


def test_parts_of_the_only_source_are_judged_by_the_others(cued):  # noqa: F811  # the fixture
    """A cue is found out there, too; in the source as a whole nothing is known of it."""
    alone = replace(cued, codings=tuple(one for one in cued.codings if one.source_guid == guid(700)))
    found = evaluated(alone)

    assert found.folds > 1
    assert (8, 1.0, 1.0) == figures(found, MONEY)


def test_what_the_moderator_says_is_not_suggested(cued):  # noqa: F811  # the fixture
    """Nor counted as found where somebody coded it."""
    asked = next(one for one in cued.codings if one.code_guid == MONEY)
    source = cued.read_source(asked.source_guid)
    turn = source.turns[0]
    coded = replace(
        asked, guid=guid(99_999), segment=type(asked.segment)(turn.speech, turn.end),
        quote=source.text[turn.speech : turn.end],
    )  # fmt: skip
    found = evaluated(replace(cued, codings=(*cued.codings, coded)))
    suggested, precision, recall = figures(found, MONEY)

    assert (24, 1.0) == (suggested, precision)
    assert recall == pytest.approx(24 / 25)
