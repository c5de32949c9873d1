"""One pipeline a language, offline, quietly, once."""

import subprocess
import sys

import pytest

from qualcode.suggestions.language.pipelines import load_pipeline, new_pipeline, pipeline_remarks, primary_code
from tests.suggestions.small_books import quotes


@pytest.mark.parametrize(("code", "primary"), [("en", "en"), ("en-GB", "en"), ("PT_br", "pt"), ("no", "nb"), ("", "")])
def test_regional_codes_mean_their_language(code, primary):
    """`en-GB` is English."""
    assert primary_code(code) == primary


def test_a_pipeline_is_made_once():
    """Asking again, with a region too, gives the same pipeline."""
    assert load_pipeline("en") is load_pipeline("en-US")


def test_a_pipeline_of_ones_own_is_not_shared():
    """Whoever adds components has a pipeline of their own."""
    assert new_pipeline("en") is not load_pipeline("en")


@pytest.mark.parametrize("language", ["zz", "kk", "", "../etc"])
def test_a_language_spacy_lacks_gets_general_rules(language):
    """Unknown codes, and languages whose tokenizer needs a library that is not there, still have words."""
    doc = load_pipeline(language)("Bir iki. Üç!")

    assert [token.text for token in doc] == ["Bir", "iki", ".", "Üç", "!"]


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ka", "პური გაძვირდა. ფასები იზრდება.", ["პური", "გაძვირდა", ".", "ფასები", "იზრდება", "."]),
        ("hy", "Հացը թանկ է։ Գները։", ["Հացը", "թանկ", "է", "։", "Գները", "։"]),
        ("ml", "അപ്പം വില. വില.", ["അപ്പം", "വില", ".", "വില", "."]),
        ("dv", "ރޮޓި އަގު. އަގު.", ["ރޮޓި", "އަގު", ".", "އަގު", "."]),
    ],
)
def test_the_last_word_of_a_sentence_stands_alone_in_every_script(language, text, words):
    """What ends the sentence is not a part of it, so cues find it and the next sentence begins."""
    doc = load_pipeline(language)(text)

    assert [token.text for token in doc] == words
    assert len(list(doc.sents)) == 2


@pytest.mark.parametrize(
    ("language", "cue", "text"),
    [
        ("ja", "パン", "パンは高いです。値段が上がる。"),
        ("th", "ขนมปัง", "ราคาขนมปังแพง"),
        ("my", "ပေါင်မုန့်", "ပေါင်မုန့်ဈေးကြီးတယ်။"),
    ],
)
def test_cues_are_found_where_no_spaces_are_written(language, cue, text):
    """Without the library that spaCy's tokenizer needs there, too."""
    assert quotes(text, cue, language=language)
    assert not quotes(text, "zz", language=language)
    assert pipeline_remarks([language]) == (
        f"Language {language!r} has no tokenizer here: it is split into single letters, and cues match words as "
        "written.",
    )


def test_all_is_well_with_english_and_russian():
    """Nothing is said where nothing is amiss."""
    assert pipeline_remarks(["en", "ru", "en-GB"]) == ()


def test_what_a_language_lacks_is_said_once_and_by_name():
    """No lemmas, no tokenizer, not known: a line each."""
    remarks = pipeline_remarks(["uk", "zz", "xx", "uk"])

    assert [remark.split(":")[0] for remark in remarks] == [
        "Language 'uk' has no lemma table here",
        "Language 'zz' has no tokenizer here",
        "Language 'xx' stands for any",
    ]


def test_loading_says_nothing_on_the_terminal():
    """Warnings of the libraries stay out of sight."""
    command = "from qualcode.suggestions.language.pipelines import load_pipeline as p; p('ru')('да'); p('en'); p('zz')"
    done = subprocess.run([sys.executable, "-W", "default", "-c", command], capture_output=True, text=True, check=True)

    assert (done.stdout, done.stderr) == ("", "")


def test_the_room_is_entered_without_spacy():
    """Importing what others import from here does not load spaCy."""
    modules = [
        "ranking", "talk.suggesting", "language.passages", "language.pipelines", "cues.checking", "cues.scoring",
        "cues.rules",
    ]  # fmt: skip
    command = "".join(f"import qualcode.suggestions.{module}\n" for module in modules)
    command += "import sys; sys.exit('spacy' in sys.modules or 'pymorphy3' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
