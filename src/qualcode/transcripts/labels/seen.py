"""What was seen at the beginning of lines: each label in each style with its count, for whoever corrects a reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.transcripts.labels.candidates import Candidate, distinct
from qualcode.transcripts.labels.labels import LOOKS
from qualcode.transcripts.labels.shapes import label_key


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLabel:
    """A label as written, in one style.

    Attributes:
        written: its first spelling.
        speaker: the label of whom it names; empty where it was left as talk.
        looks: how it is set off, such as `Name:`.
        times: how often.
        line: of the first, from 1.
        near: a more frequent label that is one slip away.
    """

    written: str
    speaker: str
    looks: str
    times: int
    line: int
    near: str | None


def seen_labels(
    labels: Sequence[tuple[Candidate, int]],
    left: Sequence[Candidate],
    renamed: Sequence[tuple[str, str]],
    near: Mapping[str, str],
) -> tuple[SeenLabel, ...]:
    """Return the labels before they were renamed, those that are taken first, in order of appearance.

    Args:
        labels: the first of each kind, and how many there are, as `distinct` counts them.
        left: what was left as talk.
        renamed: labels as written and as they are called.
        near: keys that are one slip away from another label, and that label.
    """
    new = {label_key(old): name for old, name in renamed}
    counted: dict[tuple[str, str, bool], list[int]] = {}
    first: dict[tuple[str, str, bool], Candidate] = {}
    for found, is_taken in ((labels, True), (distinct(left), False)):
        for one, times in found:
            seen = one.head.key, one.head.style, is_taken
            first.setdefault(seen, one)
            counted.setdefault(seen, []).append(times)
    return tuple(
        SeenLabel(
            written=one.head.name,
            speaker=new.get(one.head.key, one.head.name if seen[2] else ""),
            looks=LOOKS[one.head.style],
            times=sum(counted[seen]),
            line=one.line + 1,
            near=near.get(one.head.key),
        )
        for seen, one in first.items()
    )
