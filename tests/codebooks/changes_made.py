"""Changes of a codebook made on it: what shows that no difference goes untold."""

from dataclasses import replace

from qualcode.model.codebook import Codebook


def with_changes(book, changes):
    """Return the codebook that the changes lead to: `with_changes(old, codebook_changes(old, new)) == new`.

    Raises:
        UnknownCodeError: a change speaks of a code that is not in this codebook.
        CodebookError: the changes, made here, do not give a codebook.
    """
    told = tuple(changes)
    codes = {code.guid: code for code in book.codes}
    for change in told:
        if change.code_guid is None:
            continue
        if change.kind in ("added", "split") and change.code:
            codes[change.code_guid] = change.code
        elif change.kind in ("removed", "merged"):
            gone = codes.pop(book.code(change.code_guid).guid)
            if change.into_guid:
                into = codes[change.into_guid]
                merged = (*into.merged_guids, gone.guid, *gone.merged_guids)
                codes[into.guid] = replace(into, merged_guids=merged)
        else:
            codes[change.code_guid] = _with_change(codes.get(change.code_guid) or book.code(change.code_guid), change)
    # What a code remembers of merges is set last: merges add to it on the way.
    for change in told:
        if change.field == "merged_guids" and change.code_guid:
            codes[change.code_guid] = _with_change(codes[change.code_guid], change)
    own = {change.field or "": change.after for change in told if change.code_guid is None}
    return Codebook(
        guid=book.guid,
        name=str(own.get("name", book.name)),
        description=str(own.get("description", book.description)),
        codes=_placed(book, codes, told),
    )


def _with_change(code, change):
    if change.kind == "changed":
        fields = {change.field or "": change.after}
        return replace(code, **fields)
    if change.code and change.kind == "renamed":
        return replace(code, name=change.code.name)
    if change.code and change.kind == "moved":
        return replace(code, parent_guid=change.code.parent_guid)
    return code


def _placed(book, codes, changes):
    """Return the codes in order: those whose place did not change, then each other one after its sibling above."""
    moves = {
        change.code_guid: change.after_guid
        for change in changes
        if change.code_guid and change.kind in ("added", "split", "moved", "reordered")
    }
    below = {}
    for code in book.codes:
        if code.guid in codes and code.guid not in moves:
            below.setdefault(code.parent_guid, []).append(codes[code.guid])
    for guid, after_guid in moves.items():
        siblings = below.setdefault(codes[guid].parent_guid, [])
        places = {sibling.guid: place for place, sibling in enumerate(siblings)}
        siblings.insert(places.get(after_guid or "", -1) + 1, codes[guid])
    return tuple(code for siblings in below.values() for code in siblings)
