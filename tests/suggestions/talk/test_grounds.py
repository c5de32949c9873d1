"""What a model hangs on: as little as can be, and nothing but the project's content."""

from dataclasses import replace

import pytest

from qualcode.model.transcript import Segment
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.talk import grounds as module
from qualcode.suggestions.talk import lessons
from qualcode.suggestions.talk.grounds import background_sources, grounds_of
from qualcode.suggestions.talk.study import SourceKey
from tests.suggestions.test_engine import BOOK, guid, interview, study  # noqa: F401  # a fixture


@pytest.fixture
def large(study, monkeypatch):  # noqa: F811  # the fixture
    """A study of which two sources are enough for the talk as a whole, and to check on."""
    monkeypatch.setattr(module, "MOST_BACKGROUND_WORDS", 600)
    monkeypatch.setattr(module, "_MOST_CHECKED_WORDS", 600)
    monkeypatch.setattr(module, "_FEWEST_CHECKED_SOURCES", 2)
    return study


def grounds(asked):
    return grounds_of(asked, lambda key: asked.read_source(key.guid), "")


def changed(asked, number):
    keys = list(asked.sources)
    keys[number] = replace(keys[number], state="2")
    return replace(asked, sources=tuple(keys))


def test_only_sources_that_are_learned_from_matter(large):
    """A new text of another, coded or not, makes no difference; nor does a further one."""
    known = grounds(large)
    learned_from = {key.guid for key in (*known.background, *known.checked)}
    same = [key.guid for number, key in enumerate(large.sources) if grounds(changed(large, number)).key == known.key]
    further = replace(large, sources=(*large.sources, SourceKey(guid=guid(1), state="1", words=300)))

    assert 2 == len(learned_from)
    assert {key.guid for key in large.sources} == {*learned_from, *same}
    assert known.key == grounds(further).key


def test_in_a_small_project_all_talk_matters(study):  # noqa: F811  # the fixture
    """Coded or not."""
    assert grounds(study).key != grounds(changed(study, 3)).key


def test_a_quote_that_moved_is_the_same_quote(large):
    """Where it stands tells only which passage is judged without it."""
    known = grounds(large)
    moved = next(one for one in large.sources[:3] if one not in (*known.background, *known.checked))
    text = large.read_source(moved.guid).text
    later = replace(
        large,
        codings=tuple(
            replace(one, segment=Segment(one.segment.start + 5, one.segment.end + 5))
            if one.source_guid == moved.guid
            else one
            for one in large.codings
        ),
    )
    large.read_source.sources[moved.guid] = replace(
        large.read_source(moved.guid),
        text="abcd\n" + text,
        turns=tuple(
            replace(turn, start=turn.start + 5, speech=turn.speech + 5, end=turn.end + 5)
            for turn in large.read_source(moved.guid).turns
        ),
    )
    again = grounds(later)

    assert known.key == again.key
    assert known.own(moved.guid) != again.own(moved.guid)
    assert all(known.own(key.guid) == again.own(key.guid) for key in large.sources if key != moved)


def test_how_many_a_quote_stands_for_matters(large, monkeypatch):
    """A coding that is not learned from itself changes what those that are stand for."""
    monkeypatch.setattr(lessons, "_MOST_EXAMPLES", 20)
    known = grounds(large).key
    monkeypatch.setattr(lessons, "_sampling_weights", lambda _, taken, __: [(number, 2.0) for number in taken])

    assert known != grounds(large).key


@pytest.mark.parametrize("what", ["coding", "code of a coding", "name of a code", "language"])
def test_what_is_learned_from_matters(large, what):
    """Each of these makes another model."""
    known = grounds(large)
    other = {
        "coding": lambda: replace(large, codings=large.codings[:-1]),
        "code of a coding": lambda: replace(
            large, codings=(replace(large.codings[0], code_guid=guid(2)), *large.codings[1:])
        ),
        "name of a code": lambda: replace(
            large, codebooks=(replace(BOOK, codes=(replace(BOOK.codes[0], name="Debt"), BOOK.codes[1])),)
        ),
        "language": lambda: replace(large, languages=("en", "ru")),
    }[what]()

    assert known.key != grounds(other).key


def test_the_order_things_came_in_does_not_matter(large):
    """Nor in which colors codes are shown."""
    book = replace(BOOK, codes=tuple(replace(code, color="#123456") for code in BOOK.codes))
    other = replace(large, sources=large.sources[::-1], codings=large.codings[::-1], codebooks=(book,))

    assert grounds(large).key == grounds(other).key


def test_coded_sources_are_the_background_first():
    """Those coded much before those coded little, until there are words enough; one more coding changes nothing."""
    keys = [SourceKey(guid=guid(number), state="1", words=25_000) for number in range(9)]
    much = {key.guid: 40 for key in keys[2:5]}

    def chosen(codings):
        return set(background_sources(keys, codings))

    assert set(keys[2:5]) == chosen(much)
    assert set(keys[2:5]) == chosen({**much, keys[3].guid: 41, keys[6].guid: 19})
    assert set(keys[3:5]) < chosen({**much, keys[2].guid: 19, keys[6].guid: 30})
    assert keys[6] in chosen({**much, keys[2].guid: 19, keys[6].guid: 30})
    assert 3 == len(chosen({}))
    assert keys[:2] == list(background_sources(keys[:2][::-1], {}))


def test_a_model_whose_grounds_stay_is_not_trained_again(large, monkeypatch):
    """Passages are judged without what was coded there, wherever that stands now."""
    engine = Engine()
    before = engine.trained(large)
    monkeypatch.setattr("qualcode.suggestions.engine.learn", None)
    learned_from = (*grounds(large).background, *grounds(large).checked)
    number = next(number for number, key in enumerate(large.sources) if key not in learned_from)
    after = engine.trained(changed(large, number))

    assert before.model is after.model
    assert interview(number)[0].guid == large.sources[number].guid
