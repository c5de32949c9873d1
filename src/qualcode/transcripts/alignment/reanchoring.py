"""Where a segment of an older text lies in the newer one: the same words, moved ones, changed ones, or nothing.

What is promised: a segment comes back as exact or moved only where its very words stand, and words that stand once in
each text are always found. Anything else is changed, and says how like it is, or lost.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from qualcode.model.coding import Outcome
from qualcode.transcripts.alignment.alignment import Alignment, Block, Words

_LIKE_ENOUGH = 0.5
_FOUND_AGAIN = 0.75  # somewhere else, where nothing but the words speaks for it
_FEWEST_CHARACTERS = 15  # of a quote that is looked for by likeness
_LONGEST_GAP = 4000  # characters that are compared one by one
_SURROUNDINGS = 80
_MOST_COMPARED = 3_000_000_000  # characters of quotes times characters of fresh text; a second or two


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a segment lies now.

    Attributes:
        start, end: in the newer text; both 0 when it is lost.
        likeness: of the words, from 0 to 1.
        note: what makes it doubtful, for people; empty where nothing does.
    """

    outcome: Outcome
    start: int
    end: int
    likeness: float
    note: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look."""
        return bool(self.note)


LOST = Anchor("lost", 0, 0, 0.0, "its words are gone")


@dataclass
class Reanchoring:
    """Segments of an older text found in the newer one, by what the two share.

    More methods than most classes: a segment can be found in several ways, tried one after the other.
    """

    alignment: Alignment
    _compared: int = 0
    _long: tuple[tuple[int, int], ...] = ()
    _known: dict[tuple[int, int], Anchor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._long = tuple((low, high) for low, high in self.alignment.fresh if (high - low) * 2 >= _FEWEST_CHARACTERS)

    def anchor(self, start: int, end: int) -> Anchor:
        """Return where a segment of the older text lies in the newer one."""
        known = self._known.get((start, end))
        if known is None:
            known = self._known[start, end] = self._anchor(start, end)
        return known

    def _anchor(self, start: int, end: int) -> Anchor:
        blocks = self.alignment.overlapping(start, end)
        if len(blocks) == 1 and blocks[0].old_start <= start and end <= blocks[0].old_end:
            place = blocks[0].new_start + start - blocks[0].old_start
            return Anchor("moved" if blocks[0].is_moved else "exact", place, place + end - start, 1.0)
        quote = self.alignment.old.text[start:end]
        near = self._near(start, end, blocks)
        if near is not None and near.likeness == 1.0 and near.outcome != "changed":
            return near
        standing = self._standing(start, end, quote)
        if len(standing) == 1 and len(_places(self.alignment.old, quote, self._rarest(start, end))) == 1:
            return self._once(start, end, standing[0])
        if near is not None and near.likeness >= _FOUND_AGAIN:
            return near
        again = self._of_several(start, end, standing) or self._alike(quote)
        if again is not None and (near is None or again.likeness > near.likeness):
            return again
        return near or LOST

    def _once(self, start: int, end: int, place: int) -> Anchor:
        """Return the anchor of words that stand once in each text."""
        _, _, left, right = self.alignment.frame(start, end)
        length = end - start
        if left <= place and place + length <= right:
            return Anchor("exact", place, place + length, 1.0)
        short = length < _FEWEST_CHARACTERS
        return Anchor("moved", place, place + length, 1.0, "short words, found elsewhere" if short else "")

    def _near(self, start: int, end: int, blocks: tuple[Block, ...]) -> Anchor | None:
        """Return what stands where the segment stood, or where most of it went; None where that is nothing like it."""
        group = _heaviest([block for block in blocks if min(end, block.old_end) > max(start, block.old_start)], end)
        new, quote = self.alignment.new.text, self.alignment.old.text[start:end]
        low, high = self._edges(start, end, group)
        if new[low:high] != quote:
            low, high = self._whole_words(start, end, *_trimmed(new, low, high))
        if low >= high:
            return None
        words = new[low:high]
        if words == quote:
            is_moved = bool(group) and all(block.is_moved for block in group)
            return Anchor("moved" if is_moved else "exact", low, high, 1.0)
        if words.split() == quote.split():
            return Anchor("changed", low, high, 1.0)
        likeness = _likeness(quote, words)
        kept = sum(min(end, block.old_end) - max(start, block.old_start) for block in group) / (end - start)
        if max(likeness, kept) < _LIKE_ENOUGH:
            return None
        return Anchor("changed", low, high, min(likeness, 0.999), "its words changed")

    def _edges(self, start: int, end: int, group: list[Block]) -> tuple[int, int]:
        if not group:
            old_start, old_end, new_start, new_end = self.alignment.frame(start, end)
            return self._through(start, (old_start, old_end, new_start, new_end)), self._through(
                end, (old_start, old_end, new_start, new_end), is_end=True
            )
        first, last = group[0], group[-1]
        if first.old_start <= start:
            low = first.new_start + start - first.old_start
        else:
            low = self._through(start, self._gap_before(first))
        if end <= last.old_end:
            high = last.new_start + end - last.old_start
        else:
            high = self._through(end, self._gap_after(last), is_end=True)
        return low, high

    def _gap_before(self, block: Block) -> tuple[int, int, int, int]:
        place = bisect_left(self.alignment.starts, block.old_start) - 1
        before = self.alignment.blocks[place] if place >= 0 else Block(0, 0, 0)
        if before.is_moved != block.is_moved or before.new_end > block.new_start:
            return block.old_start, block.old_start, block.new_start, block.new_start
        return before.old_end, block.old_start, before.new_end, block.new_start

    def _gap_after(self, block: Block) -> tuple[int, int, int, int]:
        place = bisect_right(self.alignment.starts, block.old_start)
        texts = Block(len(self.alignment.old.text), len(self.alignment.new.text), 0, block.is_moved)
        after = self.alignment.blocks[place] if place < len(self.alignment.blocks) else texts
        if after.is_moved != block.is_moved or after.new_start < block.new_end:
            return block.old_end, block.old_end, block.new_end, block.new_end
        return block.old_end, after.old_start, block.new_end, after.new_start

    def _through(self, position: int, gap: tuple[int, int, int, int], *, is_end: bool = False) -> int:
        """Return where a position within a gap between two blocks lies in the newer text, character by character."""
        old_start, old_end, new_start, new_end = gap
        if (
            not old_start < position < old_end
            or new_end - new_start > _LONGEST_GAP
            or old_end - old_start > _LONGEST_GAP
        ):
            at_start = position <= old_start if position <= old_start or position >= old_end else not is_end
            return new_start if at_start else new_end
        from rapidfuzz.distance import Levenshtein

        old, new = self.alignment.old.text[old_start:old_end], self.alignment.new.text[new_start:new_end]
        at = position - old_start
        for step in Levenshtein.opcodes(old, new):
            inside = step.src_start < at <= step.src_end if is_end else step.src_start <= at < step.src_end
            if inside:
                ahead = min(at - step.src_start, step.dest_end - step.dest_start)
                return new_start + step.dest_start + ahead
        return new_end if is_end else new_start

    def _whole_words(self, start: int, end: int, low: int, high: int) -> tuple[int, int]:
        """Return a stretch of the newer text that cuts no word where the older one cut none."""
        old, new = self.alignment.old.text, self.alignment.new.text
        if not _cuts(old, start):
            while low < high and _cuts(new, low):
                low -= 1
        if not _cuts(old, end):
            while low < high and _cuts(new, high):
                high += 1
        return low, high

    def _rarest(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the number of the segment's rarest word, and how far into the quote it stands.

        A word at the segment's edge may be part of a longer one in the newer text, so it does not count.
        """
        old = self.alignment.old
        first, last = int(old.starts.searchsorted(start)), int(old.ends.searchsorted(end, side="right"))
        first += first < last and old.starts[first] == start and _is_of_word(old.text[start])
        last -= first < last and old.ends[last - 1] == end and _is_of_word(old.text[end - 1])
        if first >= last:
            return None
        rarest = first + int(self.alignment.new.times(old.ids[first:last]).argmin())
        return int(old.ids[rarest]), int(old.starts[rarest]) - start

    def _standing(self, start: int, end: int, quote: str) -> list[int]:
        return _places(self.alignment.new, quote, self._rarest(start, end))

    def _of_several(self, start: int, end: int, standing: list[int]) -> Anchor | None:
        """Return the place of the same words that nothing else of the older text has, the one in the likest talk."""
        length = end - start
        free = [place for place in standing if self._is_free(place, place + length)]
        if not free:
            return None
        old, new = self.alignment.old.text, self.alignment.new.text
        around = old[max(0, start - _SURROUNDINGS) : end + _SURROUNDINGS]
        ranked = sorted(
            (_likeness(around, new[max(0, place - _SURROUNDINGS) : place + length + _SURROUNDINGS]), -place)
            for place in free
        )
        place = -ranked[-1][1]
        count = f"its words stand {len(standing)} times" if len(standing) > 1 else "its words stood more than once"
        return Anchor("moved", place, place + length, 1.0, count)

    def _is_free(self, start: int, end: int) -> bool:
        fresh = self.alignment.fresh
        place = bisect_right(fresh, (start, 1 << 60)) - 1
        return any(low < end and start < high for low, high in fresh[max(0, place) : place + 2])

    def _alike(self, quote: str) -> Anchor | None:
        """Return the stretch of fresh text that is most like a quote, where one is like it enough."""
        if len(quote) < _FEWEST_CHARACTERS:
            return None
        from rapidfuzz import fuzz

        best: Anchor | None = None
        for low, high in self._long:
            self._compared += len(quote) * (high - low)
            if self._compared > _MOST_COMPARED:
                break
            if (high - low) * 2 < len(quote):
                continue
            text = self.alignment.new.text[low:high]
            found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=100 * _FOUND_AGAIN)
            if found is None or found.src_end - found.src_start < len(quote) * _FOUND_AGAIN:
                continue
            start, end = _trimmed(self.alignment.new.text, low + found.dest_start, low + found.dest_end)
            start, end = _to_words(self.alignment.new.text, start, end)
            likeness = _likeness(quote, self.alignment.new.text[start:end])
            if likeness >= _FOUND_AGAIN and (best is None or likeness > best.likeness):
                best = Anchor("changed", start, end, min(likeness, 0.999), "changed words, found elsewhere")
        return best


class Replaced(Reanchoring):
    """Segments of a text in which nothing but known stretches was replaced: where they lie is known, not found.

    A segment that begins or ends within what was replaced reaches to the edge of what stands there now.
    """

    def __init__(self, alignment: Alignment, edits: Sequence[tuple[int, int, int]]) -> None:
        super().__init__(alignment)
        self._ends = [end for _, end, _ in edits]
        self._edits = edits
        self._shifts = list(accumulate((length - (end - start) for start, end, length in edits), initial=0))

    def _anchor(self, start: int, end: int) -> Anchor:
        low, cuts_low = self._slid(start, is_end=False)
        high, cuts_high = self._slid(end, is_end=True)
        quote, words = self.alignment.old.text[start:end], self.alignment.new.text[low:high]
        if low >= high:
            return LOST
        if words == quote:
            return Anchor("exact", low, high, 1.0)
        note = "part of what was replaced" if cuts_low or cuts_high else ""
        return Anchor("changed", low, high, min(_likeness(quote, words), 0.999), note)

    def _slid(self, position: int, *, is_end: bool) -> tuple[int, bool]:
        """Return where a position lies now, and whether it lay within what was replaced."""
        place = bisect_left(self._ends, position) if is_end else bisect_right(self._ends, position)
        if place < len(self._edits) and self._edits[place][0] < position:
            start, end, length = self._edits[place]
            at = start + self._shifts[place] + (length if is_end else 0)
            return at, position < end
        return position + self._shifts[place], False


def _places(words: Words, quote: str, rarest: tuple[int, int] | None) -> list[int]:
    """Return where a quote stands, found by its rarest word."""
    if rarest is None:
        found, place = [], words.text.find(quote)
        while place >= 0:
            found.append(place)
            place = words.text.find(quote, place + 1)
        return found
    word, ahead = rarest
    places: list[int] = (words.starts[words.standing_of(word)] - ahead).tolist()
    return [place for place in places if place >= 0 and words.text.startswith(quote, place)]


def _heaviest(blocks: list[Block], end: int) -> list[Block]:
    """Return the neighbors among blocks, in order in both texts, that hold most of a segment."""
    groups: list[list[Block]] = []
    for block in blocks:
        last = groups[-1][-1] if groups else None
        width = end - blocks[0].old_start
        if last is not None and 0 <= block.new_start - last.new_end <= max(_SURROUNDINGS, width):
            groups[-1].append(block)
        else:
            groups.append([block])
    return max(groups, key=lambda group: sum(block.length for block in group), default=[])


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(one, other))


def _cuts(text: str, place: int) -> bool:
    """Tell whether a place lies within a word."""
    return 0 < place < len(text) and _is_of_word(text[place - 1]) and _is_of_word(text[place])


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    while _cuts(text, start):
        start -= 1
    while _cuts(text, end):
        end += 1
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
