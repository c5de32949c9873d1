"""Names in their grammatical forms, and people named in a text where a trained spaCy pipeline can tell them."""

from collections.abc import Iterator, Sequence

from qualcode.suggestions.pipelines import primary_code

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
    from qualcode.suggestions.lemmas import russian_analyzer

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
    from qualcode.suggestions.lemmas import russian_analyzer

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
    from qualcode.suggestions.trained_pipelines import trained_pipeline

    trained = trained_pipeline(primary_code(language), "people").chosen
    if trained is None:
        return
    for doc in trained.nlp.pipe(texts):
        for entity in doc.ents:
            if entity.label_ in _PERSONS and entity.text.strip():
                yield " ".join(entity.text.split())
