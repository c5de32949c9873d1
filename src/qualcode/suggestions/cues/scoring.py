"""Scores and reasons of what the cues found.

A cue starts with what cues of its kind are worth, and moves with how often all cues of its code, and then it itself,
were right in talk that was coded, and with every verdict: the score is the mean of a Beta distribution with those
places added, (right + mean × weight) / (places + weight). Several cues in one place speak independently: the chance
that all of them are wrong is the product of theirs ("noisy or"), and that moves with how often several cues of the code
together were right: words that go together say little more than one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from qualcode.model.coding import Verdict
from qualcode.model.display import harmless_line
from qualcode.suggestions.cues.rules import RuleKind

Record = Mapping[tuple[str, str], tuple[int, int]]
TOGETHER = ""  # stands in a record of places for several cues of a code in one
# The surest suggestion is still one: nothing but a coder makes a coding.
_HIGHEST = 0.99
_WEIGHT = 4.0
_WRONG_BEFORE = 2.0
_LONGEST_WORDS = 60
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One cue that speaks for a code in one place.

    Attributes:
        cue: as the codebook has it.
        words: as the reason names it: the cue, or the words a pattern matched.
        worth: what cues of its kind are worth before any verdict, from 0 to 1.
    """

    cue: str
    kind: RuleKind
    words: str
    worth: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all evidence for a code in one place comes to.

    Attributes:
        reason: on one line.
        cue: the one that speaks loudest.
        cautious: the score, had some wrong places come before those that are known: few places promise little.
    """

    score: float
    reason: str
    cue: str
    cautious: float = 0.0


def worth(kind: RuleKind, words: int) -> float:
    """Return how often a cue of that kind and number of words can be expected to be right, before any verdict."""
    match kind:
        case "example":
            return 0.9 if words > 2 else 0.6
        case "name":
            return 0.3
        case _:
            return (0.4, 0.6, 0.7)[min(max(words, 1), 3) - 1]


def smoothed(mean: float, accepted: float, rejected: float) -> float:
    """Return the mean moved towards the share of accepted ones, the further the more verdicts there are."""
    return (accepted + mean * _WEIGHT) / (accepted + rejected + _WEIGHT)


def record_of(verdicts: Iterable[Verdict]) -> Record:
    """Return how many suggestions of each code (by GUID) and cue were accepted and how many rejected."""
    counted: dict[tuple[str, str], list[int]] = {}
    for verdict in verdicts:
        counted.setdefault((verdict.code_guid, verdict.cue), [0, 0])[verdict.kind == "reject"] += 1
    return {key: (accepted, rejected) for key, (accepted, rejected) in counted.items()}


def _by_code(record: Record) -> dict[str, tuple[float, float]]:
    """Return how all cues of each code fared, counted as at most so many places that a cue keeps a mean of its own."""
    counted: dict[str, list[float]] = {}
    for (code, cue), (right, wrong) in record.items():
        if cue == TOGETHER:
            continue
        known = counted.setdefault(code, [0.0, 0.0])
        known[0] += right
        known[1] += wrong
    shares = {code: min(1.0, _WEIGHT / max(right + wrong, 1.0)) for code, (right, wrong) in counted.items()}
    return {code: (right * shares[code], wrong * shares[code]) for code, (right, wrong) in counted.items()}


class Judge:
    """Weighs evidence against the record of verdicts; remembers what single cues come to, which most suggestions are.

    Args:
        record: accepted and rejected suggestions by GUID of the code and the cue.
        coded: likewise, places that turned out to be coded with the code, and others.
    """

    def __init__(self, record: Record, coded: Record | None = None) -> None:
        self._record = record
        self._coded = coded or {}
        self._by_code = _by_code(self._coded)
        self._known: dict[tuple[str, Evidence], Judgement] = {}

    def judged(self, code_guid: str, evidence: Sequence[Evidence]) -> Judgement:
        """Return the score of a code in one place, the reason and the loudest cue.

        Args:
            evidence: at least one; a cue found twice counts once.
        """
        if len(evidence) > 1 or evidence[0].kind == "pattern":
            return self._judged(code_guid, evidence)
        key = (code_guid, evidence[0])
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._judged(code_guid, evidence)
        return known

    def _judged(self, code_guid: str, evidence: Sequence[Evidence]) -> Judgement:
        chances: dict[str, float] = {}
        firsts: dict[str, Evidence] = {}
        for one in evidence:
            usual = smoothed(one.worth, *self._by_code.get(code_guid, (0.0, 0.0)))
            here = zip(self._verdicts(code_guid, one), self._places(code_guid, one), strict=True)
            chance = smoothed(usual, *(verdicts + places for verdicts, places in here))
            if chance > chances.get(one.cue, -1.0):
                chances[one.cue] = chance
                firsts[one.cue] = one
        loudest = sorted(chances, key=lambda cue: -chances[cue])
        chance = 1 - prod(1 - chance for chance in chances.values())
        met = sum(self._verdicts(code_guid, firsts[loudest[0]])) + sum(self._places(code_guid, firsts[loudest[0]]))
        together = self._coded.get((code_guid, TOGETHER), (0, 0))
        if len(chances) > 1:
            chance, met = smoothed(chance, *together), sum(together)
        cautious = chance * (met + _WEIGHT) / (met + _WEIGHT + _WRONG_BEFORE)
        score = round(min(chance, _HIGHEST), 4)
        shown = [firsts[cue] for cue in loudest[:_MOST_SHOWN]]
        verdicts = [self._verdicts(code_guid, one) for one in shown]
        places = [together] if len(chances) > 1 else [self._places(code_guid, shown[0])]
        return Judgement(score, _reason(shown, len(loudest), verdicts, places), loudest[0], cautious)

    def _verdicts(self, code_guid: str, one: Evidence) -> tuple[int, int]:
        return self._record.get((code_guid, one.cue), (0, 0))

    def _places(self, code_guid: str, one: Evidence) -> tuple[int, int]:
        return self._coded.get((code_guid, one.cue), (0, 0))


def _reason(
    shown: Sequence[Evidence], total: int, verdicts: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]
) -> str:
    parts = []
    kind: RuleKind | None = None
    for one in shown:
        named = f"*{_shortened(one.words)}*"
        parts.append(named if one.kind == kind else f"{one.kind} {named}")
        kind = one.kind
    reason = ", ".join(parts) + (f" and {total - len(shown)} more" if total > len(shown) else "")
    right, met = sum(yes for yes, _ in places), sum(yes + no for yes, no in places)
    reason += f" · coded in {right} of {met} places" if met else ""
    accepted = sum(yes for yes, _ in verdicts)
    asked = accepted + sum(no for _, no in verdicts)
    return f"{reason} · {accepted} of {asked} accepted so far" if asked else reason


def _shortened(words: str) -> str:
    line = harmless_line(words)
    return line if len(line) <= _LONGEST_WORDS else line[: _LONGEST_WORDS - 1].rstrip() + "…"
