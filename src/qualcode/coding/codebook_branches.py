"""Codes that go from one codebook of the project into another, copies of codes, codebooks that are removed.

Each is one act. A code belongs to one codebook: moved, it keeps its identity and its codings; a copy is a code of its
own without any. Both codebooks have a new revision afterwards.
"""

from datetime import datetime

from qualcode.codebooks.branches import branch_of, copied, with_branch
from qualcode.codebooks.editing import with_moved, without_code
from qualcode.coding.codebook_making import codebook_of, standing_codebook
from qualcode.coding.codebook_writing import next_revision, write_codebook
from qualcode.errors.codebooks import CodebookError
from qualcode.model.identity import new_guid
from qualcode.store.code_rows import codebook_ids
from qualcode.store.database import Store
from qualcode.store.revisions import keep_steps, standing_revisions


def move_to_codebook(
    store: Store,
    guid: str,
    codebook_guid: str,
    *,
    coder: str,
    at: datetime,
    parent_guid: str | None = None,
    before_guid: str | None = None,
) -> tuple[str, ...]:
    """Move a code and all under it into a codebook, its own or another; codings, memos and verdicts go along.

    Args:
        store: the project.
        guid: the code.
        codebook_guid: where to.
        coder: who moves it.
        at: when.
        parent_guid: the code there that it comes to stand under; None for the top.
        before_guid: the sibling there that it comes to stand before; the last place without one.

    Returns:
        The names of codes that lost their key, because a code there has it.

    Raises:
        CodebookError: a sibling there has its name, or it would stand under itself.
        UnknownCodeError, UnknownCodebookError
    """
    with store.act("move code", "moved a code", coder=coder, at=at) as unit:
        book, target = codebook_of(unit, guid), standing_codebook(unit, codebook_guid)
        code = book.code(guid)
        if book.guid == target.guid:
            after = with_moved(book, guid, parent_guid, before_guid=before_guid)
            if after != book:
                write_codebook(unit, after, before=book)
            unit.say(f"moved code {code.name}")
            return ()
        joined, lost = with_branch(target, branch_of(book, guid), parent_guid, before_guid=before_guid)
        rest = without_code(book, guid)
        revision = next_revision(unit, rest)
        # The rows of the codes change hands here, so that nothing that points to them is left behind.
        write_codebook(unit, joined)
        write_codebook(unit, rest, revision=revision)
        unit.say(f"moved code {code.name} from codebook {book.name} to {target.name}")
    return lost


def copy_to_codebook(
    store: Store, guid: str, codebook_guid: str, *, coder: str, at: datetime, parent_guid: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """Copy a code and all under it into a codebook, without codings.

    Returns:
        The copy's GUID, and the names of codes that come without their key, because a code there has it.

    Raises:
        CodebookError: a sibling there has its name.
        UnknownCodeError, UnknownCodebookError
    """
    with store.act("copy code", "copied a code", coder=coder, at=at) as unit:
        book, target = codebook_of(unit, guid), standing_codebook(unit, codebook_guid)
        branch = copied(branch_of(book, guid), new_guid)
        joined, lost = with_branch(target, branch, parent_guid)
        write_codebook(unit, joined)
        unit.say(f"copied code {branch[0].name} from codebook {book.name} to {target.name}")
    return branch[0].guid, lost


def remove_codebook(store: Store, guid: str, *, coder: str, at: datetime) -> None:
    """Remove a codebook that has no codes.

    Raises:
        CodebookError: it has codes.
        UnknownCodebookError: there is no such codebook.
    """
    with store.act("remove codebook", "removed a codebook", coder=coder, at=at) as unit:
        book = standing_codebook(unit, guid)
        if book.codes:
            raise CodebookError(book.name, "it has codes; move or remove them first.")
        before = standing_revisions(unit)
        unit.delete("codebooks", [codebook_ids(unit)[guid]])
        keep_steps(unit, before)
        unit.say(f"removed codebook {book.name}")
