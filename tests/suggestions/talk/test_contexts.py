"""What a turn answers, and how much it counts: never more than it tells."""

from dataclasses import replace

import numpy as np

from qualcode.model.coding import Coding
from qualcode.model.transcript import Case, Segment, Source, Turn
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.language.words import WordTable
from qualcode.suggestions.learned.learning import learn
from qualcode.suggestions.learned.model_files import model_bytes, model_from_bytes
from qualcode.suggestions.talk.contexts import turns_before
from qualcode.suggestions.talk.study import SourceKey, Study
from tests.suggestions.test_engine import ANNA, AT, BOOK, HEALTH, IVAN, MODERATOR, MONEY, Reading, guid

ASKED = {
    MONEY: "How do you get by on your wages and savings?",
    HEALTH: "How is your body, and do the doctors help?",
    None: "Which games do children play along the river?",
}
ANSWERS = ("Well, not as it was before.", "It depends on the day, I would say.", "Much like everybody else here.")


def interview(number):
    """A source in which only the questions tell what the same answers are about."""
    lines, turns, coded, position = [], [], [], 0
    for place in range(12):
        code = (MONEY, HEALTH, None)[(place + number) % 3]
        for case, label, text in (
            (MODERATOR, "M", ASKED[code]), (ANNA, "A", ANSWERS[place % 3]), (IVAN, "I", ANSWERS[(place // 3) % 3]),
        ):  # fmt: skip
            line = f"{label}: {text}"
            end = position + len(line)
            turns.append(Turn(number=len(turns) + 1, case_guid=case, start=position, speech=position + 3, end=end))
            if code and case != MODERATOR:
                coded.append((position + 3, end, code))
            lines.append(line)
            position = end + 1
    cases = (
        Case(guid=MODERATOR, label="M", role="moderator"), Case(guid=ANNA, label="A"), Case(guid=IVAN, label="I"),
    )  # fmt: skip
    source = Source(
        guid=guid(700 + number), name=f"fg{number}.txt", text="\n".join(lines), sha256="0", language="en",
        encoding="utf-8", turns=tuple(turns), cases=cases,
    )  # fmt: skip
    return source, tuple(
        Coding(
            guid=guid(number * 1000 + place), source_guid=source.guid, segment=Segment(start, end),
            quote=source.text[start:end], code_guid=code, coder="Vera", at=AT,
        )
        for place, (start, end, code) in enumerate(coded)
    )  # fmt: skip


def asked_study():
    made = [interview(number) for number in range(4)]
    keys = tuple(SourceKey(guid=source.guid, state="1", words=300) for source, _ in made)
    codings = tuple(coding for _, codings in made[:3] for coding in codings)
    reading = Reading([source for source, _ in made])
    return Study(sources=keys, languages=("en",), read_source=reading, codebooks=(BOOK,), codings=codings)


def test_a_turn_answers_the_question_and_the_turn_before():
    """The moderator answers what was said last; nothing comes before the first turn."""
    study, engine = asked_study(), Engine()
    key = study.sources[0]
    before = turns_before(engine.kept.talk(study, key), engine.kept.source(study, key))
    said = [" ".join(engine.kept.table.forms[number] for number in words.tolist()) for words in before]
    question = "how do you get by on your wages and savings ?"
    answer = "well , not as it was before ."

    assert said[:3] == ["", question, f"{question} {answer}"]
    assert said[3] == answer


def test_what_is_asked_tells_what_the_answer_is_about():
    """The same words get the code that the question speaks for."""
    study, engine = asked_study(), Engine()
    model = engine.trained(study).model
    key = study.sources[3]
    view = engine.views.view(engine.trained(study), engine.kept.talk(study, key), engine.kept.source(study, key), study)
    answers = [place for place, turn in enumerate(view.talk.turns.tolist()) if turn % 3]
    asked = [(MONEY, HEALTH, None)[(view.talk.turns[place] // 3 + 3) % 3] for place in answers]

    assert model.space.around.weight > 0
    for column, code in enumerate((MONEY, HEALTH)):
        mine = [view.chances[place, column] for place, one in zip(answers, asked, strict=True) if one == code]
        others = [view.chances[place, column] for place, one in zip(answers, asked, strict=True) if one != code]
        assert min(mine) > max(others)


def test_without_what_is_asked_nothing_changes():
    """Units that come alone are ranked as if nobody had thought of what they answer."""
    study, engine = asked_study(), Engine()
    material = engine.material(study)
    lessons = material.lessons()
    alone = replace(lessons, units=lessons.units.with_around(None))
    made = learn(material.codes, engine.kept.table, material.background, material.words, alone)

    assert made.space.around.weight == 0
    assert made.weights.sparse.shape[0] == len(made.space.columns)


def test_a_stored_model_knows_how_much_it_counts():
    """And says the same of units with something around them."""
    study, engine = asked_study(), Engine()
    trained, material = engine.trained(study), engine.material(study)
    back = model_from_bytes(model_bytes(trained), WordTable())
    other = Engine(table=back.model.space.table).material(study)

    np.testing.assert_allclose(
        trained.model.chances(material.units), back.model.chances(other.units), rtol=1e-5, atol=1e-7
    )
    assert trained.model.space.around.weight == back.model.space.around.weight > 0


def test_what_was_kept_says_the_same_in_another_process(tmp_path, monkeypatch):
    """Of passages that are judged without their own codings, too."""
    monkeypatch.setattr("qualcode.suggestions.kept_talk.FEWEST_WORDS", 0)
    study, chances = asked_study(), []
    for engine in (Engine(tmp_path / "cache"), Engine(tmp_path / "cache")):
        key = study.sources[0]
        view = engine.views.view(
            engine.trained(study), engine.kept.talk(study, key), engine.kept.source(study, key), study
        )
        chances.append(view.chances)
        monkeypatch.setattr("qualcode.suggestions.engine.learn", None)  # the second must not need it

    np.testing.assert_allclose(*chances, rtol=1e-4, atol=1e-6)
