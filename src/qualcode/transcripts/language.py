"""The language of a text: as told, or a guess at it (English, Russian, or not known)."""

import re

from qualcode.errors.values import InvalidValueError
from qualcode.transcripts.vocabulary import ENGLISH, RUSSIAN

_WORD = re.compile(r"[^\W\d_]+")
# Letters that Russian does not have: Ukrainian, Belarusian, Serbian, Macedonian, Kazakh …
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђџѓќәғқңөұүһ]")
_SAMPLE = 1000
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def guessed_language(text: str) -> str:
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
