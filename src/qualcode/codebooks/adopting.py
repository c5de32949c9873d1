"""What a project's codebook becomes when a codebook file is imported.

Codes are the same by GUID; codes to which the file gives no GUID are the same by path. What the file says wins, what it
does not speak of stays, codes that only the project has stay. Nothing is removed by an import.
"""

from collections import Counter
from dataclasses import dataclass, replace

from qualcode.codebooks.drafts import BOOK_DESCRIPTION, BOOK_NAME, CODE_FIELDS, ORIGIN_FIELDS, PARENT
from qualcode.codebooks.parents import path_key
from qualcode.codebooks.reading import CodebookFile
from qualcode.errors.codebooks import CodebookError
from qualcode.model.codebook import Code, Codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """The codebook that results, and what had to give way, a line each."""

    codebook: Codebook
    remarks: tuple[str, ...] = ()


def adoption(mine: Codebook, file: CodebookFile) -> Adoption:
    """Return the project's codebook as it is after importing the file, with remarks on what the file could not have.

    The codebook keeps its GUID. Siblings stand in the file's order, each code that only the project has after the
    sibling it stood after; a file that does not speak of parents does not change the order either. A key of a code that
    only the project has stays there.

    Raises:
        CodebookError: a code of the file and one of the project's own would be siblings of one name.
    """
    pairs = _pairs(mine, file)
    adopted = [_adopted(mine, code, pairs, file.fields) for code in file.codebook.codes]
    if PARENT not in file.fields:
        places = {code.guid: place for place, code in enumerate(mine.codes)}
        adopted.sort(key=lambda code: places.get(code.guid, len(places)))
    from_file = {code.guid for code in adopted}
    kept = [code for code in mine.codes if code.guid not in from_file]
    remarks: list[str] = []
    codes = _in_order(mine, _with_free_keys(adopted, kept, remarks), kept)
    _check_names(mine, codes, from_file)
    book = replace(
        mine,
        name=file.codebook.name if BOOK_NAME in file.fields else mine.name,
        description=file.codebook.description if BOOK_DESCRIPTION in file.fields else mine.description,
        codes=tuple(codes),
    )
    return Adoption(codebook=book, remarks=tuple(remarks))


def spelled_out(mine: Codebook, file: CodebookFile) -> Codebook:
    """Return what a file holds as a whole codebook: what it does not speak of is as it is in mine.

    Codes to which the file gives no GUID have that of the code in their place. The codebook has the GUID of mine.
    """
    pairs = _pairs(mine, file)
    fields = [field for field in (*CODE_FIELDS, *ORIGIN_FIELDS) if field not in file.fields]
    codes = []
    for code in file.codebook.codes:
        guid = pairs[code.guid]
        own = mine.code(guid) if guid in mine else None
        parent = pairs[code.parent_guid] if code.parent_guid else None
        if PARENT not in file.fields and own:
            parent = own.parent_guid
        unsaid = {field: getattr(own, field) for field in fields} if own else {}
        as_written = not unsaid and (guid, parent) == (code.guid, code.parent_guid)
        codes.append(code if as_written else replace(code, guid=guid, parent_guid=parent, **unsaid))
    present = {code.guid for code in codes}
    keys: dict[str, str] = {}
    whole = []
    for code in codes:
        above = code.parent_guid if code.parent_guid in present else None
        key = code.key if code.key and keys.setdefault(code.key, code.guid) == code.guid else None
        as_written = (above, key) == (code.parent_guid, code.key)
        whole.append(code if as_written else replace(code, parent_guid=above, key=key))
    if PARENT not in file.fields:
        places = {code.guid: place for place, code in enumerate(mine.codes)}
        whole.sort(key=lambda code: places.get(code.guid, len(places)))
    return Codebook(
        guid=mine.guid,
        name=file.codebook.name if BOOK_NAME in file.fields else mine.name,
        description=file.codebook.description if BOOK_DESCRIPTION in file.fields else mine.description,
        codes=tuple(whole),
    )


def _pairs(mine: Codebook, file: CodebookFile) -> dict[str, str]:
    """Return the GUID each code of the file goes by in the project: its own, or that of the code in its place.

    A place is a name under a parent, so codes below a code that was renamed in the file still find theirs.
    """
    pairs = {code.guid: code.guid for code in file.codebook.codes}
    taken = {guid for guid in pairs if guid in mine}
    places = {(code.parent_guid, path_key(code.name)): code.guid for code in reversed(mine.codes)}
    names = _unambiguous_names(mine) if PARENT not in file.fields else {}
    for code in file.codebook.codes:
        if code.guid in file.without_guid:
            parent = pairs[code.parent_guid] if code.parent_guid else None
            own = places.get((parent, path_key(code.name)), names.get(path_key(code.name)))
            if own is not None and own not in taken:
                pairs[code.guid] = own
                taken.add(own)
    return pairs


def _unambiguous_names(book: Codebook) -> dict[str, str]:
    """Return codes by name where only one code has it: how a table without parents names them."""
    counts = Counter(path_key(code.name) for code in book.codes)
    return {path_key(code.name): code.guid for code in book.codes if counts[path_key(code.name)] == 1}


def _adopted(mine: Codebook, code: Code, pairs: dict[str, str], fields: frozenset[str]) -> Code:
    """Return a code of the file as the project will have it."""
    guid = pairs[code.guid]
    parent_guid = pairs[code.parent_guid] if code.parent_guid else None
    if guid not in mine:
        return replace(code, guid=guid, parent_guid=parent_guid)
    own = mine.code(guid)
    return replace(
        own,
        merged_guids=(*own.merged_guids, *code.merged_guids),
        split_from_guid=own.split_from_guid or code.split_from_guid,
        name=code.name,
        parent_guid=parent_guid if PARENT in fields else own.parent_guid,
        **{field: getattr(code, field) for field in CODE_FIELDS if field in fields},
    )


def _with_free_keys(adopted: list[Code], kept: list[Code], remarks: list[str]) -> list[Code]:
    """Return the file's codes, each without its key where a code that only the project has holds it."""
    holders = {code.key: code.name for code in kept if code.key is not None}
    free = []
    for code in adopted:
        if code.key in holders:
            holder = holders[code.key]
            remarks.append(f"{code.name!r} comes without its key {code.key!r}, which is that of {holder!r} here.")
        free.append(replace(code, key=None) if code.key in holders else code)
    return free


def _in_order(mine: Codebook, adopted: list[Code], kept: list[Code]) -> list[Code]:
    """Return all codes so that each of the project's own stands after the nearest sibling that stood before it."""
    below: dict[str | None, list[Code]] = {}
    for code in adopted:
        below.setdefault(code.parent_guid, []).append(code)
    own = {code.guid for code in kept}
    before: dict[str | None, list[str]] = {}
    for code in mine.codes:
        earlier = before.setdefault(code.parent_guid, [])
        if code.guid in own:
            siblings = below.setdefault(code.parent_guid, [])
            places = {sibling.guid: place for place, sibling in enumerate(siblings)}
            after = next((guid for guid in reversed(earlier) if guid in places), None)
            siblings.insert(0 if after is None else places[after] + 1, code)
        earlier.append(code.guid)
    return [code for siblings in below.values() for code in siblings]


def _check_names(mine: Codebook, codes: list[Code], from_file: set[str]) -> None:
    """Refuse two siblings of one name, naming where each comes from.

    Raises:
        CodebookError: there are such.
    """
    first: dict[tuple[str | None, str], Code] = {}
    for code in codes:
        other = first.setdefault((code.parent_guid, code.name.casefold()), code)
        if other is not code:
            ours, theirs = (code, other) if other.guid in from_file else (other, code)
            path = mine.path(ours.guid) if ours.guid in mine else ours.name
            reason = f"{theirs.name!r} of the file and {path!r} here are different codes, but siblings of one name"
            raise CodebookError(mine.name, f"{reason}; rename one of them.")
