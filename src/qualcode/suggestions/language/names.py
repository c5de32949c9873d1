"""Names in their grammatical forms; people named in a text where a trained pipeline can tell them, else what may be."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qualcode.suggestions.language.pipelines import primary_code

# Within a sentence: behind a word or a comma.
_WITHIN = re.compile(r"(?<=[\w,;»”] )[^\W\d_][\w’'-]*[^\W\d_]")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NOUNS_ARE_CAPITALIZED = ("de", "lb")
_NO_NAMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "i'm", "i've", "i'll",
    "i'd", "i’m", "i’ve", "i’ll", "i’d", "mr", "mrs", "ms", "dr",
))  # fmt: skip
_PERSONS = frozenset({"PERSON", "PER"})
_CYRILLIC = ("\u0400", "\u04ff")
_ENDINGS = (
    "", "а", "я", "у", "ю", "ы", "и", "е", "і", "ой", "ей", "єю", "ею", "ою", "ом", "ем", "єм", "ові", "еві", "ам",
    "ах", "ами", "ів", "ов",
)  # fmt: skip
_POSSESSIVE_ENDINGS = ("", "а", "о", "ы", "у", "ой", "ою", "ого", "ому", "ым", "ом", "ых", "ыми")


def forms_of(name: str, language: str) -> tuple[str, ...]:
    """Return a name in all its grammatical forms, itself first; words in Russian decline, others as Cyrillic ones do.

    In languages that do not decline names it is the name alone.
    """
    if not any(_CYRILLIC[0] <= letter <= _CYRILLIC[1] for letter in name):
        return (name,)
    words = name.split()
    declined = [_declined(word, primary_code(language)) for word in words]
    if len(words) == 1:
        return tuple(dict.fromkeys([name, *declined[0]]))
    # Words of one name stand in one case, but which is not looked at: each word in each of its forms.
    found = {name: None}
    for first in declined[0]:
        for last in declined[-1]:
            found[" ".join([first, *words[1:-1], last])] = None
    return tuple(found)


def _declined(word: str, language: str) -> tuple[str, ...]:
    if language != "ru":
        stem = word.rstrip("аяоеыийьі") or word
        return tuple(dict.fromkeys([word, *(stem + ending for ending in _ENDINGS)]))
    from qualcode.suggestions.language.lemmas import russian_analyzer

    found: dict[str, None] = {word: None}
    for parse in russian_analyzer().parse(word.lower()):
        if not {"Name", "Surn", "Patr", "NOUN", "ADJF"} & set(str(parse.tag).replace(" ", ",").split(",")):
            continue
        found |= dict.fromkeys(_cased(form.word, word) for form in parse.lexeme)
        if "Name" in parse.tag and parse.normal_form == word.lower():
            found |= dict.fromkeys(_cased(form, word) for form in _possessives(word.lower()))
    return tuple(found)


def _possessives(name: str) -> Iterator[str]:
    """Yield what belongs to a person of that first name (Светланин, Тимурова), except where it is a surname, too."""
    from qualcode.suggestions.language.lemmas import russian_analyzer

    if name[-1] in "ая":
        stem = f"{name[:-1]}ин"
    elif name[-1] in "йь":
        stem = f"{name[:-1]}ев"
    elif name[-1] in "оеиуыэёю":
        return
    else:
        stem = f"{name}ов"
    analyzer = russian_analyzer()
    if not (analyzer.word_is_known(stem) and any("Surn" in parse.tag for parse in analyzer.parse(stem))):
        yield from (stem + ending for ending in _POSSESSIVE_ENDINGS)


def _cased(form: str, like: str) -> str:
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


def people_in(texts: Sequence[str], language: str) -> Iterator[str]:
    """Yield names of people that a trained pipeline of that language finds; none where none is installed."""
    from qualcode.suggestions.language.trained_pipelines import trained_pipeline

    trained = trained_pipeline(primary_code(language), "people").chosen
    if trained is None:
        return
    for doc in trained.nlp.pipe(texts):
        for entity in doc.ents:
            if entity.label_ in _PERSONS and entity.text.strip():
                yield " ".join(entity.text.split())


def capitalized_in(texts: Sequence[str], language: str) -> Mapping[str, frozenset[str]]:
    """Return words that are written with a capital within sentences, and never without, each with its forms.

    They may be names of people nobody listed, short forms of known ones, places, firms: a person has to look. None in
    languages that write nouns so. In Russian the forms of one word are put together.
    """
    code = primary_code(language)
    if code in _NOUNS_ARE_CAPITALIZED:
        return {}
    plain = {word for text in texts for word in _WORD.findall(text) if word[0].islower()}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        for word in _WITHIN.findall(text):
            bare = word.removesuffix("'s").removesuffix("’s")
            lower = bare.lower()
            if bare[:1].isupper() and not bare.isupper() and lower not in plain and lower not in _NO_NAMES:
                found[_nominative(bare) if code == "ru" else bare].add(bare)
    return {name: frozenset(forms) for name, forms in found.items()}


def _nominative(word: str) -> str:
    from qualcode.suggestions.language.lemmas import russian_analyzer

    parses = russian_analyzer().parse(word.lower())
    named = [one for one in parses if {"Name", "Surn", "Patr"} & set(one.tag.grammemes)]
    named.sort(key=lambda one: "Fixd" in one.tag.grammemes)  # names that do not decline are the rarest
    return _cased(named[0].normal_form, word) if named else word
