"""spaCy pipelines, one a language: tokens, sentences and lemmas, made offline from what is installed.

Where a trained pipeline is installed for a language (`trained_pipelines`), lemmas are its own, told by the sentence a
word stands in. Without one every language works too: with lemmas where a table or a dictionary of them is installed,
with word forms as written where not. Tokens and sentences are ours either way. Making one takes up to a second, so each
is made once in a process.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import Vocab

ANY_LANGUAGE = "xx"
_WITH_LEMMAS = ("en", "ru")  # whose tables and dictionaries come with the program: spaCy need not be asked
# What people and other programs call languages that spaCy knows by another code.
_OTHER_CODES = {"no": "nb", "sh": "sr", "iw": "he", "mul": "xx", "und": "xx", "zxx": "xx"}

# Written without spaces between words: split into single letters, as spaCy does with Chinese, cues are found in them.
_WITHOUT_SPACES = frozenset({"bo", "dz", "ja", "km", "lo", "my", "th", "wuu", "yue"})
_BY_LETTERS = "zh"
_ALL_LETTERS_KNOWN = frozenset({"en", "ru"})


def primary_code(language: str) -> str:
    """Return the language's own part of a code in lower case: `en` for `en-GB`."""
    code = language.strip().replace("_", "-").split("-", 1)[0].lower()
    return _OTHER_CODES.get(code, code)


def load_pipeline(language: str) -> "Language":
    """Return the pipeline for a language code; the same one whenever asked for the same language.

    A language that spaCy lacks gets the tokenizer for any language: see `pipeline_remarks`. It is shared: do not add
    components to it, `new_pipeline` makes one of your own.
    """
    return _pipeline(primary_code(language))


@lru_cache(maxsize=32)
def _pipeline(code: str) -> "Language":
    return new_pipeline(code)


def new_pipeline(language: str) -> "Language":
    """Return a fresh pipeline for a language code: tokenizer, `qualcode_sentences`, `qualcode_lemmas`.

    Where a trained pipeline is installed, those of its components that lemmas need stand before ours.
    """
    from qualcode.suggestions.language import lemmas, sentences
    from qualcode.suggestions.language.trained_pipelines import trained_pipeline

    code = primary_code(language)
    trained = trained_pipeline(code, "lemmas").chosen
    if trained is None:
        nlp = _tokenizer(code)
    else:
        nlp = _tokenizer(code, trained.nlp.vocab)
        for part in trained.parts:
            nlp.add_pipe(part, source=trained.nlp)
    nlp.add_pipe(sentences.NAME)
    nlp.add_pipe(lemmas.NAME, config={"pipeline": trained.title if trained else ""})
    return nlp


def _tokenizer(code: str, vocab: "Vocab | bool" = True) -> "Language":
    import spacy

    try:
        nlp = spacy.blank(code, vocab=vocab)
    except (ImportError, ValueError):  # no such language, or a library that its tokenizer needs is not there
        nlp = spacy.blank(_BY_LETTERS if code in _WITHOUT_SPACES else ANY_LANGUAGE, vocab=vocab)
    if code not in _ALL_LETTERS_KNOWN:
        _split_ends(nlp)
    return nlp


def _split_ends(nlp: "Language") -> None:
    """Split what ends a sentence from its last word in every script: spaCy's rules know the letters of some."""
    from spacy.lang.char_classes import ALPHA, PUNCT
    from spacy.pipeline import Sentencizer
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_suffix_regex

    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        return
    known = re.compile(f"(?:{PUNCT})")
    ends = "".join(end for end in Sentencizer.default_punct_chars if end != "." and not known.match(end))
    added = [f"[{ends}]", rf"(?<=[^\s\d\x00-\u024f\u2000-\u206f{ALPHA}])\."]
    tokenizer.suffix_search = compile_suffix_regex([*(nlp.Defaults.suffixes or ()), *added]).search


def tokenizer_for(language: str) -> "Tokenizer":
    """Return what splits texts of a language into tokens, as its pipeline does."""
    tokenizer: Tokenizer = load_pipeline(language).tokenizer
    return tokenizer


def pipeline_remarks(languages: Iterable[str]) -> tuple[str, ...]:
    """Return what is to be known of the pipelines for these languages, one line each; none where all is well.

    Which trained pipeline serves is said too, since with another one suggestions are not the same.
    """
    from qualcode.suggestions.language.trained_pipelines import trained_pipeline

    remarks: list[str] = []
    for language in dict.fromkeys(languages):
        choice = trained_pipeline(primary_code(language), "lemmas")
        remarks.extend(choice.passed_over)
        if choice.chosen is None and primary_code(language) in _WITH_LEMMAS:
            continue
        from qualcode.suggestions.language.lemmas import lemmas_of

        nlp = load_pipeline(language)
        lemmas = lemmas_of(nlp)
        if lemmas is not None and lemmas.pipeline:
            remarks.append(f"Language {language!r} is read with the installed pipeline {lemmas.pipeline}.")
        elif primary_code(language) == ANY_LANGUAGE:
            remarks.append(
                f"Language {language!r} stands for any: cues match word forms as written. Set the language of the "
                "source, so that inflected forms are found too."
            )
        elif nlp.lang == _BY_LETTERS != primary_code(language):
            remarks.append(
                f"Language {language!r} has no tokenizer here: it is split into single letters, and cues match words "
                "as written."
            )
        elif nlp.lang == ANY_LANGUAGE:
            remarks.append(
                f"Language {language!r} has no tokenizer here: words are split by general rules, and cues match word "
                "forms as written."
            )
        elif lemmas is not None and lemmas.source == "none":
            remarks.append(f"Language {language!r} has no lemma table here: cues match word forms as written.")
    return tuple(dict.fromkeys(remarks))
