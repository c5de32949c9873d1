"""A codebook's full content as canonical JSON, and the hash of it that names a revision.

Keys are sorted, nothing is indented, codes stand in preorder and empty fields are left out. So equal codebooks have
equal text whatever wrote them, and a field added in a later version leaves the hashes of older revisions as they are.
"""

import json
from collections.abc import Sequence
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any

from qualcode.errors.base import QualcodeError
from qualcode.errors.values import InvalidValueError
from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.identity import text_sha256

HASH_DIGITS = 64
_KNOWN_CODES = 16_384  # a few codebooks of thousands of codes, in their last states


def codebook_json(codebook: Codebook) -> str:
    """Return everything the codebook holds as one line of JSON; `codebook_from_json` gives it back."""
    content = {"guid": codebook.guid, "name": codebook.name}
    if codebook.description:
        content["description"] = codebook.description
    return f'{{"codes":[{",".join(map(_code_json, codebook.codes))}],{_canonical(content)[1:]}'


def content_hash(codebook: Codebook) -> str:
    """Return the SHA-256 of the codebook's canonical JSON as 64 hexadecimal digits."""
    return text_sha256(codebook_json(codebook))


def later_hash(content: str, parents: Sequence[str]) -> str:
    """Return the hash of a revision whose content stood in its history before: that of content and parents.

    The content is canonical JSON. So a codebook that was changed and changed back is not taken for the one it was
    before both. Ancestors known by their first digits only do not count.
    """
    whole = [parent for parent in parents if len(parent) == HASH_DIGITS]
    return text_sha256("\n".join([content, *whole]))


def is_hash_of(revision: str, codebook: Codebook, parents: Sequence[str]) -> bool:
    """Tell whether a revision of that content and those parents may be known by that hash."""
    content = codebook_json(codebook)
    return revision in (text_sha256(content), later_hash(content, parents))


def codebook_from_json(text: str) -> Codebook:
    """Return the codebook that `codebook_json` wrote.

    Raises:
        InvalidValueError: the text is not such JSON, or was written by a version that knows more fields.
        CodebookError: its codes do not make a codebook.
    """
    try:
        content = json.loads(text)
        codes = tuple(_code(code) for code in content.pop("codes"))
        return Codebook(**content, codes=codes)
    except QualcodeError:
        raise
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        reason = f"is not a codebook's content as this version writes it ({error})."
        raise InvalidValueError("Codebook content", text[:40] + "…", reason) from error


def _canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


# At every edit of a large codebook, all but one of its codes are as they were.
@lru_cache(maxsize=_KNOWN_CODES)
def _code_json(code: Code) -> str:
    return _canonical(_code_content(code))


def _code_content(code: Code) -> dict[str, Any]:
    content = {name: value for name, empty in _CODE_FIELDS if (value := getattr(code, name)) != empty}
    if code.cues:
        content["cues"] = [_cue_content(cue) for cue in code.cues]
    return content


def _cue_content(cue: Cue) -> dict[str, Any]:
    content: dict[str, Any] = {"text": cue.text}
    if cue.form != "lemma":
        content["form"] = cue.form
    if cue.language is not None:
        content["language"] = cue.language
    if cue.is_negative:
        content["is_negative"] = True
    return content


def _code(content: dict[str, Any]) -> Code:
    cues = tuple(Cue(**cue) for cue in content.pop("cues", ()))
    examples, merged = tuple(content.pop("examples", ())), tuple(content.pop("merged_guids", ()))
    return Code(**content, cues=cues, examples=examples, merged_guids=merged)


# Each field of a code with what it is when nothing is said of it; a name or GUID is never nothing.
_CODE_FIELDS = tuple(
    (field.name, None if field.default is MISSING else field.default) for field in fields(Code) if field.name != "cues"
)
