"""Which revisions a codebook file descends from, as the formats that have no place of their own for it tell it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

SHORT_HASH = 12  # digits by which an ancestor is known: enough among millions
_HASH = re.compile(r"\b[0-9a-f]{12,64}\b")


class Lineage(NamedTuple):
    """The revision a file holds, those it was made from, and older ones, the newest first."""

    revision: str | None = None
    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()


def lineage_words(lineage: Lineage) -> dict[str, str]:
    """Return what there is to tell, a text by a word each; of ancestors, the first digits."""
    words = {
        "revision": lineage.revision or "",
        "parents": " ".join(lineage.parents),
        "ancestors": " ".join(each[:SHORT_HASH] for each in lineage.ancestors),
    }
    return {word: text for word, text in words.items() if text}


def lineage_told(words: Mapping[str, str]) -> Lineage:
    """Return what `lineage_words` told; what is no hash is passed over."""
    parents, ancestors = (tuple(_HASH.findall(words.get(word, ""))) for word in ("parents", "ancestors"))
    return Lineage(words.get("revision") or None, parents, ancestors)
