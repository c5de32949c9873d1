"""Code keys: what the characters typed so far mean.

A code's key is one to four characters from the codebook, such as `d` or `d1`. What begins with a lower-case letter, a
digit or a letter of a script without case is a code key; capitals and signs are the screen's own commands, so a key
that begins with one cannot be typed and is reported. A key that also begins a longer one waits for what follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.codebook import Code, Codebook

# The letters of the Russian keyboard and the Latin ones on the same keys.
_SAME_KEYS = dict(zip("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.", strict=True))
_SAME_KEYS |= {russian.upper(): latin.upper() for russian, latin in _SAME_KEYS.items() if latin.isalpha()}
_SAME_KEYS |= {"Х": "{", "Ъ": "}", "Ж": ":", "Э": '"'}
_SIGNS = {
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    ":": "colon",
    '"': "quotation_mark",
}
_SMALL_SIGNS = {";": "semicolon", "'": "apostrophe", ",": "comma", ".": "full_stop"}


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The keys that can be typed, and those that cannot, each with the reason in one line."""

    codes: Mapping[str, Code]
    faults: tuple[str, ...]

    def begins(self, typed: str) -> bool:
        """Tell whether some key begins so."""
        return any(key.startswith(typed) for key in self.codes)


@dataclass(frozen=True, slots=True)
class Apply:
    """The typed key is complete."""

    code: Code


@dataclass(frozen=True, slots=True)
class Wait:
    """The typed characters begin a longer key; `exact` is the code whose whole key they are already, if any.

    Attributes:
        longer: what would still have to be typed, and the code that would be.
    """

    typed: str
    exact: Code | None
    longer: tuple[tuple[str, Code], ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No key begins with what was typed."""

    typed: str


def is_key_start(character: str) -> bool:
    """Tell whether a character may begin a code key: a digit, or a letter that is not a capital."""
    return len(character) == 1 and (character.isdigit() or (character.isalpha() and character == character.lower()))


def key_table(codebooks: tuple[Codebook, ...]) -> KeyTable:
    """Return the keys of all codes that can be applied; where two codebooks use one key, the earlier one has it."""
    codes: dict[str, Code] = {}
    faults: list[str] = []
    for book in codebooks:
        for code in book.codes:
            if code.key is None or not code.is_applicable:
                continue
            if not is_key_start(code.key[0]):
                faults.append(f"The key {code.key!r} of {code.name!r} is a command here; find the code with Enter.")
            elif code.key in codes:
                other = codes[code.key].name
                faults.append(f"{code.name!r} and {other!r} have the same key {code.key!r}; find the first with Enter.")
            else:
                codes[code.key] = code
    return KeyTable(codes, tuple(faults))


def meaning(table: KeyTable, typed: str) -> Apply | Wait | Unknown:
    """Return what the characters typed so far mean."""
    exact = table.codes.get(typed)
    longer = tuple(
        (key[len(typed) :], code) for key, code in table.codes.items() if key.startswith(typed) and key != typed
    )
    if longer:
        return Wait(typed, exact, longer)
    return Apply(exact) if exact else Unknown(typed)


def latin_key(character: str) -> str:
    """Return the Latin letter or sign on the same key of a Russian keyboard, or the character itself."""
    return _SAME_KEYS.get(character, character)


def command_key(character: str) -> str | None:
    """Return the name of the command key that a letter of a Russian keyboard is on, or None where it is none."""
    latin = latin_key(character)
    if latin == character or latin.islower():
        return None
    return _SIGNS.get(latin, latin if latin.isupper() else None)


def sign_key(character: str) -> str | None:
    """Return the name of the sign that a small letter of a Russian keyboard is on, or None where it is none."""
    latin = latin_key(character)
    return _SMALL_SIGNS.get(latin) if latin != character else None


def extended(table: KeyTable, typed: str, character: str) -> str:
    """Return what was typed with one more character; a Russian letter that leads nowhere counts as the Latin one."""
    longer = typed + character
    if not table.begins(longer) and table.begins(typed + latin_key(character)):
        return typed + latin_key(character)
    return longer
