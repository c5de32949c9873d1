"""How codes are used: by whom, in how many sources, with a few telling quotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qualcode.model.coding import Coding

_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Usage:
    """How one code is used.

    Attributes:
        codings: all of it, in order of place.
        coders: names and how many are theirs, the most first.
        sources: in how many.
        telling: up to three codings to show.
    """

    codings: tuple[Coding, ...] = ()
    coders: tuple[tuple[str, int], ...] = ()
    sources: int = 0
    telling: tuple[Coding, ...] = ()


NO_USE = Usage()


def usages(codings: Iterable[Coding]) -> dict[str, Usage]:
    """Return how each code that is used at all is used, by its GUID."""
    grouped: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        grouped[coding.code_guid].append(coding)
    return {
        guid: Usage(
            codings=tuple(own),
            coders=tuple(Counter(coding.coder for coding in own).most_common()),
            sources=len({coding.source_guid for coding in own}),
            telling=_telling(own),
        )
        for guid, own in grouped.items()
    }


def _telling(codings: list[Coding]) -> tuple[Coding, ...]:
    """Return those chosen for the report first, then from as many sources as there are."""
    seen: Counter[str] = Counter()
    ranked = []
    for place, coding in enumerate(codings):
        ranked.append((not coding.is_selected, seen[coding.source_guid], place, coding))
        seen[coding.source_guid] += 1
    return tuple(coding for *_, coding in sorted(ranked, key=lambda each: each[:3])[:_QUOTES])
