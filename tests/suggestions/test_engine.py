"""What is learned from codings, and how little is done again."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coding, Verdict
from qualcode.model.sample import Stretch, outside
from qualcode.model.transcript import Case, Segment, Source, Turn
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.learned.ridge import solved
from qualcode.suggestions.renewing import Renewer
from qualcode.suggestions.talk.study import SourceKey, Study
from tests.suggestions.small_books import guid

MONEY, HEALTH = guid(1), guid(2)
BOOK = Codebook(
    guid=guid(900), name="Book", codes=(Code(guid=MONEY, name="Thrift"), Code(guid=HEALTH, name="Wellbeing"))
)
AT = datetime(2025, 1, 1, tzinfo=UTC)
COINS = ("coins", "savings", "debts", "prices", "wages", "loans", "bills", "taxes")
AILMENTS = ("fever", "doctors", "tablets", "hospital", "nurses", "pain", "cough", "surgery")
MODERATOR, ANNA, IVAN = guid(801), guid(802), guid(803)


def interview(number):
    """A source of turns about money, about health and about neither, with the codings of each."""
    lines, turns, codings = [], [], []
    position = 0
    talks = [(MODERATOR, "What do you think?", None)]
    for place in range(8):
        coin, ailment = COINS[(place + number) % 8], AILMENTS[(place * 3 + number) % 8]
        talks.append((ANNA, f"We always count our {coin} and keep the money safe.", MONEY))
        talks.append((IVAN, f"My body suffers and the {ailment} never ends.", HEALTH))
        talks.append((ANNA, f"Then we walked along river number {place} in the evening.", None))
    for place, (speaker, words, code) in enumerate(talks, start=1):
        start = position
        text = f"X: {words}"
        turns.append(Turn(number=place, start=start, speech=start + 3, end=start + len(text), case_guid=speaker))
        if code:
            codings.append((start + 3, start + len(text), code))
        lines.append(text)
        position += len(text) + 1
    cases = (
        Case(guid=MODERATOR, label="M", role="moderator"), Case(guid=ANNA, label="ANNA"), Case(guid=IVAN, label="IVAN"),
    )  # fmt: skip
    source = Source(
        guid=guid(700 + number), name=f"fg{number}.txt", text="\n".join(lines), sha256="0", language="en",
        encoding="utf-8", turns=tuple(turns), cases=cases,
    )  # fmt: skip
    made = tuple(
        Coding(
            guid=guid(number * 1000 + place), source_guid=source.guid, segment=Segment(start, end),
            quote=source.text[start:end], code_guid=code, coder="Vera", at=AT,
        )
        for place, (start, end, code) in enumerate(codings)
    )  # fmt: skip
    return source, made


class Reading:
    """Sources by GUID, and how often each was read."""

    def __init__(self, sources):
        self.sources = {source.guid: source for source in sources}
        self.read = []

    def __call__(self, guid):
        self.read.append(guid)
        return self.sources[guid]


@pytest.fixture
def study():
    """Three sources coded whole, a fourth not at all."""
    made = [interview(number) for number in range(4)]
    reading = Reading([source for source, _ in made])
    keys = tuple(SourceKey(guid=source.guid, state="1", words=300) for source, _ in made)
    codings = tuple(coding for _, codings in made[:3] for coding in codings)
    return Study(sources=keys, languages=("en",), read_source=reading, codebooks=(BOOK,), codings=codings)


def proposed(engine, study, number=3, **options):
    return Renewer(engine, study, **options).suggested(study.sources[number])


def test_what_coders_marked_is_found_in_a_source_nobody_has_coded(study):
    """Without a single cue: each turn about money or health, and none about the river."""
    found = proposed(Engine(), study)
    text = study.read_source(guid(703)).text

    assert 8 == sum(one.code_guid == MONEY for one in found)
    assert 8 == sum(one.code_guid == HEALTH for one in found)
    assert all(text[one.segment.start : one.segment.end] == one.quote for one in found)


def test_reasons_name_words_and_the_nearest_quote_with_who_said_it(study):
    """On one line."""
    one = proposed(Engine(), study)[0]

    assert one.component in ("learned", "likeness")
    assert "like “We always count our" in one.reason
    assert "(ANNA, fg" in one.reason
    assert "\n" not in one.reason
    assert "words *" in one.reason


def test_a_sample_that_was_marked_is_forgotten_at_once(study):
    """Also where what was learned last would be as good."""
    engine = Engine()
    first = study.sources[0].guid
    stretch = {first: (Stretch(source_guid=first, first_turn=1, last_turn=99),)}

    assert engine.has_seen_otherwise({})
    engine.trained(study)
    assert not engine.has_seen_otherwise({})
    assert engine.has_seen_otherwise(stretch)
    engine.trained(replace(study, blind=stretch))
    assert not engine.has_seen_otherwise(stretch)


def test_what_was_found_by_searches_alone_is_not_suggested_everywhere(study):
    """Nobody has told where it is not, so how precise it is cannot be measured; what stands in its place is said."""
    searched = replace(study, codings=tuple(replace(one, origin="auto") for one in study.codings))
    engine = Engine()
    trained = engine.trained(searched)

    assert [] == [one for one in proposed(engine, searched) if "learned" in {part.component for part in one.parts}]
    assert {None} == {one.score for one in trained.thresholds()}
    assert all("cannot be measured" in one.remark() for one in trained.thresholds())
    talk, source = engine.kept.talk(searched, study.sources[3]), engine.kept.source(searched, study.sources[3])
    chances = engine.views.view(trained, talk, source, searched).chances
    others = [
        place for place, start in enumerate(talk.starts.tolist()) if source.text[start:].startswith(("Then", "My"))
    ]
    money = [place for place, start in enumerate(talk.starts.tolist()) if source.text[start:].startswith("We always")]
    assert chances[others, 0].max() < 0.2
    assert chances[money, 0].min() > 0.8


def test_what_was_found_by_searches_beside_what_was_read_is_no_measure(study):
    """Its threshold is measured where somebody has read."""
    last = study.sources[2].guid
    mixed = [replace(one, origin="auto") if one.source_guid == last else one for one in study.codings]
    known = Engine().material(replace(study, codings=tuple(mixed))).sentences
    here = known.stands.source_guids == last

    assert known.coded[here].any()
    assert not known.known[here].any()
    assert known.known[~here].all()


def test_nobody_counts_as_having_looked_where_it_is_blind(study):
    """What is coded there is left out, so what is not coded there says nothing either."""
    first = study.sources[0].guid
    turns = study.read_source(first).turns
    middle = Segment(turns[8].start, turns[16].start)
    codings = outside(study.codings, {first: (middle,)})
    blind = replace(study, codings=codings, unseen={first: (middle,)})
    material = Engine().material(blind)

    stands = material.sentences.stands
    here = stands.source_guids == first
    assert len(codings) < len(study.codings)
    assert here.any()
    assert not (here & (stands.starts < middle.end) & (stands.ends > middle.start)).any()


def test_a_quote_is_named_once(study):
    """It is what both what was learned and likeness go by."""
    reasons = [one.reason for one in proposed(Engine(), study) if len(one.parts) > 1]

    assert reasons
    assert all(reason.count("like “") == 1 for reason in reasons)


def test_the_same_project_gives_the_same_suggestions(study):
    """In another process, too: nothing hangs on what was read first."""
    other = Engine()
    other.kept.talk(study, study.sources[2])

    assert proposed(Engine(), study) == proposed(other, study)


def test_a_code_with_fewer_than_twenty_codings_is_not_suggested_by_learning(study):
    """Its precision cannot be told yet."""
    few = tuple(one for one in study.codings if one.code_guid == HEALTH or one.source_guid == guid(700))
    trained = Engine().trained(replace(study, codings=few))

    assert trained is not None
    assert trained.model.thresholds[0] > 1 > trained.model.thresholds[1]


def test_a_threshold_somebody_moved_holds(study):
    """Nothing below it is suggested, whatever was measured."""
    least = min(one.score for one in proposed(Engine(), study) if one.code_guid == MONEY)
    above = replace(study, thresholds={MONEY: 0.999})

    assert least < 0.999
    assert not [one for one in proposed(Engine(), above) if one.code_guid == MONEY and one.score < 0.999]


def test_only_what_changed_is_read_again(study):
    """A new text of one source does not make the others be read."""
    engine = Engine()
    proposed(engine, study)
    study.read_source.read.clear()
    keys = (*study.sources[:3], replace(study.sources[3], state="2"))
    proposed(engine, replace(study, sources=keys))

    assert [guid(703)] == study.read_source.read


def test_a_verdict_is_felt_without_training(study):
    """The record moves the scores; the model stays the one it was."""
    engine = Engine()
    before = proposed(engine, study)
    model = engine.trained(study)
    wrong = next(one for one in before if one.code_guid == MONEY and one.component == "learned")
    verdict = Verdict(
        source_guid=wrong.source_guid, segment=wrong.segment, code_guid=MONEY, cue="", kind="reject", coder="V", at=AT
    )
    judged = replace(study, verdicts=(verdict,))
    after = proposed(engine, judged, again=False)

    assert engine.trained(judged, again=False) is model
    assert sum(one.score for one in after) < sum(one.score for one in before)


def test_after_a_verdict_only_its_code_is_looked_at_again(study):
    """The others' suggestions are the very ones of before; all are as if asked for the first time."""
    engine = Engine()
    before = proposed(engine, study)
    one = next(one for one in before if one.code_guid == MONEY)
    verdict = Verdict(
        source_guid=one.source_guid, segment=one.segment, code_guid=MONEY, kind="reject", score=one.score, cue=one.cue,
        coder="Vera", at=AT,
    )  # fmt: skip
    judged = replace(study, verdicts=(verdict,))
    after = proposed(engine, judged, again=False)
    kept = {id(one) for one in before if one.code_guid == HEALTH}

    assert kept
    assert kept == {id(one) for one in after if one.code_guid == HEALTH}
    assert [one.score for one in after] != [one.score for one in before]
    engine.views._made.clear()
    assert after == proposed(engine, judged, again=False)
    source = engine.kept.source(judged, study.sources[3])
    hidden = frozenset(turn.number for turn in source.turns[:4])
    fewer = Renewer(engine, judged, again=False).suggested(study.sources[3], hidden=hidden)
    assert fewer == [one for one in after if one.segment.start >= source.turns[4].start]


def test_rejections_teach(study):
    """What was rejected again and again is less likely afterwards."""
    engine = Engine()
    river = interview(3)[0]
    verdicts = tuple(
        Verdict(
            source_guid=river.guid, segment=Segment(other.speech, other.end), code_guid=MONEY, cue="", kind="reject",
            coder="Vera", at=AT,
        )
        for other in river.turns[1::3]
    )  # fmt: skip
    talk = engine.kept.talk(study, study.sources[3])
    before = engine.trained(study).model.chances(talk.units)[1, 0]
    after = engine.trained(replace(study, verdicts=verdicts)).model.chances(talk.units)[1, 0]

    assert after < before


def test_being_told_to_stop_leaves_nothing_half_done(study):
    """The next question starts afresh."""
    engine = Engine()

    assert engine.trained(study, stop=lambda: True) is None
    assert proposed(engine, study) == proposed(Engine(), study)


@pytest.mark.parametrize("many", [0, 1])
def test_hardly_any_coding_does_not_fail(study, many):
    """One coding, or none: nothing is suggested, and nothing breaks."""
    few = replace(study, codings=study.codings[:many])
    found = proposed(Engine(), few)

    assert all(one.component != "learned" for one in found)


def test_a_single_source_is_checked_on_its_parts(study):
    """Where there is only one, quarters of it stand for sources."""
    alone = replace(study, sources=study.sources[:1], codings=study.codings[:16])
    trained = Engine().trained(alone)

    assert trained is not None
    assert len(trained.model.checked[0])


def test_guids_of_codes_that_are_gone_are_passed_over(study):
    """Codings of a retired code teach nothing."""
    retired = replace(BOOK, codes=(BOOK.codes[0], replace(BOOK.codes[1], is_retired=True)))
    trained = Engine().trained(replace(study, codebooks=(retired,)))

    assert trained is not None
    assert (MONEY,) == trained.model.codes


def test_turns_in_another_language_are_read_in_it(study):
    """A Russian turn in an English source has Russian lemmas."""
    text = "A: We counted coins.\nA: Мы считали деньги."
    second = text.index("A: Мы")
    turns = (
        Turn(number=1, start=0, speech=3, end=20, case_guid=ANNA),
        Turn(number=2, start=second, speech=second + 3, end=len(text), case_guid=ANNA, language="ru"),
    )
    study.read_source.sources[guid(703)] = replace(study.read_source(guid(703)), text=text, turns=turns)
    engine = Engine()
    talk = engine.kept.talk(study, study.sources[3])
    lemmas = [[engine.kept.table.lemmas[number] for number in words.tolist()] for words in talk.units]

    assert [["we", "count", "coin", "."], ["мы", "считать", "деньга", "."]] == lemmas


def test_nothing_is_suggested_for_a_passage_because_it_was_coded_itself(study):
    """Whether by a colleague or oneself: an odd sentence coded once is suggested nowhere, least of all there."""
    talk, _ = interview(0)
    odd = talk.turns[3]
    coding = replace(
        study.codings[0], guid=guid(5000), segment=Segment(odd.speech, odd.end), quote=talk.text[odd.speech : odd.end]
    )
    found = proposed(Engine(), replace(study, codings=(*study.codings, coding)), number=0)

    assert found
    assert not [one for one in found if one.segment.start < odd.end and odd.speech < one.segment.end]


def test_what_is_said_of_a_coded_passage_is_what_would_be_said_had_nobody_coded_it(study):
    """Exactly as if the system had been solved without the examples that overlap it."""
    model = Engine().trained(study).model
    system, gone = model.system, [3, 4]
    stay = np.delete(np.arange(len(system.vectors)), gone)
    asked = system.vectors.chosen(np.array([3, 7]))
    vectors = system.vectors.chosen(stay)
    without = solved(vectors.products(vectors), system.targets[stay], system.ridge.penalty)
    before = asked.products(system.vectors) @ system.ridge.alphas + system.ridge.intercepts
    after = asked.products(vectors) @ without.alphas + without.intercepts

    np.testing.assert_allclose(before[0] + system.moved(asked, [gone, []])[0], after[0], atol=1e-6)
    np.testing.assert_array_equal(0, system.moved(asked, [gone, []])[1])


def test_of_each_source_one_state_is_kept(study):
    """Who corrects a transcript a hundred times in a session does not fill the memory with a hundred of it."""
    engine, first = Engine(), study.sources[0]
    then = replace(first, state=f"{first.state} corrected")
    kept = engine.kept.source(study, first), engine.kept.talk(study, first)

    assert kept[0] is engine.kept.source(study, first)
    assert kept[1] is engine.kept.talk(study, first)
    engine.kept.source(study, then)
    engine.kept.talk(study, then)
    assert kept[1] is not engine.kept.talk(study, first)
