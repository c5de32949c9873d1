"""A guess at the language of a text: English, Russian, or not known."""

import re

from qualcode.transcripts.vocabulary import ENGLISH, RUSSIAN

_WORD = re.compile(r"[^\W\d_]+")
# Letters that Russian does not have: Ukrainian, Belarusian, Serbian, Macedonian, Kazakh …
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђџѓќәғқңөұүһ]")
_SAMPLE = 1000


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
