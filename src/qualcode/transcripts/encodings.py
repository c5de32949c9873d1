"""Which one-byte encoding a text is in: the one in which its letters stand as they do in some language.

Every candidate reading is weighed by how rare its pairs of letters are (`letter_pairs.json`, counted over word lists of
twenty languages), in the language that suits it best; only pairs with a letter beyond ASCII differ between candidates.
Signs that no text has inside words, and capitals after small letters, count against a reading. Ties go to the encoding
that is met more often: what both read alike is read right either way.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# In the order in which ties are settled.
CANDIDATES = (
    "windows-1252", "windows-1251", "windows-1250", "koi8-r", "cp866", "mac-roman", "mac-cyrillic", "iso-8859-2",
    "koi8-u", "cp852", "cp850", "mac-latin2", "windows-1254", "iso-8859-5", "windows-1253", "windows-1257",
    "iso-8859-15",
)  # fmt: skip
_SAMPLE = 6_000
_UNKNOWN = 38  # cost of a pair that no word of the language has
_MIXED = 24  # what a pair of letters of two scripts costs more
_USUAL, _ODD, _STRANGE, _CONTROL, _FLIPPED = 34, 64, 100, 140, 30
_UNPAIRED = 40  # what a quotation mark costs more that has no partner
_OPENING, _CLOSING, _DASHES, _BESIDE_NUMBERS = "“„‘¿¡", "”“’…‘", "–—", "€§°№•ªº%‰\xa0"
_AFTER_APOSTROPHE = frozenset("aeiouyhstdlrmvàâéèêëîïôûAEIOUYHÀÂÉÈÊÎÔ")
# How much less often an encoding is met than the first.
_RARER = {
    "windows-1252": 0, "windows-1251": 0, "windows-1250": 2, "koi8-r": 4, "cp866": 4, "mac-roman": 5, "iso-8859-2": 6,
    "mac-cyrillic": 9, "koi8-u": 6, "cp852": 9, "cp850": 9, "mac-latin2": 10,
}  # fmt: skip
_RAREST = 14
# Languages without a letter of ASCII: names and labels in Latin letters say nothing about them, unless they are most.
_OWN_SCRIPT = ("ru", "uk", "sr", "mk", "el")
_NUMBER = re.compile(r"\d|№")
_RUN = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Found:
    """An encoding, and whether another reads nearly as well but otherwise."""

    encoding: str
    runner_up: str | None


def found_encoding(data: bytes) -> Found | None:
    """Return the one-byte encoding the bytes are most likely in; None when they are text in none of them.

    The sample is the first 6,000 bytes that stand near one beyond ASCII.
    """
    sample = _sample(data)
    readings: dict[str, tuple[float, str]] = {}
    for encoding in CANDIDATES:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings[encoding] = likeness(text) + _RARER.get(encoding, _RAREST), text
    if not readings:
        return None
    best = min(readings, key=lambda encoding: readings[encoding][0])
    cost, text = readings[best]
    beyond = max(1, len(_RUN.findall(text)))
    if cost > 2 * _UNKNOWN * beyond * 0.95 + 20:
        return None
    near = [one for one in readings if readings[one][1] != text and readings[one][0] < cost * 1.03 + 6]
    return Found(best, min(near, key=lambda one: readings[one][0]) if near else None)


# Letters that stand in every few lines of a language, and the encodings it is written in.
_EAST_ASIAN = (
    ("gb18030", "的一是不了人我在有他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得"),
    ("big5", "的一是不了人我在有他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得"),
    ("shift_jis", "のにはをたがでてとしれさいるなもっすまかりことんようくき、。"),
    ("euc_jp", "のにはをたがでてとしれさいるなもっすまかりことんようくき、。"),
    ("cp949", "이다는에의가을를고하지은한도로기어나사서있아니그요리"),
)  # fmt: skip


def east_asian_encoding(data: bytes) -> str | None:
    """Return the encoding of East Asia in which every tenth letter beyond ASCII at least is one of the commonest."""
    best: tuple[float, str] | None = None
    for encoding, common in _EAST_ASIAN:
        try:
            text = data[:200_000].decode(encoding, "strict" if len(data) <= 200_000 else "ignore")
        except UnicodeDecodeError:
            continue
        beyond = _RUN.findall(text)
        share = sum(char in common for char in beyond) / max(1, len(beyond))
        if len(beyond) >= 8 and share > 0.1 and (best is None or share > best[0]):
            best = share, encoding
    return best[1] if best else None


def _sample(data: bytes) -> bytes:
    if len(data) <= _SAMPLE:
        return data
    parts = []
    size = 0
    for match in re.finditer(rb"[^\x00-\x7f][^\n]{0,80}", data):
        part = data[max(0, match.start() - 20) : match.end()]
        parts.append(part)
        size += len(part)
        if size >= _SAMPLE:
            break
    return b"\n".join(parts)


def likeness(text: str) -> float:
    """Return what the letters beyond ASCII cost in the language that suits the text best; the lower the more alike."""
    pairs: Counter[str] = Counter()
    ascii_pairs: Counter[str] = Counter()
    signs = float(_UNPAIRED * abs(text.count("«") - text.count("»")))
    before, previous = " ", " "
    for place, char in enumerate(text):
        letter = char.lower()[0] if char.isalpha() else " "
        pair = before + letter
        if char > "\x7f" and letter == " ":
            signs += _sign_cost(text, place)
        elif pair != "  ":
            (ascii_pairs if pair.isascii() else pairs)[pair] += 1
            signs += _MIXED * (before != " " != letter and (before < "\u0370") != (letter < "\u0370"))
            if char > "\x7f" and char.isupper() and previous.islower():
                signs += _FLIPPED
        before, previous = letter, char
    if not pairs:
        return signs
    # A language is chosen by all letters: those of ASCII are the same in every reading, so only how much worse they fit
    # than in the best language counts, and not more than the others.
    weight = min(1.0, 8 * pairs.total() / max(1, ascii_pairs.total()))
    plain = {language: _cost(costs, ascii_pairs) for language, costs in _languages().items()}
    floor = min(plain.values())
    foreign = max(0.0, 1 - 3 * pairs.total() / max(1, ascii_pairs.total()))
    plain |= {language: floor + (plain[language] - floor) * foreign for language in _OWN_SCRIPT}
    costs = _languages()
    return signs + min(_cost(costs[one], pairs) + (plain[one] - floor) * weight for one in costs)


def _cost(costs: dict[str, int], pairs: dict[str, int]) -> float:
    return sum(costs.get(pair, _UNKNOWN) * times for pair, times in pairs.items())


def _sign_cost(text: str, place: int) -> int:
    """Return what a sign costs where it stands: quotes open before words and close after them, and so on."""
    char = text[place]
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    follows, leads = before.isalpha(), after.isalpha()
    if char < "\xa0":
        cost = _CONTROL
    elif follows and leads:
        is_elision = char == "’" and after in _AFTER_APOSTROPHE
        cost = _USUAL if is_elision else _ODD if char in "’–—\xad" else _STRANGE
    elif char in "«»":
        cost = _USUAL if (char == "«" and leads) or (char == "»" and follows) else _USUAL + 14
    elif (char in _CLOSING and not leads and before.strip()) or (char in _OPENING and not follows and after.strip()):
        cost = _USUAL
    elif char in _DASHES:
        cost = _ODD if follows or leads else _USUAL
    elif char == "\xa0" or (char in _BESIDE_NUMBERS and _NUMBER.search(text[max(0, place - 2) : place + 3])):
        cost = _USUAL + 6
    else:
        cost = _STRANGE if follows or leads else _ODD
    return cost


@cache
def _languages() -> dict[str, dict[str, int]]:
    told: dict[str, dict[str, str]] = json.loads(
        files("qualcode.transcripts").joinpath("letter_pairs.json").read_text(encoding="utf-8")
    )
    return {
        language: {
            listed[place : place + 2]: int(cost) for cost, listed in costs.items() for place in range(0, len(listed), 2)
        }
        for language, costs in told.items()
    }
