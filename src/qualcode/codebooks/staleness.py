"""What changed in the meaning of a code since a coding was made: its definition, when to use it, merges and splits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.codebooks.changes import Change
from qualcode.model.codebook import Codebook
from qualcode.model.coding import Coding

MEANING = ("definition", "use_when", "not_when")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCoding:
    """A coding whose code means something else now.

    Attributes:
        coding: itself.
        path: of its code.
        changes: what changed in the code's meaning since.
    """

    coding: Coding
    path: str
    changes: tuple[Change, ...]


def made_under_others(
    codings: Iterable[Coding], standing: Iterable[Codebook], hashes: Mapping[str, str]
) -> tuple[Coding, ...]:
    """Return the codings that were made under another revision than the one their codebook stands at.

    Args:
        codings: of codes that stand in one of the codebooks.
        standing: the codebooks.
        hashes: of the revision that each stands at, by its GUID.
    """
    stands_at = {code.guid: hashes[book.guid] for book in standing for code in book.codes}
    return tuple(one for one in codings if one.codebook_revision != stands_at[one.code_guid])


def stale_codings(
    codings: Iterable[Coding], standing: Iterable[Codebook], contents: Mapping[str, Codebook]
) -> tuple[StaleCoding, ...]:
    """Return the codings whose code meant something else when they were made, in the order they came in.

    Args:
        codings: of codes that stand in one of the codebooks.
        standing: the codebooks.
        contents: what each revision held that the codings were made under, by its hash.
    """
    holders = {code.guid: book for book in standing for code in book.codes}
    known: dict[tuple[str, str], tuple[Change, ...]] = {}
    found = []
    for coding in codings:
        asked = (coding.code_guid, coding.codebook_revision)
        now = holders[coding.code_guid]
        if asked not in known:
            known[asked] = meaning_changes(coding.code_guid, contents[coding.codebook_revision], now)
        if known[asked]:
            found.append(StaleCoding(coding=coding, path=now.path(coding.code_guid), changes=known[asked]))
    return tuple(found)


def meaning_changes(code_guid: str, then: Codebook, now: Codebook) -> tuple[Change, ...]:
    """Return what makes a coding of a code stale: what changed in the code's meaning from one codebook to the other.

    Names, cues, colors and places change nothing in what a code means. A code that is not in the older codebook took
    over the coding: what it was merged or split from then is told, and how the two differ.

    Args:
        code_guid: the code the coding has now; it is in the newer codebook.
        then: the codebook the coding was made under.
        now: the one that stands.
    """
    code, path = now.code(code_guid), now.path(code_guid)
    changes = []
    if code_guid in then:
        was = then.code(code_guid)
        changes += [
            Change(kind="merged", code_guid=guid, path=then.path(guid), after=path, into_guid=code_guid)
            for guid in code.merged_guids
            if guid in then and guid not in was.merged_guids
        ]
    else:
        origins = [guid for guid in (*code.merged_guids, code.split_from_guid) if guid and guid in then]
        changes += [
            Change(kind="split", code_guid=code_guid, path=path, before=then.path(guid))
            if guid == code.split_from_guid
            else Change(kind="merged", code_guid=guid, path=then.path(guid), after=path, into_guid=code_guid)
            for guid in origins
        ]
        if len(origins) != 1:
            return tuple(changes)
        was = then.code(origins[0])
    changes += [
        Change(kind="split", code_guid=other.guid, path=now.path(other.guid), before=path)
        for other in now.codes
        if other.split_from_guid == code_guid and other.guid not in then
    ]
    changes += [
        Change(kind="changed", code_guid=code_guid, path=path, field=field, before=before, after=after)
        for field in MEANING
        if (before := getattr(was, field)) != (after := getattr(code, field))
    ]
    return tuple(changes)
