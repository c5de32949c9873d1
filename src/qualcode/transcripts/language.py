"""The language of a text: as told, or as found, for a whole source and for turns in another one than the rest.

English and Russian show by their small words, at once and in short texts too; for the others a model is asked that
knows 97 languages and is loaded only then. What is not sure is `xx`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.errors.values import InvalidValueError
from qualcode.transcripts.labels.vocabulary import ENGLISH, RUSSIAN

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

    from qualcode.transcripts.labels.spoken import SpokenTurn

_WORD = re.compile(r"[^\W\d_]+")
# Letters that Russian does not have: Ukrainian, Belarusian, Serbian, Macedonian, Kazakh …
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђџѓќәғқңөұүһ]")
_SAMPLE = 1000
_SURE = 0.8  # of the model's probability, for a source
_VERY_SURE = 0.95  # for a single turn, where a mistake would be one of thousands
_FEWEST_LETTERS = 20
_FEWEST_WORDS = 6  # of a turn in a language of its own
_TURN_SAMPLE = 300
_FIRST_LETTERS = 90
_FIRST_WORDS = 12
UNKNOWN = "xx"
# Small words of a language, and what a turn in it alone has not.
_PLAIN = {
    "en": (ENGLISH | {word.capitalize() for word in ENGLISH}, re.compile("[^\x00-\u024f\u2000-\u20ff]")),
    "ru": (RUSSIAN | {word.capitalize() for word in RUSSIAN}, re.compile("[A-Za-z]{3}")),
}
# Words that only this language has, among the commonest of its talk: one is enough, and most turns have one.
_OWN = {
    "en": tuple(
        f" {word} " for word in ["the", "and", "you", "that", "they", "have", "this", "what", "with", "would", "don't"]
    ),
    "ru": tuple(
        f" {word} " for word in ["что", "это", "если", "только", "очень", "когда", "чтобы", "меня", "они", "нужно"]
    ),
}
_LATIN, _CYRILLIC = re.compile("[A-Za-z\u00c0-\u024f]"), re.compile("[\u0400-\u04ff]")
# The letters of a language, and those of the one that is told from it by letters alone.
_LETTERS = {"en": (_LATIN, _CYRILLIC, "ru"), "ru": (_CYRILLIC, _LATIN, "en")}
_IN_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"})
_IN_OTHER_LETTERS = frozenset((
    "am", "ar", "as", "bn", "dz", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "km", "kn", "ko", "lo", "ml", "mr",
    "ne", "or", "pa", "ps", "si", "ta", "te", "th", "ug", "ur", "zh",
))  # fmt: skip
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def guessed_language(text: str) -> str:
    """Return the code of the text's language (ISO 639-1), or `xx` where none is likely."""
    found = _by_small_words(text)
    if found != UNKNOWN:
        return found
    sample = text[:_SAMPLE]
    return _by_model(sample, _SURE) if sum(map(len, _WORD.findall(sample))) >= _FEWEST_LETTERS else UNKNOWN


def turn_languages(text: str, turns: "Sequence[SpokenTurn]", language: str) -> tuple[tuple[int, str], ...]:
    """Return number and language of the turns that are surely in another language than their source.

    Turns of fewer than six words are taken for the source's language, but for those in other letters: Cyrillic in an
    English source, Latin in a Russian one.
    """
    found = []
    small, foreign = _PLAIN.get(language, (frozenset[str](), _WORD))
    first, *others = _OWN.get(language, ("\0",))
    is_latin = language == "en"
    is_mixed = is_latin or foreign.search(text) is not None
    own = _LETTERS.get(language, (None,))[0]
    strange: list[tuple[int, str]] = []
    for number, _, start, end, _, _, words in turns:
        if words < _FEWEST_WORDS:
            if own and words > 1 and is_mixed and not own.search(text, start, end):
                strange.append((number, text[start:end]))
            continue
        talk = text[start : start + _TURN_SAMPLE if start + _TURN_SAMPLE < end else end]
        is_own = first in talk or any(word in talk for word in others)
        if not is_own:
            is_own = len(small.intersection(talk[:_FIRST_LETTERS].split(" ", _FIRST_WORDS))) > 1
        if is_own and not (is_mixed and not (is_latin and talk.isascii()) and foreign.search(talk)):
            continue  # most turns end here, at a tenth of the cost
        told = _language_of_turn(talk, language)
        if told not in (language.split("-", 1)[0], UNKNOWN):
            found.append((number, told))
        elif own and not own.search(talk):
            strange.append((number, talk))
    if strange:
        found = sorted([*found, *_by_letters(strange, language, [told for _, told in found])])
    return tuple(found)


def _by_letters(
    strange: "Sequence[tuple[int, str]]", language: str, others: "Sequence[str]"
) -> "Iterator[tuple[int, str]]":
    """Yield number and language of turns in other letters than their source's, where these tell enough.

    They are in the language that other turns in such letters are in; where there are none, in Russian or English, if
    nothing speaks against it.
    """
    _, letters, usual = _LETTERS[language]
    known = [
        told for told in others if told not in _IN_OTHER_LETTERS and (told in _IN_CYRILLIC) == (letters is _CYRILLIC)
    ]
    for number, talk in strange:
        words = [word for word in _WORD.findall(talk.lower()) if letters.match(word)]
        if len(words) < 2:
            continue
        if known:
            yield number, max(known, key=known.count)
        elif not _NOT_RUSSIAN.search(talk.lower()) if usual == "ru" else not ENGLISH.isdisjoint(words):
            yield number, usual


def _language_of_turn(talk: str, language: str) -> str:
    by_words = _by_small_words(talk)
    if by_words != UNKNOWN:
        return by_words
    words = _WORD.findall(talk.lower())
    small = {"en": ENGLISH, "ru": RUSSIAN}.get(language.split("-", 1)[0])
    # Two small words of the source's own language in a turn are enough to spare the model.
    if small is not None and sum([word in small for word in words]) > 1:
        return language
    return _by_model(talk, _VERY_SURE)


def _by_model(text: str, sure: float) -> str:
    language, probability = _model().classify(text)
    return str(language) if probability >= sure and len(language) == 2 else UNKNOWN


@lru_cache(maxsize=1)
def _model() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _by_small_words(text: str) -> str:
    """Return `en`, `ru`, or `xx` when neither is likely.

    Decided by the share of function words among the first few hundred words: a fifth for English, a twelfth for
    Russian, where endings do much of their work; three at least. A longer Cyrillic text without ы is not Russian.
    """
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    known = RUSSIAN if sum(["\u0400" <= word < "\u0500" for word in words]) * 2 > len(words) else ENGLISH
    found = sum([word in known for word in words])
    if known is RUSSIAN:
        strange = len(_NOT_RUSSIAN.findall(sample)) * 50 > len(words) or (len(words) > 60 and "ы" not in sample)
        return "ru" if found > 2 and found * 12 >= len(words) and not strange else "xx"
    return "en" if found > 2 and found * 5 >= len(words) else "xx"


def checked_language(code: str) -> str:
    """Return the language code without surrounding space, its first part in lower case.

    Raises:
        InvalidValueError: it is not a code such as `en`, `ru` or `pt-BR`.
    """
    main, *parts = code.strip().split("-")
    language = "-".join([main.lower(), *parts])
    if not _CODE.fullmatch(language):
        raise InvalidValueError("Language", code, "is not a language code such as en or ru.")
    return language
