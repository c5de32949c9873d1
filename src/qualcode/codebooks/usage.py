"""What the codings of a study say of its codebook: codes never used, and codes that are always used together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qualcode.codebooks.checking import Finding, listed
from qualcode.model.codebook import Code, Codebook

# Two codings in one place may be chance; three of each, and never one without the other, is hardly.
FEWEST_TOGETHER = 3


class Use(NamedTuple):
    """One coding: in which text, by whom, from where to where, and with which code."""

    source: str
    coder: str
    start: int
    end: int
    code_guid: str


def usage_findings(codebook: Codebook, uses: Iterable[Use]) -> tuple[Finding, ...]:
    """Return what the codings say of the codebook; nothing before there are any.

    A code is unused when neither it nor a code below it has a coding; of unused codes, the topmost is told. Two codes
    are always together when each coding of either overlaps one of the other by the same coder, three times at least; a
    code and one above it are not compared, since marking both is a way to work.
    """
    own = [use for use in uses if use.code_guid in codebook]
    counts = Counter(use.code_guid for use in own)
    if not counts:
        return ()
    return (*_unused(codebook, counts), *_together(codebook, own, counts))


def _unused(book: Codebook, counts: Counter[str]) -> Iterator[Finding]:
    used: set[str | None] = set()
    for code in reversed(book.codes):
        if counts[code.guid] or code.guid in used:
            used |= {code.guid, code.parent_guid}
    for code in book.codes:
        is_told_above = code.parent_guid is not None and code.parent_guid not in used
        if code.guid not in used and not is_told_above and not code.is_retired:
            path = book.path(code.guid)
            below = len(book.descendants(code.guid))
            told = "" if not below else f", nor {'the code' if below == 1 else f'one of the {below} codes'} under it"
            yield Finding("never used", path, f"{path}: no coding has it yet{told}.")


def _together(book: Codebook, uses: list[Use], counts: Counter[str]) -> Iterator[Finding]:
    met = _meetings(uses)
    for (one, other), number in met.items():
        if one < other and number == counts[one] >= FEWEST_TOGETHER:
            if met[other, one] != counts[other] or counts[other] < FEWEST_TOGETHER:
                continue
            codes = sorted((one, other), key=lambda guid: _place(book, guid))
            if not _is_above(book, *codes):
                paths = [book.path(guid) for guid in codes]
                told = f"{listed(paths)}: always stand together ({counts[one]} and {counts[other]} codings)"
                yield Finding("always together", paths[0], f"{told}; are they the same?")


def _meetings(uses: list[Use]) -> Counter[tuple[str, str]]:
    """Return, for any two codes, how many codings of the first overlap some coding of the second by the same coder."""
    texts: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in uses:
        texts[use.source, use.coder].append(use)
    met: Counter[tuple[str, str]] = Counter()
    for text in texts.values():
        others: list[set[str]] = [set() for _ in text]
        text.sort(key=lambda use: (use.start, use.end))
        open_uses: list[int] = []
        for place, use in enumerate(text):
            open_uses = [each for each in open_uses if text[each].end > use.start]
            for each in open_uses:
                others[each].add(use.code_guid)
                others[place].add(text[each].code_guid)
            open_uses.append(place)
        for use, codes in zip(text, others, strict=True):
            met.update((use.code_guid, code) for code in codes if code != use.code_guid)
    return met


def _place(book: Codebook, guid: str) -> int:
    return next(place for place, code in enumerate(book.codes) if code.guid == guid)


def _is_above(book: Codebook, one: str, other: str) -> bool:
    lines: list[tuple[Code, ...]] = [book.lineage(one), book.lineage(other)]
    return any(guid in [code.guid for code in line] for guid, line in zip((one, other), reversed(lines), strict=True))
