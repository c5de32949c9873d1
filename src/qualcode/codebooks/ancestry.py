"""Which revision came from which: ancestors, the nearest common one, and what a person means by a revision's name.

A revision is known by the 64 digits of its hash. Of ancestors that only a file spoke of, the first twelve are known;
they count as the whole hash wherever that is known too.
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence

from qualcode.codebooks.lineage import SHORT_HASH, Lineage
from qualcode.errors.codebooks import AmbiguousRevisionError, UnknownRevisionError
from qualcode.model.revision import Revision, Step

MOST_ANCESTORS = 2000
SHORTEST_PREFIX = 4
_BACK = re.compile(r"(\d{1,6}) ?back|(?:HEAD)?~(\d{1,6})")


def lineage(revision: str, revisions: Mapping[str, Revision]) -> Lineage:
    """Return what a file is to say of the revision it holds."""
    own = revisions.get(revision)
    parents = tuple(dict.fromkeys(own.parents)) if own else ()
    whole = tuple(each for each in parents if len(each) > SHORT_HASH)
    return Lineage(revision, whole, tuple(each for each in ancestors(revision, revisions) if each not in whole))


def ancestors(start: str, revisions: Mapping[str, Revision]) -> tuple[str, ...]:
    """Return the hashes of all that a revision came from, the nearest first, without itself."""
    whole = {known[:SHORT_HASH]: known for known in revisions}
    found: dict[str, None] = {}
    waiting = deque([start])
    while waiting and len(found) <= MOST_ANCESTORS:
        known = revisions.get(waiting.popleft())
        for parent in known.parents if known else ():
            each = whole.get(parent[:SHORT_HASH], parent)
            if each != start and each not in found:
                found[each] = None
                waiting.append(each)
    return tuple(found)


def common_ancestor(mine: str, theirs: Sequence[str], revisions: Mapping[str, Revision]) -> str | None:
    """Return the hash of the newest revision that both come from and whose content is known here, or None.

    None of the others that both come from descends from it.

    Args:
        mine: the revision that stands here; it counts as its own ancestor.
        theirs: the other revision and its ancestors, the newest first, whole hashes or their first digits.
        revisions: all that are known here.
    """
    places = {each[:SHORT_HASH]: place for place, each in reversed(list(enumerate(theirs)))}
    nearest = _nearest(mine, places, revisions)
    older = {each for known in nearest for each in ancestors(known, revisions)}
    newest = [known for known in nearest if known not in older] or nearest
    return min(newest, key=lambda known: places[known[:SHORT_HASH]], default=None)


def _nearest(mine: str, wanted: Collection[str], revisions: Mapping[str, Revision]) -> list[str]:
    """Return the wanted revisions that are met first on each way back from the one that stands here."""
    whole = {known[:SHORT_HASH]: known for known in revisions}
    seen = {mine}
    waiting = deque([mine])
    met = []
    while waiting:
        each = waiting.popleft()
        if each[:SHORT_HASH] in wanted and each in revisions:
            met.append(each)
            continue
        known = revisions.get(each)
        for parent in known.parents if known else ():
            above = whole.get(parent[:SHORT_HASH], parent)
            if above not in seen:
                seen.add(above)
                waiting.append(above)
    return met


def meant_revision(wanted: str, steps: Sequence[Step], revisions: Mapping[str, Revision]) -> str:
    """Return the hash of the revision a person means.

    Args:
        wanted: the beginning of a hash, a name somebody gave, or how many steps ago, as in `2 back`.
        steps: of the codebook, the newest first.
        revisions: all that are known, by hash.

    Raises:
        UnknownRevisionError: nothing goes by that.
        AmbiguousRevisionError: several do.
    """
    text = " ".join(wanted.split())
    back = _BACK.fullmatch(text)
    if back:
        stood = [step.hash for step in steps]
        number = int(back[1] or back[2])
        at = stood[number] if number < len(stood) else None
        if at is None:
            raise UnknownRevisionError(
                wanted, f"How many steps there are shows `qualcode codebook log` ({len(steps)})."
            )
        return at
    named = [known.hash for known in revisions.values() if known.name and known.name.casefold() == text.casefold()]
    if len(text) >= SHORTEST_PREFIX and not named:
        named = [known for known in revisions if known.startswith(text.lower())]
    return _only(named, wanted, revisions)


def _only(found: Iterable[str], wanted: str, revisions: Mapping[str, Revision]) -> str:
    hashes = list(found)
    if len(hashes) > 1:
        raise AmbiguousRevisionError(wanted, hashes)
    if not hashes:
        names = [known.name for known in revisions.values() if known.name]
        named = f"Revisions with names: {', '.join(map(repr, names))}." if names else "See `qualcode codebook log`."
        raise UnknownRevisionError(wanted, named)
    return hashes[0]
