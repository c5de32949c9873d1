"""A draft of a codebook made into one: GUIDs mended or made, then the rules of a tree, each refusal with its line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.codebooks.colors import mended_color
from qualcode.codebooks.drafts import DEEPEST, MOST_CODES, BookDraft, CodeDraft, Remarks, mended_guid
from qualcode.errors.codebooks import CodebookFileError
from qualcode.errors.values import InvalidValueError
from qualcode.model.codebook import Code, Codebook
from qualcode.model.identity import new_guid


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookFile:
    """A codebook as a file holds it.

    Attributes:
        codebook: its content.
        fields: what the file speaks of: fields of a code, `parent`, `codebook name`, `codebook description`. Of
            everything else the file says nothing, which is not the same as saying that it is empty.
        without_guid: GUIDs, of codes or of the codebook, that were made now because the file has none or a broken one.
        revision: the hash that stands in the file: what the codebook was when the file was written.
        parents: hashes of the revisions that one was made from.
        ancestors: beginnings of the hashes of older ones, the newest first.
        remarks: what was mended or passed over, a line each.
    """

    codebook: Codebook
    fields: frozenset[str]
    without_guid: frozenset[str] = frozenset()
    revision: str | None = None
    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Making:
    """One draft becoming a codebook."""

    def __init__(self, path: Path, draft: BookDraft, remarks: Remarks) -> None:
        self.path = path
        self.draft = draft
        self.remarks = remarks
        self.made: set[str] = set()

    def codebook_file(self) -> CodebookFile:
        """Return the codebook of the draft, with what was mended.

        Raises:
            CodebookFileError: the draft makes no codebook.
        """
        self._check_size()
        book_guid = self._guid(self.draft.guid, None, "the codebook")
        guids = [self._guid(code.guid, code.line, repr(code.name)) for code in self.draft.codes]
        missing = sum(not code.guid for code in self.draft.codes)
        if missing:
            who = "one code has" if missing == 1 else f"{missing} codes have"
            self.remarks.add("no GUID", None, f"{who} no GUID; made anew.")
        self._make_unique(guids)
        self._check_names()
        self._check_depth()
        keys: dict[str, str] = {}
        codes = tuple(self._code(code, guid, guids, keys) for code, guid in zip(self.draft.codes, guids, strict=True))
        try:
            book = Codebook(guid=book_guid, name=self.draft.name, description=self.draft.description, codes=codes)
        except InvalidValueError as error:
            raise CodebookFileError(self.path, None, None, str(error)) from error
        return CodebookFile(
            codebook=book,
            fields=self.draft.fields,
            without_guid=frozenset(self.made),
            revision=self.draft.revision,
            parents=self.draft.parents,
            ancestors=self.draft.ancestors,
            remarks=self.remarks.lines(),
        )

    def _guid(self, written: str, line: int | None, whose: str) -> str:
        guid = mended_guid(written)
        if guid is None:
            guid = new_guid()
            self.made.add(guid)
            if written:
                self.remarks.add("broken GUID", line, f"{written!r} of {whose} is no GUID; a new one is made.")
        return guid

    def _check_size(self) -> None:
        if len(self.draft.codes) > MOST_CODES:
            raise self._fault(self.draft.codes[MOST_CODES], f"more than {MOST_CODES:,} codes are no codebook.")

    def _make_unique(self, guids: list[str]) -> None:
        """Give a code that has another's GUID a new one, or refuse it where the format is ours to be exact in."""
        first: dict[str, CodeDraft] = {}
        for place, code in enumerate(self.draft.codes):
            holder = first.setdefault(guids[place], code)
            if holder is code:
                continue
            if not self.draft.is_mended:
                reason = f"{code.name!r} has the GUID of {holder.name!r} (line {holder.line}); remove it from the copy."
                raise self._fault(code, reason)
            reason = f"{code.name!r} has the GUID of {holder.name!r} (line {holder.line}); a new one is made."
            self.remarks.add("GUID twice", code.line, reason)
            guids[place] = new_guid()
            self.made.add(guids[place])

    def _check_names(self) -> None:
        """Refuse two codes of one name under one parent."""
        by_place: dict[tuple[int | None, str], CodeDraft] = {}
        for code in self.draft.codes:
            first = by_place.setdefault((code.parent, code.name.strip().casefold()), code)
            if first is not code:
                under = "at the top" if code.parent is None else f"under {self.draft.codes[code.parent].name!r}"
                reason = f"two codes are called {code.name!r} {under} (the first in line {first.line}); rename one."
                raise self._fault(code, reason)

    def _check_depth(self) -> None:
        """Refuse circles of parents, and trees deeper than any reader could follow."""
        depths: dict[int, int] = {}
        for start in range(len(self.draft.codes)):
            place: int | None = start
            above: list[int] = []
            while place is not None and place not in depths:
                above.append(place)
                depths[place] = 0
                place = self.draft.codes[place].parent
                if place is not None and depths.get(place) == 0:
                    code = self.draft.codes[place]
                    raise self._fault(code, f"{code.name!r} stands under itself (a circle of parents).")
            depth = 0 if place is None else depths[place]
            for each in reversed(above):
                depth += 1
                depths[each] = depth
                if depth > DEEPEST:
                    raise self._fault(self.draft.codes[each], f"codes stand more than {DEEPEST} levels deep here.")

    def _code(self, code: CodeDraft, guid: str, guids: list[str], keys: dict[str, str]) -> Code:
        split_from = self._origins(code, "split_from", (code.split_from_guid,))
        try:
            made = Code(
                guid=guid,
                name=code.name,
                parent_guid=None if code.parent is None else guids[code.parent],
                definition=code.definition,
                use_when=code.use_when,
                not_when=code.not_when,
                cues=code.cues,
                examples=code.examples,
                color=self._color(code),
                is_codable=code.is_codable,
                is_retired=code.is_retired,
                merged_guids=self._origins(code, "merged", code.merged_guids),
                split_from_guid=split_from[0] if split_from else None,
            )
        except InvalidValueError as error:
            raise self._fault(code, str(error)) from error
        return self._with_key(made, code, keys)

    def _origins(self, code: CodeDraft, key: str, written: Sequence[str]) -> tuple[str, ...]:
        """Return the GUIDs of codes that a code comes from; what is none is told, since nothing can follow it."""
        for each in written:
            if each and mended_guid(each) is None:
                reason = f"`{key}: {each}` of {code.name!r} is no GUID and is left out."
                self.remarks.add("broken origin", code.line, reason)
        return tuple(filter(None, map(mended_guid, written)))

    def _color(self, code: CodeDraft) -> str | None:
        if not code.color:
            return None
        color = mended_color(code.color)
        if color is None:
            self.remarks.add("broken color", code.line, f"{code.color!r} of {code.name!r} is no color; it is left out.")
        elif color != code.color.lower():
            self.remarks.add("color", code.line, f"the color {code.color!r} of {code.name!r} is written {color} now.")
        return color

    def _with_key(self, made: Code, code: CodeDraft, keys: dict[str, str]) -> Code:
        """Return the code with its key, or without where another code has it or it is none."""
        if not code.key:
            return made
        try:
            keyed = replace(made, key=code.key)
        except InvalidValueError:
            reason = f"{code.key!r} of {code.name!r} is not a key of one to four visible characters; it is left out."
            self.remarks.add("broken key", code.line, reason)
            return made
        if code.key in keys:
            reason = f"the key {code.key!r} of {code.name!r} is that of {keys[code.key]!r} already; it is left out."
            self.remarks.add("key twice", code.line, reason)
            return made
        keys[code.key] = code.name
        return keyed

    def _fault(self, code: CodeDraft, reason: str) -> CodebookFileError:
        return CodebookFileError(self.path, code.line, code.column, reason)
