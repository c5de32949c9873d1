"""Which candidates are speaker labels: decided over the whole file, not line by line.

A style of label is in use when its labels come back, alternate, or begin most paragraphs; the style with the most such
evidence is the file's own. In it, labels seen once are taken when they look like the others (with a doubt). Labels in
another style are taken when they name the same people, lead the talk, or are many. Everything else is talk.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

from qualcode.transcripts.labels.candidates import Candidate, Layout
from qualcode.transcripts.labels.header import header_lines
from qualcode.transcripts.labels.labels import LOOKS, Style
from qualcode.transcripts.labels.shapes import Shape, near_key
from qualcode.transcripts.labels.vocabulary import ASKING, DISCOURSE, PAIRS, SERIES

_NAMES: frozenset[Shape] = frozenset({"title", "uncased", "person"})
_SINGLE: frozenset[Shape] = frozenset({"role", "series", "caps", "initial", *_NAMES})
# Styles that talk may have too: they count only with these shapes, and when they begin so much of the text.
_WEAK: dict[Style, tuple[float, frozenset[Shape]]] = {
    "dash": (0.4, _SINGLE),
    "bold": (0.3, _SINGLE),
    "heading": (0.25, _SINGLE),
    "line": (0.25, _SINGLE),
    "hash word": (0.3, _SINGLE),
    "dot": (0.4, frozenset({"role", "series", "caps", "initial"})),
    "number": (0.4, frozenset({"series"})),
}
# Styles that talk hardly ever has: a label in them need not look like the others.
_SET_OFF: frozenset[Style] = frozenset({"bracket", "angle", "stamp", "tab", "hash"})
_QUOTES = tuple("\"'«“„‘‹")
_ENDINGS = tuple(".!?…:;\"'»”’)]*–—-")
_WRAPPED = 50
_LINE = attrgetter("line")


@dataclass(slots=True)
class Group:
    """All candidates that name one speaker in one style."""

    shape: Shape
    stem: str
    found: list[Candidate] = field(default_factory=list)


Groups = dict[str, Group]


@dataclass(frozen=True, slots=True)
class People:
    """What the certain labels look like, those that lead the talk left out: how many of each shape, and their stems."""

    shapes: Counter[Shape]
    stems: frozenset[str]

    def alike(self, shape: Shape) -> int:
        """Return how many look the same; names in any script are alike."""
        return sum(self.shapes[name] for name in _NAMES) if shape in _NAMES else self.shapes[shape]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the labels of a file are.

    Attributes:
        labels: in order, one a line.
        once: those that are taken although their speaker is seen too rarely to be sure.
        left: those that look like a speaker's and were left as talk.
        inside: those in the middle of a paragraph, taken all the same.
    """

    labels: list[Candidate]
    once: list[Candidate]
    left: list[Candidate]
    inside: list[Candidate]


def speaker_labels(layout: Layout) -> Evidence:
    """Return the candidates that are speaker labels; none when the text has no speakers."""
    header = header_lines(layout)
    candidates = [one for one in layout.candidates if one.line not in header] if header else layout.candidates
    spaced = [one for one in candidates if not one.head.is_tight]
    groups, core, main = _weighed(spaced, layout)
    if main is None and len(spaced) < len(candidates):
        groups, core, main = _weighed(candidates, layout)
    if main is None:
        return Evidence([], [], [], [])
    once, left = _fringe(groups[main], core[main], layout)
    taken = {main: core[main].keys() | once.keys()}
    for style in groups.keys() - {main}:
        taken[style] = _beside(style, groups[style], core[style], core[main], taken[main])
    chosen = _one_a_line(candidates, taken, main)
    labels, inside, wrapped = _without_wrapped(chosen, layout)
    return Evidence(labels, _found(once.values()), sorted(left + wrapped), inside)


def _weighed(
    candidates: list[Candidate], layout: Layout
) -> tuple[dict[Style, Groups], dict[Style, Groups], Style | None]:
    """Return the groups of each style, those of them that are certain, and the style of the file if there is one."""
    groups = _grouped(candidates)
    core = {style: _core(style, groups[style], layout) for style in groups}
    main = max(groups, key=lambda style: (_count(core[style]), -_rank(style)), default=None)
    if main is not None and not core[main]:
        main = _main_of_singles(groups, core, layout)
    return groups, core, main


def _grouped(candidates: Iterable[Candidate]) -> dict[Style, Groups]:
    alike: dict[int, list[Candidate]] = defaultdict(list)
    for one in candidates:
        alike[id(one.head)].append(one)  # a label repeated as it stands shares one head
    groups: dict[Style, Groups] = defaultdict(dict)
    for found in alike.values():
        head = found[0].head
        group = groups[head.style].get(head.key)
        if group is None:
            groups[head.style][head.key] = Group(head.shape, head.stem, found)
        else:
            group.found += found
    for group in chain.from_iterable(named.values() for named in groups.values()):
        group.found.sort(key=_LINE)
    return groups


def _rank(style: Style) -> int:
    return list(LOOKS).index(style)


def _count(groups: Groups) -> int:
    return sum(len(group.found) for group in groups.values())


def _found(groups: Iterable[Group]) -> list[Candidate]:
    found = list(chain.from_iterable(group.found for group in groups))
    found.sort(key=_LINE)
    return found


def _core(style: Style, groups: Groups, layout: Layout) -> Groups:
    """Return the groups that are certain on the evidence of this style alone."""
    total = _count(groups)
    stems: Counter[str] = Counter()
    for group in groups.values():
        stems[group.stem] += len(group.found)
    core = {key: group for key, group in groups.items() if _returns(key, group, total, stems)}
    for pair in PAIRS:
        if pair <= groups.keys() and all(len(groups[key].found) > 1 for key in pair):
            core |= {key: groups[key] for key in pair}
    if style in _WEAK:
        share, shapes = _WEAK[style]
        core = {key: group for key, group in core.items() if group.shape in shapes and not _ends(group, style)}
        if any(group.shape == "role" for group in core.values()) or _count(core) > 4 * len(core) > 8:
            share /= 4
        return core if len(core) > 1 and layout.coverage(_found(core.values())) >= share else {}
    if style in ("bracket", "angle") and any(group.shape == "sentence" for group in core.values()):
        covered = style == "bracket" and layout.coverage(_found(core.values())) >= 0.5
        core = {key: group for key, group in core.items() if covered or group.shape != "sentence"}
    if _count(core) < 2:
        return {}
    return core if _explains(core, layout) else {}


def _explains(core: Groups, layout: Layout) -> bool:
    """Tell whether the labels begin enough of the text for what they look like."""
    shapes = {group.shape for group in core.values()}
    if "role" in shapes or any(group.stem in SERIES for group in core.values() if group.stem):
        return True
    found = _found(core.values())
    if len(core) == 1 and shapes.isdisjoint(("series", "caps")):
        return layout.coverage(found) >= 0.5
    return layout.coverage(found) >= (0.1 if _mostly([one.opens for one in found]) else 0.02)


def _returns(key: str, group: Group, total: int, stems: Counter[str]) -> bool:
    """Tell whether a group comes back often enough for what it looks like."""
    times = len(group.found)
    match group.shape:
        case "role":
            return True
        case "series":
            return group.stem in SERIES or times > 1 or stems[group.stem] * 5 >= total > 2
        case "sentence":
            return times > 2 and times * 20 >= total and len(key.split()) < 4
        case "discourse":
            return (times > 2 or (times > 1 and key in ASKING)) and times * 5 >= total
        case "never":
            return False
        case _:
            return times > 1


def _ends(group: Group, style: Style) -> bool:
    """Tell whether what stands alone on a line ends like a sentence ("Да.")."""
    name = group.found[0].head.name
    return style in ("line", "heading") and name.endswith(".") and group.shape not in ("initial", "series", "role")


def _main_of_singles(groups: dict[Style, Groups], core: dict[Style, Groups], layout: Layout) -> Style | None:
    """Return the style of a short talk, where no label comes back; its core is set to all that look like speakers."""
    for style in sorted(groups, key=_rank):
        shapes = _SINGLE if style not in _WEAK else frozenset({"role", "series"})
        singles = {key: group for key, group in groups[style].items() if group.shape in shapes}
        found = _found(singles.values())
        is_enough = style not in _WEAK or len(singles) > 1
        if len(found) == 1 and found[0].line != layout.filled[0] and found[0].head.shape not in ("role", "series"):
            continue  # a word in the midst of somebody's talk
        if is_enough and layout.coverage(found) >= 0.5 and layout.coverage(found, of_all=True) >= 0.25:
            core[style] = singles
            return style
    return None


def _fringe(groups: Groups, core: Groups, layout: Layout) -> tuple[Groups, list[Candidate]]:
    """Return the groups that are taken for looking like the core, and single candidates that were left as talk."""
    led = [group for group in core.values() if group.shape != "role"]
    people = People(Counter(group.shape for group in led), frozenset(group.stem for group in led))
    found = [one for group in core.values() for one in group.found]
    is_spaced = _mostly([one.opens for one in found])
    is_timed = found[0].head.seconds is not None and _mostly([one.head.seconds is not None for one in found])
    fits: Groups = {}
    left: list[Candidate] = []
    for key, group in groups.items():
        if key in core:
            continue
        first = group.found[0]
        talk = layout.lines[first.line][first.head.length :].lstrip()
        is_quoting = talk.startswith(_QUOTES) and group.shape != "series"
        is_placed = any(one.opens or not (is_spaced or _is_wrapped(one, layout)) for one in group.found)
        has_time = any(one.head.seconds is not None for one in group.found)
        is_set_off = first.head.style in _SET_OFF or (is_timed and has_time)
        is_alike = group.shape in _SINGLE if is_set_off else _looks_like(group, key, people)
        is_sentence = _ends(group, first.head.style)
        if not is_placed or is_quoting or is_sentence or (is_timed and not has_time):
            is_alike = False
        if is_alike or (len(key) > 4 and near_key(key, core)):
            fits[key] = group
        elif group.shape in ("caps", "title", "series", "initial") and first.head.style not in _WEAK:
            left += group.found
    return fits, left


def _mostly(answers: list[bool]) -> bool:
    return sum(answers) * 10 >= len(answers) * 9


def _looks_like(group: Group, key: str, people: People) -> bool:
    words = key.split()
    match group.shape:
        case "role":
            return True
        case "series":
            return group.stem in SERIES or group.stem in people.stems
        case "caps" | "initial" | "title" | "uncased" | "person":
            is_name = len(words) < 4 and (len(words) == 1 or words[0] not in DISCOURSE)
            return is_name and people.alike(group.shape) * 2 >= people.shapes.total()
        case _:
            return False


def _beside(style: Style, groups: Groups, core: Groups, main_core: Groups, known: set[str]) -> set[str]:
    """Return the keys of groups in another than the main style that are speakers all the same."""
    has_moderator = any(group.shape == "role" for group in main_core.values())
    is_many = _count(core) > 2 and _count(core) * 7 >= _count(main_core)
    is_plain = style not in _WEAK
    keys = set()
    for key, group in groups.items():
        times = len(group.found)
        if key in known:
            is_sure = is_plain or (style in ("dash", "bold", "heading") and (times > 1 or group.shape == "series"))
            taken = is_sure or (style in ("line", "number") and group.shape == "series" and times > 1)
        elif group.shape == "role" and not has_moderator:
            taken = times > 1
        else:
            taken = is_many and key in core and (is_plain or group.shape in ("role", "series"))
        if taken:
            keys.add(key)
    return keys


def _one_a_line(candidates: list[Candidate], taken: dict[Style, set[str]], main: Style) -> list[Candidate]:
    heads = {id(one.head): one.head for one in candidates}
    wanted = {number for number, head in heads.items() if head.key in taken.get(head.style, ())}
    found = [one for one in candidates if id(one.head) in wanted]
    chosen: dict[int, Candidate] = {one.line: one for one in found}
    if len(chosen) == len(found):
        return found
    chosen.clear()
    for one in found:
        if one.line not in chosen or one.head.style == main:
            chosen[one.line] = one
    return list(chosen.values())


def _without_wrapped(
    chosen: list[Candidate], layout: Layout
) -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
    """Return the labels, those of them inside a paragraph, and those that are only a wrapped line of talk.

    Where labels begin paragraphs, a line that begins with one below an unfinished line ("… as I said to" / "Anna: come
    home") is talk.
    """
    within = [one for one in chosen if not one.opens]
    if not within or len(within) * 10 > len(chosen):
        return chosen, [], []
    wrapped = [one for one in within if _is_wrapped(one, layout)]
    lines = {one.line for one in wrapped}
    labels = [one for one in chosen if one.line not in lines]
    return labels, [one for one in within if one.line not in lines], wrapped


def _is_wrapped(one: Candidate, layout: Layout) -> bool:
    """Tell whether the line above is long and breaks off in the middle of a sentence."""
    above = layout.lines[one.line - 1].rstrip() if one.line else ""
    return len(above) >= _WRAPPED and not above.endswith(_ENDINGS)
