"""How what a person types finds what is meant: a source by its name, and the nearest name where there is none."""

from collections.abc import Iterable, Sequence

from qualcode.errors.lookups import UnknownSourceError
from qualcode.model.identity import is_guid

_FEWEST_LETTERS = 3


def near_names(wanted: str, names: Iterable[str], *, likeness: float = 0.6) -> list[str]:
    """Return the name that has the wanted one's words in it, else the one spelled most like it; none where none is.

    Fear means Fear of escalation, though few of its letters are in it. Of several names with the words, those that
    begin with them come first, then the shortest; words may be cut short at their end, and have three letters or more.

    Args:
        wanted: as it was typed; letter case does not matter.
        names: that there are; of names that differ by letter case alone, the last.
        likeness: what is like enough, from 0 to 1; short names need less. It is Ratcliff and Obershelp's: twice the
            characters in common over the characters of both.
    """
    import difflib  # only on the way to an error message

    spelled = {name.casefold(): name for name in names}
    words = " ".join(wanted.casefold().split())
    holding = [key for key in spelled if len(words) >= _FEWEST_LETTERS and f" {words}" in f" {key}"]
    if holding:
        return [spelled[min(holding, key=lambda key: (not key.startswith(words), len(key)))]]
    return [spelled[key] for key in difflib.get_close_matches(wanted.casefold(), spelled, n=1, cutoff=likeness)]


def find_source(named: Sequence[tuple[str, str]], wanted: str) -> str:
    """Return the GUID of the source that goes by that GUID or name, with or without its file ending.

    What is spelled exactly so is meant before what differs by letter case, and a whole name before one without ending.

    Args:
        named: GUID and name of each source.
        wanted: as it was typed.

    Raises:
        UnknownSourceError: none does, or several do; one of them, or the nearest name, is offered.
    """
    key = wanted.strip()
    folded = key.casefold()
    if is_guid(folded):
        found = [guid for guid, _ in named if guid == folded]
    else:
        stems = [(guid, name.rsplit(".", 1)[0]) for guid, name in named]
        found = (
            [guid for guid, name in named if name == key]
            or [guid for guid, stem in stems if stem == key]
            or [guid for guid, name in named if name.casefold() == folded]
            or [guid for guid, stem in stems if stem.casefold() == folded]
        )
    if len(found) == 1:
        return found[0]
    meant = [name for guid, name in named if guid in found]
    raise UnknownSourceError(wanted, meant or near_names(key, [name for _, name in named]))
