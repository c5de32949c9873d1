"""Three-way merging of codebooks: ours, theirs, and what both began with; pure, and the same whichever side is which.

What only one side changed is taken. What both changed differently is a clash: told field by field, settled by the
caller, and as ours has it until then, so that there always is a whole codebook. No code is lost: one that was removed
there but is used here stays, one that was merged goes on in what it went into, and every GUID that is gone is kept by
the code that took its place.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from qualcode.codebooks.merge.clashes import Clash, Settled, Settling
from qualcode.codebooks.merge.field_merging import merged_book_fields, merged_code
from qualcode.codebooks.merge.places import in_order, merged_parents
from qualcode.codebooks.merge.presence import Presence, presence
from qualcode.codebooks.merge.taken import with_free_keys, with_free_names
from qualcode.model.codebook import Code, Codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What came of merging.

    Attributes:
        codebook: the result, with our side of every clash that is open.
        clashes: all, settled or not, in order of the result's codes.
        remarks: what stays although one side removed it, a line each.
        went_into: codes of ours that are gone, and the code of the result that each went into.
    """

    codebook: Codebook
    clashes: tuple[Clash, ...] = ()
    remarks: tuple[str, ...] = ()
    went_into: Mapping[str, str]

    @property
    def open(self) -> tuple[Clash, ...]:
        """The clashes that nobody settled yet."""
        return tuple(clash for clash in self.clashes if clash.settled is None)


def merged_codebooks(
    base: Codebook | None,
    ours: Codebook,
    theirs: Codebook,
    *,
    used: Collection[str] = frozenset(),
    settled: Mapping[str, Settled] | None = None,
) -> Merge:
    """Return our codebook with what they changed since both were `base`.

    Args:
        base: what both began with; None where that is not known: then what is only on one side was added there, and
            an empty field gives way to a filled one.
        ours: the codebook here; the result has its GUID.
        theirs: the colleague's; codes are the same by GUID.
        used: GUIDs of our codes that have codings, memos or verdicts.
        settled: how clashes are settled, by their ids.
    """
    began = base or Codebook(guid=ours.guid, name=ours.name)
    settling = Settling(settled or {})
    there = presence(began, ours, theirs, used, settling)
    parents = merged_parents(began, ours, theirs, there, settling)
    codes = [
        _placed(
            merged_code(began, ours, theirs, guid, settling),
            parent,
            _merged_guids(ours, theirs, there, guid),
        )
        for guid, parent in parents.items()
    ]
    codes = with_free_names(ours, theirs, with_free_keys(ours, theirs, codes, settling), settling)
    name, description = merged_book_fields(base, ours, theirs, settling)
    book = Codebook(
        guid=ours.guid,
        name=name,
        description=description,
        codes=in_order(began, ours, theirs, codes, settling),
    )
    return Merge(
        codebook=book,
        clashes=_in_code_order(book, settling),
        remarks=tuple(there.remarks),
        went_into={
            code.guid: into for code in ours.codes if code.guid not in book and (into := there.standing(code.guid))
        },
    )


def _placed(code: Code, parent_guid: str | None, merged_guids: tuple[str, ...]) -> Code:
    if code.parent_guid == parent_guid and code.merged_guids == merged_guids:
        return code
    return replace(code, parent_guid=parent_guid, merged_guids=merged_guids)


def _merged_guids(ours: Codebook, theirs: Codebook, there: Presence, guid: str) -> tuple[str, ...]:
    """Return the codes that are gone and went into this one."""
    told = {each for side in (ours, theirs) if guid in side for each in side.code(guid).merged_guids}
    kept = {each for each in told if each not in there.present and there.standing(each) in (guid, None)}
    return tuple(sorted(kept | there.goers.get(guid, set())))


def _in_code_order(book: Codebook, settling: Settling) -> tuple[Clash, ...]:
    places = {code.guid: place for place, code in enumerate(book.codes)}
    return tuple(sorted(settling.clashes.values(), key=lambda clash: places.get(clash.code_guid or "", -1)))
