"""What a codebook editor does: create, change, move, merge, split, retire, remove codes. Each is one act.

Merging and splitting take codings along: they keep their identity, memo, coder and time.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from qualcode.codebooks.editing import with_changed, with_code, with_merged, with_moved, without_code
from qualcode.coding.codebook_following import move_codings
from qualcode.coding.codebook_making import codebook_of, standing_codebook
from qualcode.coding.codebook_writing import write_codebook
from qualcode.model.act_kinds import ActKind
from qualcode.model.codebook import Code, Codebook
from qualcode.model.identity import new_guid
from qualcode.store.database import Store
from qualcode.store.recoding import codings_of_code

_TOLD = {
    "name": "renamed",
    "definition": "redefined",
    "use_when": "changed when to use",
    "not_when": "changed when not to use",
    "cues": "changed the cues of",
    "examples": "changed the examples of",
    "color": "recolored",
    "key": "rekeyed",
    "is_codable": "changed whether codings may use",
    "is_retired": "retired",
}


def create_code(
    store: Store,
    codebook_guid: str,
    name: str,
    *,
    coder: str,
    at: datetime,
    **fields: Any,  # noqa: ANN401  # Code's
) -> str:
    """Add a code to a codebook, the last among its siblings, and return its GUID.

    Args:
        fields: further fields of `model.codebook.Code`, such as `parent_guid` or `definition`.

    Raises:
        CodebookError: the name is taken among its siblings, or the key in the codebook.
        InvalidValueError: a field has a value it cannot have.
        UnknownCodebookError: there is no such codebook.
    """
    code = Code(guid=new_guid(), name=name, **fields)
    with store.act("create code", f"created code {code.name}", coder=coder, at=at) as unit:
        book = standing_codebook(unit, codebook_guid)
        write_codebook(unit, with_code(book, code), before=book)
    return code.guid


def change_code(store: Store, guid: str, *, coder: str, at: datetime, **fields: Any) -> None:  # noqa: ANN401  # Code's
    """Change fields of a code.

    Args:
        fields: any of name, definition, use_when, not_when, cues, examples, color, key, is_codable, is_retired.

    Raises:
        CodebookError, InvalidValueError, UnknownCodeError
    """
    with store.act("change code", "changed code", coder=coder, at=at) as unit:
        book = codebook_of(unit, guid)
        before = book.code(guid)
        after = replace(before, **fields)
        changed = [name for name in fields if getattr(before, name) != getattr(after, name)]
        if not changed:
            return
        write_codebook(unit, with_changed(book, after), before=book)
        told = ", ".join(_TOLD[name] for name in changed)
        if changed == ["is_retired"] and not after.is_retired:
            told = "took back into use"
        unit.say(f"{told} {before.name}" + (f" to {after.name}" if "name" in changed else ""))


def move_code(
    store: Store, guid: str, parent_guid: str | None, *, coder: str, at: datetime, before_guid: str | None = None
) -> None:
    """Move a code and all under it below another one of its codebook (to the top for None).

    Raises:
        CodebookError, UnknownCodeError
    """
    _edit(
        store,
        guid,
        lambda book: with_moved(book, guid, parent_guid, before_guid=before_guid),
        ("move code", "moved code {}"),
        coder=coder,
        at=at,
    )


def remove_code(store: Store, guid: str, *, coder: str, at: datetime) -> None:
    """Remove a code that has no codings, and all under it.

    Raises:
        CodebookError: it has codings; retire it instead.
        UnknownCodeError: it is not there.
    """
    _edit(store, guid, lambda book: without_code(book, guid), ("remove code", "removed code {}"), coder=coder, at=at)


def merge_codes(store: Store, guid: str, into_guid: str, *, coder: str, at: datetime) -> int:
    """Merge a code into another of its codebook; its codings follow. Return how many did.

    A coding whose twin (same segment, same coder) stands under the other code already is joined with it, memos too.

    Raises:
        CodebookError, UnknownCodeError
    """
    with store.act("merge codes", "merged codes", coder=coder, at=at) as unit:
        book = codebook_of(unit, guid)
        gone, into = book.code(guid), book.code(into_guid)
        merged = with_merged(book, guid, into_guid)
        count = len(codings_of_code(unit, guid))
        write_codebook(unit, merged, went_into={guid: into_guid}, before=book)
        unit.say(f"merged {gone.name} into {into.name} ({count} codings)")
    return count


def split_code(store: Store, guid: str, name: str, coding_guids: Sequence[str], *, coder: str, at: datetime) -> str:
    """Make a sibling of a code, with its fields but another name and no key, and move some of its codings there.

    Returns:
        The new code's GUID.

    Raises:
        CodebookError, UnknownCodeError, UnknownCodingError
    """
    with store.act("split code", "split code", coder=coder, at=at) as unit:
        book = codebook_of(unit, guid)
        origin = book.code(guid)
        new = replace(origin, guid=new_guid(), name=name, key=None, merged_guids=(), split_from_guid=guid)
        write_codebook(unit, with_code(book, new), before=book)
        move_codings(unit, coding_guids, new.guid)
        unit.say(f"split {new.name} from {origin.name} ({len(coding_guids)} codings)")
    return new.guid


def _edit(
    store: Store,
    guid: str,
    edit: Callable[[Codebook], Codebook],
    told: tuple[ActKind, str],
    *,
    coder: str,
    at: datetime,
) -> None:
    kind, summary = told
    with store.act(kind, summary, coder=coder, at=at) as unit:
        book = codebook_of(unit, guid)
        after = edit(book)
        if after != book:
            write_codebook(unit, after, before=book)
        unit.say(summary.format(book.code(guid).name))
