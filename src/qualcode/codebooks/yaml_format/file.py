"""Codebook files in YAML, read: `qualcode: codebook/1`, the codebook's name, then codes nested by `codes:`.

Reading is generous where a meaning is plain: one cue instead of a list, numbers for words, other spellings of keys
and of colors; what is mended or passed over is remarked. It refuses, with line and column, what it cannot be sure of.
"""

from __future__ import annotations

import re
from pathlib import Path

from qualcode.codebooks.drafts import (
    BOOK_DESCRIPTION,
    BOOK_NAME,
    CODE_FIELDS,
    DEEPEST,
    ORIGIN_FIELDS,
    PARENT,
    BookDraft,
    CodeDraft,
    Remarks,
    truth,
)
from qualcode.codebooks.yaml_format.cues import read_cues
from qualcode.codebooks.yaml_format.tree import Listing, Mapping, Scalar, Value, fault, is_nothing, text_of, yaml_tree
from qualcode.errors.codebooks import CodebookFileError
from qualcode.errors.values import InvalidValueError
from qualcode.model.codebook import Cue
from qualcode.model.identity import checked_name

FORMAT = "codebook/1"
BOOK_KEYS = ("qualcode", "name", "guid", "revision", "parents", "description", "codes", "ancestors")
CODE_KEYS = ("name", "guid", "not_cues", *CODE_FIELDS, "merged", "split_from", "codes")
# Other spellings, read only where the entry does not have the key itself.
_OTHER_KEYS = {
    "name": ("title", "code"),
    "definition": ("description",),
    "cues": ("keywords",),
    "color": ("colour",),
    "codes": ("children",),
}
_HASH = re.compile(r"\b[0-9a-f]{12,64}\b")
BARE_COLOR = re.compile(r":\s+(#[0-9A-Fa-f]{3,6})\s*$")


def entry_key(entry: Mapping, key: str) -> str:
    """Return the spelling of a key that stands in this entry (the key itself when none does)."""
    if key in entry.entries:
        return key
    return next((other for other in _OTHER_KEYS.get(key, ()) if other in entry.entries), key)


def read_yaml(path: Path, text: str, remarks: Remarks, *, pure: bool = False) -> BookDraft:
    """Return what a YAML text says of a codebook.

    Args:
        path: named in refusals; its stem is the codebook's name where the text has none.
        pure: do without ruamel.yaml's C part even where it is installed.

    Raises:
        CodebookFileError: the text is not YAML, not a codebook, or not clear.
    """
    return _Reading(path, text, remarks).book(yaml_tree(path, text, pure=pure))


class _Reading:
    """One text being read: where it stands and what is remarked on the way.

    More methods than most classes: each kind of field is read by one.
    """

    def __init__(self, path: Path, text: str, remarks: Remarks) -> None:
        self.path = path
        self.lines = text.split("\n")
        self.remarks = remarks
        self.codes: list[CodeDraft] = []
        self.seen: set[str] = set()

    def book(self, root: Value | None) -> BookDraft:
        shape = "a codebook file begins with `qualcode: codebook/1` and lists its codes under `codes:`."
        if root is None:
            raise CodebookFileError(self.path, 1, 1, f"is empty; {shape}")
        if not isinstance(root, Mapping):
            raise fault(self.path, root, shape)
        self._check_format(root, shape)
        self._remark_unknown(root, BOOK_KEYS, "the codebook")
        self._add_codes(root, parent=None, depth=1)
        name = self._book_name(root)
        if not name:
            self.remarks.add("codebook name", None, f"the codebook has no name; it is called {self.path.stem!r}.")
        return BookDraft(
            name=name or self.path.stem,
            guid=self._word(root, "guid"),
            description=self._text(root, "description"),
            revision=self._word(root, "revision") or None,
            parents=self._hashes(root, "parents"),
            ancestors=self._hashes(root, "ancestors")[::-1],
            codes=tuple(self.codes),
            fields=self._fields(root, has_name=bool(name)),
            is_mended=False,
        )

    def _book_name(self, root: Mapping) -> str:
        name = self._word(root, "name")
        try:
            return checked_name("Codebook name", name) if name else ""
        except InvalidValueError as error:
            raise fault(self.path, root.entries[entry_key(root, "name")][1], str(error)) from error

    def _fields(self, root: Mapping, *, has_name: bool) -> frozenset[str]:
        """Return what the file speaks of: a file of this format of everything, any other of the keys it uses."""
        fields = {PARENT, *((BOOK_NAME,) if has_name else ())}
        if "qualcode" in root.entries:
            return frozenset({*fields, *CODE_FIELDS, *ORIGIN_FIELDS, BOOK_DESCRIPTION})
        if "description" in root.entries:
            fields.add(BOOK_DESCRIPTION)
        if "not_cues" in self.seen:
            fields.add("cues")
        return frozenset({*fields, *self.seen.intersection(CODE_FIELDS)})

    def _check_format(self, root: Mapping, shape: str) -> None:
        written = root.entries.get("qualcode")
        if written is None:
            if entry_key(root, "codes") not in root.entries:
                raise fault(self.path, root, shape)
            self.remarks.add("format", None, f"does not say `qualcode: {FORMAT}`; it is read as if it did.")
            return
        text = written[1].text.strip() if isinstance(written[1], Scalar) else ""
        newer = re.fullmatch(r"codebook/(\d{1,9})", text)
        if newer is None:
            raise fault(self.path, written[1], f"`qualcode:` should say {FORMAT} here.")
        if int(newer[1]) != 1:
            reason = f"was written by a newer qualcode ({text}; this version reads {FORMAT}). Update qualcode."
            raise fault(self.path, written[1], reason)

    def _remark_unknown(self, entry: Mapping, known: tuple[str, ...], whose: str) -> None:
        used = {entry_key(entry, key) for key in known}
        for key, (place, _) in entry.entries.items():
            if key not in used:
                self.remarks.add("unknown key", place.line + 1, f"the key {key!r} of {whose} is not read.")

    def _add_codes(self, entry: Mapping, *, parent: int | None, depth: int) -> None:
        found = entry.entries.get(entry_key(entry, "codes"))
        if found is None or is_nothing(found[1]):
            return
        listing = found[1]
        if not isinstance(listing, Listing):
            raise fault(self.path, listing, "`codes:` should be a list of entries that begin with `- name:`.")
        if depth > DEEPEST:
            raise fault(self.path, listing, f"codes stand more than {DEEPEST} levels deep here.")
        for item in listing.items:
            self._add_code(item, parent, depth)

    def _add_code(self, item: Value, parent: int | None, depth: int) -> None:
        if isinstance(item, Scalar) and not is_nothing(item):
            self.codes.append(
                CodeDraft(line=item.line + 1, column=item.column + 1, name=item.text.strip(), parent=parent)
            )
            return
        name = self._word(item, "name") if isinstance(item, Mapping) else ""
        if not isinstance(item, Mapping) or not name:
            raise fault(self.path, item, "this code has no name; give it one with `name:`.")
        whose = repr(name)
        self.seen.update(key for key in CODE_KEYS if entry_key(item, key) in item.entries)
        self._remark_unknown(item, (*CODE_KEYS, *(("code",) if "title" in item.entries else ())), whose)
        named = item.entries[entry_key(item, "name")][1]
        place = len(self.codes)
        self.codes.append(
            CodeDraft(
                line=named.line + 1,
                column=named.column + 1,
                name=name,
                parent=parent,
                guid=self._word(item, "guid"),
                definition=self._text(item, "definition"),
                use_when=self._text(item, "use_when"),
                not_when=self._text(item, "not_when"),
                cues=(*self._cues(item, "cues"), *self._cues(item, "not_cues")),
                examples=self._examples(item),
                color=self._color(item, whose),
                key=self._word(item, "key"),
                is_codable=self._truth(item, "is_codable", whose, otherwise=True),
                is_retired=self._truth(item, "is_retired", whose, otherwise=False),
                merged_guids=tuple(self._text(item, "merged").split()),
                split_from_guid=self._word(item, "split_from"),
            )
        )
        self._add_codes(item, parent=place, depth=depth + 1)

    def _cues(self, entry: Mapping, key: str) -> tuple[Cue, ...]:
        found = self._found(entry, key)
        return () if found is None else read_cues(self.path, found, is_negative=key == "not_cues")

    def _found(self, entry: Mapping, key: str) -> Value | None:
        found = entry.entries.get(entry_key(entry, key))
        return None if found is None or is_nothing(found[1]) else found[1]

    def _word(self, entry: Mapping, key: str) -> str:
        """Return a one-line value: a name, a GUID, a color, a key."""
        found = self._found(entry, key)
        if found is None:
            return ""
        if not isinstance(found, Scalar):
            raise fault(self.path, found, f"`{key}:` should be one word or line.")
        return found.text.strip()

    def _text(self, entry: Mapping, key: str) -> str:
        """Return a text; a list of texts is read as its lines."""
        found = self._found(entry, key)
        if found is None:
            return ""
        parts = found.items if isinstance(found, Listing) else [found]
        return "\n".join(self._scalar(part, key) for part in parts)

    def _hashes(self, entry: Mapping, key: str) -> tuple[str, ...]:
        """Return the beginnings of hashes that a text holds; what is none is passed over."""
        return tuple(_HASH.findall(self._text(entry, key)))

    def _scalar(self, value: Value, key: str) -> str:
        if not isinstance(value, Scalar):
            hint = "; put a text that holds a colon in quotes" if isinstance(value, Mapping) else ""
            raise fault(self.path, value, f"`{key}:` should hold text here{hint}.")
        return "" if is_nothing(value) else text_of(value)

    def _examples(self, entry: Mapping) -> tuple[str, ...]:
        found = self._found(entry, "examples")
        if found is None:
            return ()
        items = found.items if isinstance(found, Listing) else [found]
        return tuple(self._scalar(item, "examples") for item in items if not is_nothing(item))

    def _color(self, entry: Mapping, whose: str) -> str:
        color = self._word(entry, "color")
        key = entry_key(entry, "color")
        if color or key not in entry.entries:
            return color
        # Without quotes YAML takes #c0392b for a comment; what was meant is plain.
        place = entry.entries[key][0]
        bare = BARE_COLOR.search(self.lines[place.line]) if place.line < len(self.lines) else None
        if bare is None:
            return ""
        self.remarks.add("bare color", place.line + 1, f"the color {bare[1]} of {whose} should stand in quotes.")
        return bare[1]

    def _truth(self, entry: Mapping, key: str, whose: str, *, otherwise: bool) -> bool:
        word = self._word(entry, key)
        if not word:
            return otherwise
        meant = truth(word)
        if meant is None:
            line = entry.entries[entry_key(entry, key)][0].line + 1
            self.remarks.add(key, line, f"`{key}: {word!r}` of {whose} is neither true nor false and is not read.")
            return otherwise
        return meant
