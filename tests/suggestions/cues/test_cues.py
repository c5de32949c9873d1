"""The component that sets spans, alone and in a saved pipeline."""

import pytest

from qualcode.errors.suggestions import CuePatternError, ModelFileError
from qualcode.suggestions.cues.cues import NAME, SPANS, Cues
from qualcode.suggestions.cues.rules import Rule, rules_for
from qualcode.suggestions.language.pipelines import load_pipeline, new_pipeline
from tests.suggestions.small_books import against, book, code, guid, pattern

BOOK = book(
    code(1, "big people", against("big brother"), examples=("Let them decide",)),
    code(2, pattern({"LEMMA": "deal"}), "сделка"),
)
SAID = "Big people made a deal. Let them decide."


def spans(doc):
    group = doc.spans[SPANS]
    said = [(span.text, span.label_) for span in group]
    return list(zip(said, group.attrs["scores"], group.attrs["cues"], group.attrs["kinds"], strict=True))


EXPECTED = [
    (("Big people", guid(1)), 0.6, "big people", "cue"),
    (("deal", guid(2)), 0.4, '[{"LEMMA": "deal"}]', "pattern"),
    (("Let them decide", guid(1)), 0.9, "Let them decide", "example"),
]


def pipeline_with_cues():
    nlp = new_pipeline("en")
    nlp.add_pipe(NAME).use(rules_for((BOOK,), "en"))
    return nlp


def test_spans_carry_the_code_the_score_and_the_cue():
    """Everything a suggestion needs, on the spans of the text."""
    assert spans(pipeline_with_cues()(SAID)) == EXPECTED


def test_nothing_found_is_an_empty_group():
    """The group is there whenever the component was."""
    assert spans(pipeline_with_cues()("Nothing.")) == []


def test_a_saved_pipeline_finds_the_same(tmp_path):
    """Without the codebook at hand."""
    import spacy

    pipeline_with_cues().to_disk(tmp_path / "cues")

    assert spans(spacy.load(tmp_path / "cues")(SAID)) == EXPECTED


def test_a_pipeline_survives_as_bytes():
    """So that it can go to another process."""
    nlp = new_pipeline("en")
    nlp.add_pipe(NAME)

    assert spans(nlp.from_bytes(pipeline_with_cues().to_bytes())(SAID)) == EXPECTED


def test_spans_survive_with_their_text():
    """A stored text keeps scores and cues."""
    from spacy.tokens import Doc

    nlp = pipeline_with_cues()

    assert spans(Doc(nlp.vocab).from_bytes(nlp(SAID).to_bytes())) == EXPECTED


def test_a_component_may_stand_beside_a_shared_pipeline():
    """It uses the pipeline's words and changes nothing in it."""
    nlp = load_pipeline("en")
    component = Cues(nlp, rules_for((BOOK,), "en"))

    assert spans(component(nlp(SAID))) == EXPECTED
    assert NAME not in nlp.pipe_names


def test_a_broken_pattern_leaves_the_rules_as_they_were():
    """All or nothing."""
    component = Cues(load_pipeline("en"), rules_for((BOOK,), "en"))
    before = component.rules
    with pytest.raises(CuePatternError):
        component.use([Rule(code_guid=guid(3), path="Deals", cue="[", kind="pattern", form="pattern")])

    assert component.rules == before


def test_cues_work_in_a_pipeline_with_lemmas_of_its_own():
    """One that others made: cues are taken for lemmas as they stand."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    nlp.add_pipe(NAME).use(rules_for((book(code(1, "people")),), "en"))

    assert [said for (said, _), *_ in spans(nlp("the people decide"))] == ["people"]


@pytest.mark.parametrize("data", [b"", b"{", b'{"a": 1}', b"[1]", b'[{"code_guid": "x"}]'])
def test_damaged_rules_are_refused(data):
    """As a damaged model is: a shared pipeline comes from elsewhere."""
    component = load_pipeline("en").create_pipe(NAME)

    with pytest.raises(ModelFileError):
        component.from_bytes(data)
