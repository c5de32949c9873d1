"""Pipelines of others: used where they are installed, the largest first, and passed over with a word where unfit."""

import sys

import pytest
import spacy

from qualcode.suggestions.engine import Engine
from qualcode.suggestions.language.lemmas import lemmas_of
from qualcode.suggestions.language.names import people_in
from qualcode.suggestions.language.pipelines import load_pipeline, pipeline_remarks
from qualcode.suggestions.language.trained_pipelines import installed_state
from qualcode.suggestions.learned.model_components import shared_pipeline
from tests.suggestions.installing import forget, install
from tests.suggestions.small_books import book, code
from tests.suggestions.test_engine import proposed, study  # noqa: F401  # a fixture

TALK = "They saved a lot. We were Saving too!"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of installed packages."""
    made = tmp_path / "packages"
    made.mkdir()
    monkeypatch.syspath_prepend(str(made))
    forget()
    yield made
    forget()
    for name in [name for name in sys.modules if name.startswith(("en_", "ru_core", "uk_core"))]:
        del sys.modules[name]


def lemmas(language="en", talk=TALK):
    return [token.lemma_ for token in load_pipeline(language)(talk)]


def found(nlp):
    doc = nlp(TALK)
    return [span.text for span in doc.spans["qualcode"]]


def test_lemmas_are_those_of_the_installed_pipeline(folder):
    """In lower case; a word it has none for is looked up. Tokens and sentences stay ours, parser and names are out."""
    install(folder, saved="THRIFT", saving="thrift", people=["Anna"])
    nlp = load_pipeline("en-GB")

    assert lemmas() == ["they", "thrift", "a", "lot", ".", "we", "be", "thrift", "too", "!"]
    assert [sentence.text for sentence in nlp(TALK).sents] == ["They saved a lot.", "We were Saving too!"]
    assert nlp.pipe_names == ["attribute_ruler", "qualcode_sentences", "qualcode_lemmas"]
    assert lemmas_of(nlp).variants("saved") == ("thrift", "save", "saved")


def test_which_pipeline_serves_is_told(folder):
    """Once for a language, and without one nothing is."""
    assert pipeline_remarks(["en"]) == ()
    install(folder, saved="thrift")
    forget()

    assert pipeline_remarks(["en", "ru"]) == (
        "Language 'en' is read with the installed pipeline en_core_web_sm 1.0.0.",
    )


def test_the_largest_serves(folder):
    """Whatever order they are installed in; those for one field of knowledge do not."""
    install(folder, "en_core_web_md", saved="medium")
    install(folder, "en_core_web_lg", saved="large")
    install(folder, "en_core_web_sm", saved="small")
    install(folder, "en_medicine", saved="special")

    assert lemmas()[1] == "large"


def test_one_made_for_another_spacy_is_passed_over(folder):
    """The next in size serves, and the user is told."""
    install(folder, "en_core_web_lg", spacy_version=">=2.3.0,<2.4.0", saved="large")
    install(folder, "en_core_web_sm", saved="small")
    remarks = pipeline_remarks(["en", "en-GB"])

    assert lemmas()[1] == "small"
    assert len(remarks) == 3
    assert remarks[0].startswith(
        f"The installed pipeline en_core_web_lg is not used: it was made for spaCy >=2.3.0,<2.4.0, and this is "
        f"{spacy.__version__}."
    )


@pytest.mark.parametrize("harm", ["config.cfg", "meta.json", "__init__.py"])
def test_one_that_does_not_load_is_passed_over(folder, harm):
    """Damaged anywhere: lemmas are looked up, and the user is told."""
    install(folder, saved="thrift")
    for file in (folder / "en_core_web_sm").rglob(harm):
        file.write_text("{ damaged", "utf-8")

    (remark,) = pipeline_remarks(["en"])
    assert lemmas()[1] == "save"
    assert remark.startswith("The installed pipeline en_core_web_sm is not used: it ")
    assert remark.endswith("Install it again, or remove it.")
    assert "\n" not in remark


def test_cues_in_any_form_match_lemmas_of_the_pipeline(folder):
    """What cues are written in is read as the talk is, alone or not."""
    install(folder, saved="thrift", saving="thrift")
    nlp = shared_pipeline("en", (book(code(1, "saving")),), None)

    assert found(nlp) == ["saved", "Saving"]


def test_a_saved_pipeline_keeps_the_components_it_needs(folder, tmp_path):
    """It says the same where the package is not installed."""
    install(folder, saved="thrift", saving="thrift")
    shared_pipeline("en", (book(code(1, "saving")),), None).to_disk(tmp_path / "shared")
    (folder / "en_core_web_sm-1.0.0.dist-info" / "entry_points.txt").unlink()
    forget()

    assert found(spacy.load(tmp_path / "shared")) == ["saved", "Saving"]
    assert lemmas()[1] == "save"


def test_people_are_found_with_the_largest_that_looks_for_names(folder):
    """One without names is no hindrance; without any nobody is found."""
    assert list(people_in(["We asked Anna Smith today"], "en")) == []
    install(folder, "en_core_web_lg", saved="thrift")
    install(folder, "en_people", people=["Anna Smith"])
    forget()

    assert list(people_in(["We asked Anna Smith today"], "en-GB")) == ["Anna Smith"]


def test_what_was_read_with_another_pipeline_is_read_again(folder, tmp_path, study, monkeypatch):  # noqa: F811
    """The cache knows which were installed, and in which version."""
    monkeypatch.setattr("qualcode.suggestions.kept_talk.FEWEST_WORDS", 0)
    proposed(Engine(tmp_path / "cache"), study)
    install(folder, savings="thrift")
    forget()
    engine = Engine(tmp_path / "cache")
    proposed(engine, study)
    first = installed_state()
    install(folder, "en_core_web_md", version="1.1.0", savings="thrift")
    forget()

    assert "thrift" in engine.kept.table.lemmas
    assert first == "en_core_web_sm 1.0.0"
    assert installed_state() == "en_core_web_md 1.1.0, en_core_web_sm 1.0.0"
