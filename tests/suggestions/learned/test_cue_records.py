"""How cues fared where coders have looked, and what that does to suggestions."""

import json
from dataclasses import replace

import pytest
import spacy

from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.coding import Verdict
from qualcode.model.transcript import Segment
from qualcode.suggestions.cues.scoring import TOGETHER, Evidence, Judge
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.language.words import WordTable
from qualcode.suggestions.learned.calibrating import LEAST_PRECISION
from qualcode.suggestions.learned.cue_records import CueRecord
from qualcode.suggestions.learned.model_components import shared_pipeline
from qualcode.suggestions.learned.model_files import model_bytes, model_from_bytes
from tests.suggestions.test_engine import AT, HEALTH, MONEY, guid, proposed, study  # noqa: F401  # a fixture

BOOK = Codebook(
    guid=guid(900),
    name="Book",
    codes=(
        Code(guid=MONEY, name="Thrift", cues=(Cue("money"), Cue("river"))),
        Code(guid=HEALTH, name="Wellbeing", cues=(Cue("body"),)),
    ),
)


@pytest.fixture
def cued(study):  # noqa: F811  # the fixture
    """Three sources coded whole: each turn with money in it has the code, none with a river."""
    return replace(study, codebooks=(BOOK,))


def by_cues(found, code=MONEY):
    parts = [(one, part) for one in found for part in one.parts if one.code_guid == code and part.component == "cues"]
    return {one.quote: part for one, part in parts}


def test_a_cue_that_misleads_is_not_suggested_once_its_code_has_enough_codings(cued):
    """While one that is right is, and says how often it was."""
    found = by_cues(proposed(Engine(), cued))

    assert 8 == len(found)
    assert all("money" in quote for quote in found)
    assert {"cue *money* · coded in 24 of 24 places"} == {part.reason for part in found.values()}


@pytest.mark.parametrize(("codings", "shown"), [(2, {"money", "river"}), (16, {"money"})])
def test_before_that_cues_speak_until_they_are_hardly_ever_right(cued, codings, shown):
    """Nobody is promised anything, and what nobody has tried yet is tried."""
    found = by_cues(proposed(Engine(), replace(cued, codings=cued.codings[:codings])))

    assert shown == {word for word in ("money", "river") if any(word in quote for quote in found)}


def test_a_threshold_set_by_hand_lets_them_all_speak(cued):
    """Whatever was measured."""
    found = by_cues(proposed(Engine(), replace(cued, thresholds={MONEY: 0.01})))

    assert any("river" in quote for quote in found)


def test_places_are_counted_by_source_where_somebody_has_looked(cued):
    """The fourth source is coded by nobody; what was judged as a suggestion counts as a verdict alone."""
    record = Engine().trained(cued).cues
    judged = next(one for one in cued.codings if one.code_guid == MONEY)
    verdict = Verdict(
        source_guid=judged.source_guid, segment=judged.segment, code_guid=MONEY, cue="money", kind="accept",
        coder="Vera", at=AT,
    )  # fmt: skip
    after = Engine().trained(replace(cued, verdicts=(verdict,))).cues

    expected = {guid(number): (8, 0) for number in (700, 701, 702)}
    assert expected == record.counts[MONEY, "money"]
    assert {**expected, judged.source_guid: (7, 0)} == after.counts[MONEY, "money"]
    assert all(right == 0 < wrong for right, wrong in record.counts[MONEY, "river"].values())


def test_a_source_is_not_judged_by_what_was_coded_there(cued):
    """Of a cue that stands in it only, nothing is known in it."""
    record = CueRecord({(MONEY, "a"): {guid(1): (3, 1), guid(2): (0, 2)}, (MONEY, "b"): {guid(1): (1, 0)}})
    alone = replace(cued, codings=tuple(one for one in cued.codings if one.source_guid == guid(700)))
    here = by_cues(proposed(Engine(), alone, number=0))

    assert {(MONEY, "a"): (0, 2)} == record.elsewhere(guid(1))
    assert {(MONEY, "a"): (3, 1), (MONEY, "b"): (1, 0)} == record.elsewhere(guid(2))
    assert not [part for part in here.values() if "coded in" in part.reason]


def test_a_coding_that_shares_half_of_a_place_makes_it_right(cued):
    """Or half of itself; a brush does not."""
    codings = tuple(
        replace(one, segment=Segment(one.segment.start, one.segment.start + 10), quote=one.quote[:10])
        for one in cued.codings
    )
    moved = tuple(
        replace(one, segment=Segment(one.segment.end - 2, one.segment.end + 6),
                quote=cued.read_source(one.source_guid).text[one.segment.end - 2 : one.segment.end + 6])
        for one in cued.codings[:-1] if one.source_guid == guid(700)
    )  # fmt: skip
    inside = Engine().trained(replace(cued, codings=codings)).cues.counts[MONEY, "money"]
    beside = Engine().trained(replace(cued, codings=moved)).cues.counts[MONEY, "money"]

    assert (8, 0) == inside[guid(701)]
    assert 0 == beside[guid(700)][0]


def test_the_record_goes_with_the_model(cued):
    """Into a file and back."""
    trained = Engine().trained(cued)

    assert trained.cues == model_from_bytes(model_bytes(trained), WordTable()).cues


def test_several_cues_in_one_place_are_judged_together(cued):
    """As a place of none of them: words that always go together do not vouch for each other."""
    cues = (Cue("money"), Cue("count"), Cue("evening"), Cue("river"))
    book = replace(BOOK, codes=(replace(BOOK.codes[0], cues=cues), BOOK.codes[1]))
    both = replace(cued, codebooks=(book,))
    record = Engine().trained(both).cues.elsewhere("")
    found = by_cues(proposed(Engine(), both))

    assert {(MONEY, TOGETHER), (HEALTH, "body")} == set(record)
    assert record[MONEY, TOGETHER][0] == 24
    assert record[MONEY, TOGETHER][1] > 20
    assert found  # beside what was learned
    assert not any("river" in quote for quote in found)


def test_few_places_promise_little():
    """Eight right of eight are enough once a code has twenty codings, two of two are not."""
    evidence = (Evidence(cue="money", kind="cue", words="money", worth=0.4),)
    eight, two = (Judge({}, {(MONEY, "money"): (many, 0)}).judged(MONEY, evidence) for many in (8, 2))

    assert eight.cautious >= LEAST_PRECISION > two.cautious
    assert two.score > two.cautious


def test_the_record_goes_with_a_shared_pipeline(cued, tmp_path):
    """A cue that misleads scores low there, too; one written before pipelines had a record is read."""
    shared_pipeline("en", (BOOK,), Engine().trained(cued)).to_disk(tmp_path / "pipeline")
    nlp = spacy.load(tmp_path / "pipeline")
    group = nlp("She kept the money. They walked along the river.").spans["qualcode"]
    scores = dict(zip(group.attrs["cues"], group.attrs["scores"], strict=True))
    file = tmp_path / "pipeline" / "qualcode_cues" / "cues.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8"))["rules"]), encoding="utf-8")
    before = spacy.load(tmp_path / "pipeline")("She kept the money.").spans["qualcode"].attrs["scores"]

    assert {"money", "river"} == set(scores)
    assert scores["river"] < 0.25 < LEAST_PRECISION < scores["money"]
    assert [0.4] == before
