"""Which codes of two codebooks are the same although their GUIDs differ: by place, or proposed by likeness.

Codes that both sides made on their own, with one name in one place, are taken for the same. What is merely alike, in
name or definition, is proposed; a person says.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from qualcode.codebooks.likeness import in_any_order, likenesses, plain_text
from qualcode.codebooks.parents import path_key
from qualcode.model.codebook import Code, Codebook

_LIKELY = 80.0
_SHORTEST_NAME = 4
_SHORTEST_DEFINITION = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A code there and a code here that may be the same.

    Attributes:
        likeness: of their names or definitions, 0 to 100.
    """

    theirs_guid: str
    ours_guid: str
    theirs_path: str
    ours_path: str
    likeness: int

    def sentence(self) -> str:
        """Return the proposal in one line."""
        return f"{self.theirs_path!r} there may be {self.ours_path!r} here ({self.likeness} % alike)"


def sure_pairs(base: Codebook | None, ours: Codebook, theirs: Codebook) -> dict[str, str]:
    """Return, by the GUIDs of codes there, those of codes here that are the same although their GUIDs differ.

    These are codes that were taken for the same before, and those that both sides added with one name in one place.
    """
    taken = {
        guid: code.guid
        for code in ours.codes
        for guid in code.merged_guids
        if code.guid not in theirs and not (base and code.guid in base) and guid in theirs and guid not in ours
    }
    pairs: dict[str, str] = {}
    for guid, own in taken.items():
        if own not in pairs.values():
            pairs[guid] = own
    mine, added = _own(base, ours, theirs, pairs.values()), _own(base, theirs, ours, pairs)
    places = {(code.parent_guid, path_key(code.name)): code.guid for code in reversed(mine)}
    for code in added:
        parent = pairs.get(code.parent_guid or "", code.parent_guid)
        own_guid = places.get((parent, path_key(code.name)))
        if own_guid is not None and own_guid not in pairs.values():
            pairs[code.guid] = own_guid
    return pairs


def _own(base: Codebook | None, side: Codebook, other: Codebook, besides: Collection[str]) -> list[Code]:
    """Return the codes that only this side has and did not have when both began."""
    return [
        code
        for code in side.codes
        if code.guid not in other and not (base and code.guid in base) and code.guid not in besides
    ]


def proposed_pairs(
    base: Codebook | None, ours: Codebook, theirs: Codebook, sure: Mapping[str, str]
) -> tuple[Pair, ...]:
    """Return codes that both sides added and that are alike, the likest first, each code once.

    Of two that are as much alike, the one under the same parent is taken.

    Args:
        base: what both began with, if that is known.
        ours: the codebook here.
        theirs: the one there.
        sure: pairs that need no proposal.
    """
    mine, added = _own(base, ours, theirs, sure.values()), _own(base, theirs, ours, sure)
    if not mine or not added:
        return ()

    def rank(each: tuple[float, int, int]) -> tuple[float, bool, int, int]:
        likeness, row, column = each
        parent = added[row].parent_guid
        return -likeness, sure.get(parent or "", parent) != mine[column].parent_guid, row, column

    found = sorted(_alike(added, mine), key=rank)
    seen: set[str] = set()
    pairs = []
    for likeness, row, column in found:
        there, here = added[row], mine[column]
        if there.guid not in seen and here.guid not in seen:
            seen |= {there.guid, here.guid}
            pairs.append(
                Pair(
                    theirs_guid=there.guid,
                    ours_guid=here.guid,
                    theirs_path=theirs.path(there.guid),
                    ours_path=ours.path(here.guid),
                    likeness=int(likeness),
                )
            )
    return tuple(pairs)


def _alike(added: list[Code], mine: list[Code]) -> list[tuple[float, int, int]]:
    """Return how alike two codes are, by name or by definition, and their places, where that is enough."""
    texts = [
        ([plain_text(code.name) for code in side] for side in (added, mine)),
        ([in_any_order(plain_text(code.name)) for code in side] for side in (added, mine)),
        ([plain_text(code.definition) for code in side] for side in (added, mine)),
    ]
    best: dict[tuple[int, int], float] = {}
    for shortest, (rows, columns) in zip((_SHORTEST_NAME, _SHORTEST_NAME, _SHORTEST_DEFINITION), texts, strict=True):
        for row, column, likeness in likenesses(rows, columns, at_least=_LIKELY):
            if min(len(rows[row]), len(columns[column])) >= shortest:
                best[row, column] = max(best.get((row, column), 0.0), likeness)
    return [(likeness, row, column) for (row, column), likeness in best.items()]


def with_pairs(book: Codebook, pairs: Mapping[str, str], *, forgotten: Collection[str] = ()) -> Codebook:
    """Return the codebook with some codes under the GUIDs of others, which remember theirs.

    Args:
        book: theirs, or what both began with.
        pairs: the new GUID of each code, by the one it has.
        forgotten: GUIDs that nobody else knows and that need not be remembered.
    """
    if not any(guid in pairs for guid in (code.guid for code in book.codes)):
        return book

    def renamed(code: Code) -> Code:
        parent = pairs.get(code.parent_guid or "", code.parent_guid)
        if code.guid not in pairs:
            return code if parent == code.parent_guid else replace(code, parent_guid=parent)
        known = () if code.guid in forgotten else (code.guid,)
        return replace(code, guid=pairs[code.guid], parent_guid=parent, merged_guids=(*code.merged_guids, *known))

    return replace(book, codes=tuple(renamed(code) for code in book.codes))
