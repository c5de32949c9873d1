"""What was seen at the beginning of lines: each label in each style with its count, for whoever corrects a reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.transcripts.candidates import Candidate
from qualcode.transcripts.evidence import Evidence
from qualcode.transcripts.labels import LOOKS
from qualcode.transcripts.shapes import label_key


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
    evidence: Evidence, renamed: Sequence[tuple[str, str]], near: Mapping[str, str]
) -> tuple[SeenLabel, ...]:
    """Return the labels before they were renamed, those that are taken first, in order of appearance.

    Args:
        renamed: labels as written and as they are called.
        near: keys that are one slip away from another label, and that label.
    """
    new = {label_key(old): name for old, name in renamed}
    counted: dict[tuple[str, str, bool], list[Candidate]] = {}
    for found, is_taken in ((evidence.labels, True), (evidence.left, False)):
        for one in found:
            counted.setdefault((one.head.key, one.head.style, is_taken), []).append(one)
    return tuple(
        SeenLabel(
            written=found[0].head.name,
            speaker=new.get(key, found[0].head.name if is_taken else ""),
            looks=LOOKS[found[0].head.style],
            times=len(found),
            line=found[0].line + 1,
            near=near.get(key),
        )
        for (key, _, is_taken), found in counted.items()
    )
