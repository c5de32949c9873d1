"""Making an empty codebook and naming it, for who begins without a file. Each is one act."""

from dataclasses import replace
from datetime import datetime

from qualcode.coding.codebook_writing import write_codebook
from qualcode.errors import UnknownCodebookError
from qualcode.model.codebook import Codebook
from qualcode.model.identity import new_guid
from qualcode.store.codebooks import read_codebooks
from qualcode.store.database import Store


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
        books = read_codebooks(unit)
        book = next((book for book in books if book.guid == guid), None)
        if book is None:
            raise UnknownCodebookError(guid, [known.name for known in books])
        renamed = replace(book, name=name)
        if renamed.name != book.name:
            write_codebook(unit, renamed)
            unit.say(f"renamed codebook {book.name} to {renamed.name}")
