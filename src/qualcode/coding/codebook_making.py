"""Making an empty codebook and naming it, for who begins without a file. Each is one act."""

from dataclasses import replace
from datetime import datetime

from qualcode.coding.codebook_writing import write_codebook
from qualcode.errors.lookups import CodebookGoneError, CodeGoneError
from qualcode.model.codebook import Codebook
from qualcode.model.identity import new_guid
from qualcode.store.acts import Writing
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store

FIRST_CODEBOOK = "Codebook"  # what is proposed to be, or is, the name of the first one of a project


def create_codebook(store: Store, name: str, *, coder: str, at: datetime) -> str:
    """Add a codebook without codes and return its GUID.

    Raises:
        CodebookError: another codebook has the name.
        InvalidValueError: it is no name.
    """
    book = Codebook(guid=new_guid(), name=name)
    with store.act("create codebook", f"created codebook {book.name}", coder=coder, at=at) as unit:
        write_codebook(unit, book)
    return book.guid


def rename_codebook(store: Store, guid: str, name: str, *, coder: str, at: datetime) -> None:
    """Give a codebook another name.

    Raises:
        CodebookError: another codebook has the name.
        InvalidValueError: it is no name.
        UnknownCodebookError: there is no such codebook.
    """
    with store.act("rename codebook", "renamed codebook", coder=coder, at=at) as unit:
        book = standing_codebook(unit, guid)
        renamed = replace(book, name=name)
        if renamed.name != book.name:
            write_codebook(unit, renamed)
            unit.say(f"renamed codebook {book.name} to {renamed.name}")


def standing_codebook(unit: Writing, guid: str) -> Codebook:
    """Return a codebook as it stands inside an act.

    Raises:
        UnknownCodebookError: there is no such codebook.
    """
    books = read_codebooks(unit)
    for book in books:
        if book.guid == guid:
            return book
    raise CodebookGoneError([book.name for book in books])


def codebook_of(unit: Writing, code_guid: str) -> Codebook:
    """Return the codebook that a code stands in, as it stands inside an act.

    Raises:
        UnknownCodeError: there is no such code.
    """
    for book in read_codebooks(unit):
        if code_guid in book:
            return book
    raise CodeGoneError
