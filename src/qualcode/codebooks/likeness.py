"""Names of codes that are nearly alike: what the check of a codebook finds, and what is told before one more is made.

Names are compared without regard to letter case and to the order of their words. Names that differ in their numbers
only are meant to be alike, and very short names are alike by chance; neither is found.
"""

from collections.abc import Iterator, Sequence

from qualcode.model.codebook import PATH_SEPARATOR, Codebook

SHORTEST_TO_COMPARE = 5
_LIKENESS = 90.0
# While a name is typed, one wrong letter in a word of nine is told; “disagreement” beside “agreement” is not.
_LIKENESS_TO_WARN = 87.0
# Rows of the table of likenesses that are held in memory together.
_AT_ONCE = 256
_MOST_WARNED_OF = 3


def plain_text(text: str) -> str:
    """Return a text as it is compared: without letter case, with single spaces."""
    return " ".join(text.casefold().split())


def in_any_order(name: str) -> str:
    """Return a name's words in an order that is the same whichever they had."""
    return " ".join(sorted(name.split()))


def alike_names(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield any two of different plain names that are nearly alike, in their order."""
    compared = [name for name in names if len(name) >= SHORTEST_TO_COMPARE]
    texts = [in_any_order(name) for name in compared]
    for first, second, _ in likenesses(texts, texts, at_least=_LIKENESS):
        if first < second and not _differ_in_numbers(compared[first], compared[second]):
            yield compared[first], compared[second]


def likenesses(rows: Sequence[str], columns: Sequence[str], *, at_least: float) -> Iterator[tuple[int, int, float]]:
    """Yield the places of any two texts that are so much alike, 0 to 100, and how much."""
    from rapidfuzz import fuzz, process

    for start in range(0, len(rows), _AT_ONCE):
        scores = process.cdist(rows[start : start + _AT_ONCE], columns, scorer=fuzz.ratio, score_cutoff=at_least)
        for row, column in zip(*scores.nonzero(), strict=True):
            yield start + int(row), int(column), float(scores[row, column])


def similar_names(codebooks: Sequence[Codebook], name: str, *, besides: str | None = None) -> tuple[str, ...]:
    """Return the paths of up to three codes called the same or nearly so, the likest first.

    Args:
        codebooks: where to look; paths name the codebook where there are several.
        name: what a code is about to be called.
        besides: the GUID of a code that is not compared, such as the one that is being renamed.
    """
    from rapidfuzz import fuzz

    wanted = plain_text(name)
    found = []
    for book in codebooks:
        for code in book.codes:
            known = plain_text(code.name)
            if code.guid == besides or not wanted:
                continue
            if known == wanted:
                found.append((100.0, book, code))
            elif min(len(known), len(wanted)) >= SHORTEST_TO_COMPARE and not _differ_in_numbers(known, wanted):
                likeness = fuzz.ratio(in_any_order(known), in_any_order(wanted), score_cutoff=_LIKENESS_TO_WARN)
                if likeness:
                    found.append((likeness, book, code))
    found.sort(key=lambda each: -each[0])
    start = [f"{book.name}{PATH_SEPARATOR}" if len(codebooks) > 1 else "" for _, book, _ in found]
    paths = [above + book.path(code.guid) for above, (_, book, code) in zip(start, found, strict=True)]
    return tuple(paths[:_MOST_WARNED_OF])


def _differ_in_numbers(one: str, other: str) -> bool:
    """Tell whether two different names are the same but for the digits in them."""
    return one != other and _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(char for char in text if not char.isdigit())
