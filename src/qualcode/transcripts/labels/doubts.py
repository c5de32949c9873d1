"""What a reading is not sure of, one readable line each."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from qualcode.transcripts.labels.candidates import Candidate, Layout
from qualcode.transcripts.labels.evidence import Evidence
from qualcode.transcripts.labels.labels import LOOKS
from qualcode.transcripts.labels.shapes import near_key
from qualcode.transcripts.labels.speakers import Written
from qualcode.transcripts.labels.spoken import SpokenTurn
from qualcode.transcripts.labels.turns import HEADING
from qualcode.transcripts.labels.vocabulary import GROUPS, TALKING

NEAR = "seen once or twice and near another label: "
_SHOWN = 5
_COMPARED = 400
# Cyrillic letters whose capitals look like Latin ones.
_LOOKALIKES = str.maketrans("авекмнорстухіј", "abekmhopctyxij")


def doubts_of(
    evidence: Evidence,
    layout: Layout,
    turns: Sequence[SpokenTurn],
    written: Mapping[str, Written],
    *,
    is_markdown: bool,
) -> list[str]:
    """Return the doubts about where turns begin and who speaks."""
    names = {key: one.label for key, one in written.items()}
    doubts = [
        *_styles(evidence.labels),
        *_rare(evidence, written),
        *_alike(names),
        *_listed("taken as a label inside a paragraph: ", evidence.inside, _name),
        *_listed("left as talk, not taken as a label: ", evidence.left, _name),
        *_groups(names.values()),
        *_listed("a label without talk: ", [evidence.labels[one.number - 1] for one in turns if not one.words], _name),
        *_preamble(evidence.labels, layout),
    ]
    if is_markdown:
        doubts += _headings(layout, evidence.labels)
    if len(names) == 1 and len(turns) > 1:
        doubts.append(f"only one speaker: {evidence.labels[0].head.name!r}")
    return doubts


def _name(one: Candidate) -> str:
    return repr(one.head.name)


def _listed(opening: str, found: Sequence[Candidate], shown: Callable[[Candidate], str]) -> Iterable[str]:
    if found:
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        yield opening + ", ".join(f"{shown(one)} (line {one.line + 1})" for one in found[:_SHOWN]) + more


def _styles(labels: Sequence[Candidate]) -> Iterable[str]:
    styles = Counter([one.head.style for one in labels])
    if len(styles) > 1:
        yield "labels in several styles: " + ", ".join(
            f"{LOOKS[style]} × {times}" for style, times in styles.most_common()
        )


def _rare(evidence: Evidence, written: Mapping[str, Written]) -> Iterable[str]:
    """Yield the labels taken on thin evidence, and those one letter away from a more frequent one."""
    near = near_labels(written)
    yield from _listed(
        NEAR,
        [written[key].first for key in near],
        lambda one: f"{one.head.name!r} ≈ {written[near[one.head.key]].label!r}",
    )
    rare = [one for one in evidence.once if one.head.key not in near and written[one.head.key].turns == 1]
    if len(evidence.labels) > len(written):
        yield from _listed("seen once, taken as a speaker: ", rare, _name)


def near_labels(written: Mapping[str, Written]) -> dict[str, str]:
    """Return the keys seen once or twice that are one slip from a more frequent one; too many are not compared."""
    near: dict[str, str] = {}
    if len(written) > _COMPARED:
        return near
    for key, one in written.items():
        if one.turns <= 2:
            other = near_key(key, [more for more in written if written[more].turns > one.turns])
            if other is not None:
                near[key] = other
    return near


def _alike(names: Mapping[str, str]) -> Iterable[str]:
    looks: dict[str, str] = {}
    for key, name in names.items():
        look = key.translate(_LOOKALIKES)
        other = looks.setdefault(look, name)
        if other != name:
            yield f"{other!r} and {name!r} look alike but are written with Latin and Cyrillic letters"


def _groups(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        if set(name.casefold().replace("&", " ").split()) & GROUPS:
            yield f"{name!r} may be several people, or one of the others; it is kept as a speaker of its own"


def _preamble(labels: Sequence[Candidate], layout: Layout) -> Iterable[str]:
    before, last = labels[0].start, labels[-1].start
    if before > 2000 and before * 3 > last:
        yield f"the first {labels[0].line} lines stand before the first label and belong to no turn"
        return
    above = layout.filled[: bisect_left(layout.filled, labels[0].line)]
    talk = next((number for number in above if _is_talk(layout.lines[number])), None)
    if talk is not None:
        yield f"talk above the first label belongs to no turn (line {talk + 1})"


def _is_talk(line: str) -> bool:
    """Tell whether a line looks like somebody talks in it: a question, or a sentence with a word for I, you or we."""
    if not line.rstrip().endswith((".", "!", "?", "…", "？", "。")):
        return False
    words = [word.strip(".,:;!?…") for word in line.casefold().split()]
    return line.rstrip().endswith(("?", "？")) or (len(words) > 3 and not TALKING.isdisjoint(words))


def _headings(layout: Layout, labels: Sequence[Candidate]) -> Iterable[str]:
    taken = {one.line for one in labels}
    first = labels[0].line
    lines = [n for n in layout.filled if n > first and n not in taken and HEADING.fullmatch(layout.lines[n])]
    if lines:
        yield f"headings between turns: {len(lines)} (the first in line {lines[0] + 1}); they stay in the text"
