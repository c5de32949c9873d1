"""Which quotes that were coded are most like a sentence."""

import numpy as np
import pytest

from qualcode.suggestions.engine import Engine
from qualcode.suggestions.language.words import BORDER, CONCEPTS
from qualcode.suggestions.learned.alike import Alike, Quoted
from qualcode.suggestions.learned.unseen import overlapping_examples
from tests.suggestions.test_engine import study  # noqa: F401  # a fixture


def test_the_nearest_quote_is_the_one_that_a_comparison_with_all_finds(study):  # noqa: F811
    """First by lemmas, then by letters, never the sentence's own quote; how like it is, is the product of both."""
    engine = Engine()
    trained = engine.trained(study)
    talk = engine.kept.talk(study, study.sources[0])
    space = trained.model.space
    rows = space.vectors(talk.units).sparse
    quotes = space.vectors(trained.units).sparse
    border, end = np.searchsorted(space.columns, (BORDER, CONCEPTS)).tolist()
    whole = (rows[:, :end] @ quotes[:, :end].T).toarray()
    lemmas = (rows[:, :border] @ quotes[:, :border].T).toarray()
    own = overlapping_examples(trained.examples, talk.source_guid, talk.starts, talk.ends)
    alike = Alike(Quoted(trained), rows, np.arange(len(talk)), own)
    pairs = [(place, code) for code in range(len(trained.model.codes)) for place in range(len(talk))]

    found = alike.nearest([place for place, _ in pairs], [code for _, code in pairs])

    assert any(own)
    assert any(found)
    for (place, code), nearest in zip(pairs, found, strict=True):
        others = [
            number
            for number, one in enumerate(trained.examples)
            if trained.model.codes[code] in one.codes and number not in own[place]
        ]
        most = max(lemmas[place, others])
        if most > 0:
            near = [number for number in others if lemmas[place, number] >= most - 1e-6]
            assert nearest.likeness == pytest.approx(max(whole[place, near]), abs=1e-5)
            assert nearest.example in [trained.examples[number] for number in near]


def test_rows_that_were_let_go_of_are_made_again(study):  # noqa: F811
    """Between questions little is kept, and the answers are the same."""
    engine = Engine()
    trained = engine.trained(study)
    talk = engine.kept.talk(study, study.sources[0])
    rows = trained.model.space.rows(talk.units)
    asked = [], lambda: asked[0].append(True) or rows
    everywhere = np.arange(len(talk))
    alike = Alike(Quoted(trained), rows, everywhere, [()] * len(talk), asked[1])
    first = alike.nearest(everywhere.tolist(), [0] * len(talk))

    alike.forget()

    assert first == alike.nearest(everywhere.tolist(), [0] * len(talk))
    assert [True] == asked[0]
    assert any(first)


def test_sentences_looked_at_a_few_at_once_have_the_same_nearest_quotes(study, monkeypatch):  # noqa: F811
    """Also those that are nearly the same."""
    engine = Engine()
    trained = engine.trained(study)
    talk = engine.kept.talk(study, study.sources[0])
    rows = trained.model.space.rows(talk.units)
    own = overlapping_examples(trained.examples, talk.source_guid, talk.starts, talk.ends)
    everywhere, codes = np.arange(len(talk)), range(len(trained.model.codes))
    pairs = [(place, code) for code in codes for place in everywhere.tolist()]

    def found():
        alike = Alike(Quoted(trained), rows, everywhere, own)
        nearest = alike.nearest(*map(list, zip(*pairs, strict=True)), is_same_asked=True)
        return nearest, [list(alike.nearly_same(code, everywhere >= 0)) for code in codes]

    whole = found()
    monkeypatch.setattr("qualcode.suggestions.learned.alike._MOST_AT_ONCE", 2 * len(trained.examples))

    assert whole == found()
    assert any(whole[1])
