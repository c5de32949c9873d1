"""Making a code because something is to be coded with it: the code and its first coding are one act.

Undoing takes both back. A project without a codebook gets one with its first code.
"""

from dataclasses import dataclass
from datetime import datetime

from qualcode.codebooks.editing import with_code
from qualcode.coding.applying import add_coding, give_code
from qualcode.coding.codebook_making import FIRST_CODEBOOK, standing_codebook
from qualcode.coding.codebook_writing import write_codebook
from qualcode.model.codebook import Code, Codebook
from qualcode.model.identity import new_guid
from qualcode.model.transcript import Segment
from qualcode.store.acts import Writing
from qualcode.store.codebooks import read_codebooks
from qualcode.store.coding_rows import coding_sentence
from qualcode.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCode:
    """A code to be made.

    Attributes:
        codebook_guid: where, or None for a project that has no codebook yet.
        parent_guid: under which code, or None for a theme.
    """

    name: str
    codebook_guid: str | None
    parent_guid: str | None = None


def create_and_apply(  # all of them make one coding
    store: Store,
    source_guid: str,
    segment: Segment,
    new: NewCode,
    *,
    coder: str,
    at: datetime,
    quote: str | None = None,
) -> tuple[str, str]:
    """Make a code, code a segment with it, and return the GUIDs of code and coding.

    Raises:
        TextChangedError: `quote` was given, and other words stand there.
        CodebookError: the name is taken where it is to stand.
        InvalidValueError: it is no name.
        UnknownCodebookError: what it is to stand in is gone.
        OffsetError, UnknownSourceError
    """
    with store.act("create and apply code", "created and applied a code", coder=coder, at=at) as unit:
        code_guid = _make(unit, new)
        guid = add_coding(unit, source_guid, segment, code_guid, origin="hand", quote=quote)
        unit.say(f"created a code and coded {coding_sentence(unit, guid)}")
    return code_guid, guid


def create_and_recode(store: Store, guid: str, new: NewCode, *, coder: str, at: datetime) -> str:
    """Make a code, give it to a coding instead of its own, and return the code's GUID.

    Raises:
        CodebookError, InvalidValueError, UnknownCodebookError, UnknownCodingError
    """
    with store.act("create code and recode", "created a code and recoded", coder=coder, at=at) as unit:
        before = coding_sentence(unit, guid)
        code_guid = _make(unit, new)
        unit.say(f"created the code {give_code(unit, guid, code_guid)} and recoded to it {before}")
    return code_guid


def _make(unit: Writing, new: NewCode) -> str:
    if new.codebook_guid:
        book = standing_codebook(unit, new.codebook_guid)
    else:
        # Another program may have made the first one meanwhile.
        book = next(iter(read_codebooks(unit)), None) or Codebook(guid=new_guid(), name=FIRST_CODEBOOK)
    code = Code(guid=new_guid(), name=new.name, parent_guid=new.parent_guid)
    write_codebook(unit, with_code(book, code))
    return code.guid
