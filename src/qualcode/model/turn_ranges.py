"""Numbers of turns, such as those a coder has read, as ranges."""

from collections.abc import Iterable

Ranges = tuple[tuple[int, int], ...]


def ranges_of(numbers: Iterable[int]) -> Ranges:
    """Return numbers as `(first, last)` ranges in order, none of which touch."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)


def numbers_of(ranges: Iterable[Iterable[int]]) -> set[int]:
    """Return every number of `(first, last)` ranges."""
    return {number for first, last in ranges for number in range(first, last + 1)}
