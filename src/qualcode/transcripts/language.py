"""A guess at the language of a text: English, Russian, or not known."""

import re

from qualcode.transcripts.vocabulary import ENGLISH, RUSSIAN

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
# Letters that Russian does not have: Ukrainian, Belarusian, Serbian, Macedonian, Kazakh …
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђџѓќәғқңөұүһ]")


def guessed_language(text: str) -> str:
    """Return `en`, `ru`, or `xx` when neither is likely.

    Decided by the share of function words among the first thousand words: an eighth for English, a twelfth for Russian,
    where endings do much of their work.
    """
    words = _WORD.findall(text[:8000].lower())[:1000]
    if not words:
        return "xx"
    cyrillic = sum(1 for word in words if _CYRILLIC.match(word))
    if cyrillic * 2 > len(words):
        strange = sum(1 for word in words if _NOT_RUSSIAN.search(word))
        known = sum(1 for word in words if word in RUSSIAN)
        return "ru" if known * 12 >= len(words) and strange * 50 <= len(words) else "xx"
    return "en" if sum(1 for word in words if word in ENGLISH) * 8 >= len(words) else "xx"
