"""Names of keys: as people write them in the settings, as they are shown, and as Textual calls them.

People may write `Ctrl+Z`, `ctrl+z`, `F3`, `*`, `Shift+Tab`, `PgUp` or `comma`; several keys stand with commas between
them, or in a list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MODIFIERS = ("ctrl", "alt", "shift", "super")
ACCEPTED = (
    "a capital letter, a sign, F1 to F12, Enter, Tab, Space, Backspace, Del, Ins, Esc, Up, Down, Left, Right, Home, "
    "End, PgUp, PgDn, comma; with Ctrl+, Shift+ or Alt+ before it"
)
_PLAIN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "escape": "Esc",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
_ALSO = {
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "return": "enter",
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
    **{shown: name for name, shown in _PLAIN.items() if len(shown) == 1},
}
_MODIFIERS_ALSO = {"control": "ctrl", "strg": "ctrl", "meta": "alt", "option": "alt", "cmd": "super"}
# Textual's names of signs are Unicode's but for these.
_SIGNS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_BY_NAME = {
    _SIGNS.get(name, name): sign
    for sign in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    for name in (unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_"),)
}
_BY_SIGN = {sign: name for name, sign in _BY_NAME.items()}
_ALSO |= {"dot": "full_stop", "period": "full_stop", "star": "asterisk"}
# What a terminal sends for these cannot be told from another key.
_SAME = {"ctrl+i": "Tab", "ctrl+m": "Enter", "ctrl+left_square_bracket": "Esc"}
UNBOUND = "unbound:"


class KeyNameError(ValueError):
    """A key is written in a way that names none; the message says what is wrong with it."""


def read_keys(written: object) -> tuple[str, ...]:
    """Return the keys somebody wrote, as Textual names them, each once; none where nothing is written.

    Raises:
        KeyNameError: one of them is no key.
    """
    if isinstance(written, str):
        names: Sequence[object] = [","] if written.strip() == "," else written.split(",")
    elif isinstance(written, list):
        names = written
    else:
        raise KeyNameError(f"{written!r} is not a key's name in quotes")
    if names == [""]:
        return ()
    return tuple(dict.fromkeys(read_key(name) if isinstance(name, str) else _refused(name) for name in names))


def read_key(written: str) -> str:
    """Return Textual's name of a key as somebody wrote it.

    Raises:
        KeyNameError: there is no such key, or terminals cannot send it.
    """
    text = written if written == " " else written.strip()
    *before, last = [*text[:-2].split("+"), "+"] if text.endswith("++") else [text] if text == "+" else text.split("+")
    modifiers = {_MODIFIERS_ALSO.get(word, word) for word in (part.strip().lower() for part in before)}
    name = _name(last)
    if name is None or modifiers - set(MODIFIERS):
        return _refused(written)
    if len(name) == 1 and name.isalpha() and modifiers:
        # Shift alone makes a capital; beside Ctrl or Alt a letter is written small, whatever the person wrote.
        if modifiers == {"shift"}:
            return name.upper()
        name = name.lower()
    elif modifiers == {"shift"} and (name in _BY_NAME or name.isdigit()):
        raise KeyNameError(f"{written!r}: write the sign that it types")
    key = "+".join([*(modifier for modifier in MODIFIERS if modifier in modifiers), name])
    if key in _SAME:
        raise KeyNameError(f"{written!r} cannot be told from {_SAME[key]} in a terminal")
    return key


def _name(written: str) -> str | None:
    word = " " if written == " " else written.strip()
    if len(word) == 1:
        if word in _BY_SIGN:
            return _BY_SIGN[word]
        return "space" if word == " " else word if word.isalnum() else _ALSO.get(word)
    name = word.lower().replace(" ", "").replace("_", "")
    name = _ALSO.get(name, name)
    by_squeezed = {known.replace("_", ""): known for known in (*_PLAIN, *_BY_NAME)}
    return name if name in by_squeezed.values() else by_squeezed.get(name)


def _refused(written: object) -> str:
    raise KeyNameError(f"there is no key {written!r}")


def shown_key(key: str) -> str:
    """Return a key as it is shown: `Ctrl+Z`, `Shift+↑`, `*`, `Z`; empty for none."""
    if key.startswith(UNBOUND):
        return ""
    *modifiers, name = key.split("+")
    shown = _PLAIN.get(name) or _BY_NAME.get(name) or name
    if modifiers and len(shown) == 1:
        shown = shown.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])


def shown_together(keys: Sequence[str]) -> str:
    """Return keys as they are shown one after the other, a modifier they share said once: `Shift+↑ ↓`."""
    modifier = keys[0].rpartition("+")[0] if keys else ""
    if not modifier or any(key.rpartition("+")[0] != modifier for key in keys):
        return " ".join(keys)
    return " ".join([keys[0], *(key.rpartition("+")[2] for key in keys[1:])])


def written_key(key: str) -> str:
    """Return a key as it can be written in the settings, so that `read_key` returns it again."""
    *modifiers, name = key.split("+")
    plain = {"comma": "comma", "up": "Up", "down": "Down", "left": "Left", "right": "Right"}
    if name not in plain:
        return shown_key(key)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), plain[name]])


def typed_by(key: str) -> str:
    """Return the character that a key types, or an empty text where it types none."""
    if key == "space":
        return " "
    return key if len(key) == 1 else _BY_NAME.get(key, "")
