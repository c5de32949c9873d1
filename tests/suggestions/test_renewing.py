"""Suggestions brought up to date: what did not change is not made again, in this process or the next."""

from dataclasses import replace

import pytest

from qualcode.model.coding import Verdict
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.kept_talk import KeptTalk
from qualcode.suggestions.proposing import Proposer
from qualcode.suggestions.renewing import Renewer
from qualcode.suggestions.talk import grounds as grounds_module
from qualcode.suggestions.views import Views
from tests.suggestions.test_engine import AT, BOOK, HEALTH, MONEY, guid, interview, study  # noqa: F401  # a fixture


@pytest.fixture
def large(study, monkeypatch):  # noqa: F811  # the fixture
    """A study of which two sources are learned from and whose suggestions are kept."""
    monkeypatch.setattr(grounds_module, "MOST_BACKGROUND_WORDS", 600)
    monkeypatch.setattr(grounds_module, "_MOST_CHECKED_WORDS", 600)
    monkeypatch.setattr(grounds_module, "_FEWEST_CHECKED_SOURCES", 2)
    monkeypatch.setattr("qualcode.suggestions.kept_talk.FEWEST_WORDS", 0)
    return study


@pytest.fixture
def making(monkeypatch):
    """What was made: GUIDs of sources, with the codes."""
    made = []
    real = Proposer.made

    def noted(self, source, talk, allowed, codes):
        made.append((source.guid, *codes))
        return real(self, source, talk, allowed, codes)

    monkeypatch.setattr(Proposer, "made", noted)
    return made


def everything(folder, asked, **options):
    renewer = Renewer(Engine(folder), asked, **options)
    return [one for key in asked.sources for one in renewer.suggested(key)]


def rejected(found, code=MONEY):
    one = next(one for one in found if one.code_guid == code)
    return Verdict(
        source_guid=one.source_guid, segment=one.segment, code_guid=code, cue=one.cue, kind="reject", coder="V", at=AT
    )


def changed(asked, number):
    keys = list(asked.sources)
    keys[number] = replace(keys[number], state="2")
    return replace(asked, sources=tuple(keys))


def not_learned_from(asked):
    grounds = Engine().grounds(asked)
    learned_from = {key.guid for key in (*grounds.background, *grounds.checked)}
    return next(number for number, key in enumerate(asked.sources) if key.guid not in learned_from)


def test_another_process_makes_nothing_and_needs_no_model(tmp_path, large, making, monkeypatch):
    """Every suggestion is the same, to its last part."""
    first = everything(tmp_path / "cache", large)
    made = list(making)
    monkeypatch.setattr(Engine, "trained", None)
    monkeypatch.setattr(KeptTalk, "talk", None)

    assert first == everything(tmp_path / "cache", large)
    assert made == making
    assert {key.guid for key in large.sources} == {guid for guid, *_ in made}
    assert len(first) > 20


def test_a_new_text_of_one_source_makes_that_one_again(tmp_path, large, making):
    """The model stays, since nobody learns from it."""
    first = everything(tmp_path / "cache", large)
    number = not_learned_from(large)
    making.clear()
    again = everything(tmp_path / "cache", changed(large, number))

    assert [(large.sources[number].guid, MONEY, HEALTH)] == making
    assert first == again


def test_a_further_source_is_made_alone(tmp_path, large, making):
    """The others' suggestions come from the folder."""
    source, _ = interview(9)
    large.read_source.sources[source.guid] = source
    first = everything(tmp_path / "cache", large)
    making.clear()
    more = replace(large, sources=(*large.sources, replace(large.sources[0], guid=source.guid)))
    again = everything(tmp_path / "cache", more)

    assert [(source.guid, MONEY, HEALTH)] == making
    assert first == [one for one in again if one.source_guid != source.guid]
    assert len(again) > len(first)


def test_a_threshold_makes_one_code_again(tmp_path, large, making):
    """And going back to the one before makes nothing, so that looking for missed passages costs once."""
    first = everything(tmp_path / "cache", large)
    making.clear()
    lower = replace(large, thresholds={MONEY: 0.1})
    more = everything(tmp_path / "cache", lower)
    number = len(making)

    assert {(key.guid, MONEY) for key in large.sources} == set(making)
    assert more == everything(None, lower)
    making.clear()
    assert first == everything(tmp_path / "cache", large)
    assert more == everything(tmp_path / "cache", lower)
    assert [] == making
    assert number == len(large.sources)


def test_a_verdict_makes_one_code_again(tmp_path, large, making):
    """Where the model stays the last one; nothing of what was not learned is kept for other processes."""
    engine = Engine(tmp_path / "cache")
    key = large.sources[3]
    first = Renewer(engine, large).suggested(key)
    engine.trained(large)
    before = {path.name: path.read_bytes() for path in (tmp_path / "cache").iterdir()}
    making.clear()
    judged = replace(large, verdicts=(rejected(first),))
    after = Renewer(engine, judged, again=False).suggested(key)

    assert [(key.guid, MONEY)] == making
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "cache").iterdir()}
    assert [one for one in first if one.code_guid == HEALTH] == [one for one in after if one.code_guid == HEALTH]
    assert first != after


def test_what_came_from_the_folder_is_made_ready_for_a_verdict(tmp_path, large, monkeypatch):
    """So that the first one is felt as quickly as the others: nothing is loaded or looked at by then."""
    everything(tmp_path / "cache", large)
    engine, key = Engine(tmp_path / "cache"), large.sources[3]
    found = Renewer(engine, large).suggested(key)
    was_ready = engine.is_ready(key.guid)
    engine.get_ready(large, key)
    is_ready = engine.is_ready(key.guid)
    monkeypatch.setattr(Views, "_view", None)
    judged = replace(large, verdicts=(rejected(found),), codings=())
    after = Renewer(engine, judged, again=False).suggested(key)

    assert (False, True) == (was_ready, is_ready)
    assert found != after
    assert len(found) == len(after)
    assert not engine.is_ready(large.sources[0].guid)


@pytest.mark.parametrize("what", ["coding", "codebook", "moderator", "hidden"])
def test_what_suggestions_hang_on_makes_them_again(tmp_path, large, what):
    """As if nothing had been kept."""
    everything(tmp_path / "cache", large)
    others = {
        "coding": replace(large, codings=large.codings[1:]),
        "codebook": replace(
            large, codebooks=(replace(BOOK, codes=(replace(BOOK.codes[0], name="River"), BOOK.codes[1])),)
        ),
    }
    asked = others.get(what, large)
    options = {"moderator": {"with_moderator": True}, "hidden": {"hidden": frozenset(range(2, 10))}}.get(what, {})
    kept, fresh = (Renewer(Engine(folder), asked) for folder in (tmp_path / "cache", None))

    for key in asked.sources:
        assert fresh.suggested(key, **options) == kept.suggested(key, **options)


def test_cues_alone_leave_what_is_kept_alone(tmp_path, large):
    """They are quickly found, and asked for on the way to everything."""
    first = everything(tmp_path / "cache", large)
    before = {path.name: path.read_bytes() for path in (tmp_path / "cache").iterdir()}

    assert first != everything(tmp_path / "cache", large, parts=("cues",))
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "cache").iterdir()}


def test_being_told_to_stop_keeps_nothing_half_made(tmp_path, large):
    """The next question makes all of it."""
    times = []
    made = everything(None, large, stop=lambda: times.append(False))
    asked = iter(times[: len(times) // 2])

    assert len(everything(tmp_path / "cache", large, stop=lambda: next(asked, True))) < len(made)
    assert everything(None, large) == everything(tmp_path / "cache", large)


def test_damage_anywhere_changes_nothing(tmp_path, large):
    """Each file of the folder with one bit turned over, cut short, or with another's content."""
    folder = tmp_path / "cache"
    first = everything(folder, large)
    paths = sorted(folder.iterdir())
    for number, path in enumerate(paths):
        whole = path.read_bytes()
        place = (number * 7919) % len(whole)
        turned = whole[:place] + bytes([whole[place] ^ 1 << number % 8]) + whole[place + 1 :]
        for data in (turned, whole[:place], paths[number - 1].read_bytes(), b""):
            path.write_bytes(data)

            assert first == everything(folder, large)
        path.write_bytes(whole)


def test_what_is_of_sources_that_are_gone_is_removed(tmp_path, large):
    """And what other forms of the cache left; a file of somebody else stays."""
    folder = tmp_path / "cache"
    everything(folder, large)
    for name in ("model.npz", "notes.txt"):
        (folder / name).write_bytes(b"x")
    fewer = replace(large, sources=large.sources[:3])
    Engine(folder).kept.tidy(fewer)
    left = {path.name for path in folder.iterdir()}

    assert not [name for name in left if large.sources[3].guid in name]
    assert {"notes.txt", "model.kept", "background.kept"} < left
    assert "model.npz" not in left
    assert 2 * 3 == len([name for name in left if name.startswith(("talk-", "suggested-"))])
    assert guid(703) == large.sources[3].guid
