"""Whether what is suggested in sources nobody has coded is right, for coders of all kinds of habits.

    python benchmarks/precision.py [TEXTS.jsonl] [--language ru] [--none NAME,…] [--only "HABIT;…"] [--codes]

Each kind of project (habits.py) is made some times over, of composed talk or of the texts of a file (one object a line:
`text`, `codes`; texts without any are uncoded talk, and so are those of codes that are not taken, or that `--none`
names). Suggestions are those that the program shows at its own thresholds, cues and near repetitions included, in
sources that nothing was learned from. One is right where it shares half of itself, or of the passage, with a passage
that should have the code. Printed, of the codes with twenty passages coded:

    codes      how many there are
    showing    for how many something is suggested
    shown      how much, in all
    precision  the share of it that is right
    recall     the share of the passages that is found
    many       codes of which ten or more are shown
    below      of these, those with a precision below .6
    beyond     of these, those that would hardly come out so by chance were it .6 (binomial, 5 in 100)
    error      how far scores are from the shares they promise (expected calibration error of what is shown)
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from habits import HABITS, Habit, Project, project_of
from pieces import Pieces, composed_pieces, pieces_of
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.learned.calibrating import FEWEST_CODINGS, LEAST_PRECISION, calibration_error, reliability
from qualcode.suggestions.renewing import Renewer

MANY = 10  # suggestions; of fewer, precision says little
UNLIKELY = 0.05
COLUMNS = ("codes", "showing", "shown", "precision", "recall", "many", "below", "beyond", "error")


@dataclass
class CodeTold:
    """What was suggested of one code.

    Attributes:
        codings: passages coded with it.
        shown: each suggestion's score, whether it is right, and what speaks for it.
        found: how many of the passages that should have it are suggested.
        coded: how many there are.
    """

    name: str
    codings: int
    shown: list[tuple[float, bool, str]] = field(default_factory=list)
    found: int = 0
    coded: int = 0

    @property
    def right(self) -> int:
        """How many suggestions are right."""
        return sum(is_right for _, is_right, _ in self.shown)


def told(project: Project) -> list[CodeTold]:
    """Return what is suggested in the sources that nobody has coded."""
    renewer = Renewer(Engine(), project.study)
    codings = passages_coded(project)
    made = {code: CodeTold(name, codings[code]) for code, name in project.names.items()}
    for key in project.asked:
        shown: dict[str, list[Suggestion]] = {}
        for one in renewer.suggested(key):
            shown.setdefault(one.code_guid, []).append(one)
        for code, its in made.items():
            truth, here = project.truth.get((key.guid, code), []), shown.get(code, [])
            its.coded += len(truth)
            its.found += sum(any(is_same(one.segment, segment) for one in here) for segment in truth)
            for one in here:
                is_right = any(is_same(one.segment, segment) for segment in truth)
                its.shown.append((one.score, is_right, "+".join(sorted(part.component for part in one.parts))))
    return list(made.values())


def passages_coded(project: Project) -> Counter[str]:
    """Return how many passages were coded with each code: codings that overlap are of one."""
    ends: dict[tuple[str, str], int] = {}
    made: Counter[str] = Counter()
    for one in sorted(project.study.codings, key=lambda one: one.segment.start):
        place = one.source_guid, one.code_guid
        made[one.code_guid] += one.segment.start >= ends.get(place, 0)
        ends[place] = max(ends.get(place, 0), one.segment.end)
    return made


def is_same(one: Segment, other: Segment) -> bool:
    """Return whether the two share half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= min(one.end - one.start, other.end - other.start)


def figures(codes: Sequence[CodeTold]) -> tuple[str, ...]:
    """Return the columns, as printed."""
    from scipy.stats import binom

    asked = [one for one in codes if one.codings >= FEWEST_CODINGS]
    shown = [one for code in asked for one in code.shown]
    many = [one for one in asked if len(one.shown) >= MANY]
    below = [one for one in many if one.right < LEAST_PRECISION * len(one.shown)]
    beyond = [one for one in below if binom.cdf(one.right, len(one.shown), LEAST_PRECISION) < UNLIKELY]
    right, coded = sum(one.right for one in asked), sum(one.coded for one in asked)
    error = calibration_error(
        reliability(np.array([score for score, *_ in shown]), np.array([is_right for _, is_right, _ in shown]))
    )
    return (
        str(len(asked)),
        str(sum(bool(one.shown) for one in asked)),
        str(len(shown)),
        f"{right / len(shown):.2f}" if shown else "",
        f"{sum(one.found for one in asked) / coded:.2f}" if coded else "",
        *(str(len(some)) for some in (many, below, beyond)),
        f"{error:.2f}" if shown else "",
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--language", default="en")
    parser.add_argument("--none", default="", help="names of codes that mean none")
    parser.add_argument("--only", help="habits, with semicolons between them")
    parser.add_argument("--seeds", type=int, default=3, help="projects of each kind")
    parser.add_argument("--codes", action="store_true", help="each code by itself, too")
    asked = parser.parse_args()

    def pieces(habit: Habit, seed: int) -> Pieces:
        if asked.texts is None:
            return composed_pieces(seed, habit.codes)
        return pieces_of(asked.texts, asked.language, seed, habit.codes, none=asked.none.split(","))

    _write("habit", COLUMNS)
    every: list[CodeTold] = []
    for habit in HABITS:
        if asked.only is None or habit.name in asked.only.split(";"):
            found = [one for seed in range(asked.seeds) for one in told(project_of(habit, pieces(habit, seed), seed))]
            _write(habit.name, figures(found))
            every += found
            for one in found if asked.codes else ():
                spoken = Counter((part, is_right) for _, is_right, part in one.shown)
                sys.stdout.write(f"    {one.name}: {one.codings} coded, {len(one.shown)} shown, {one.right} right")
                sys.stdout.write(f", {one.found} of {one.coded} found, {dict(spoken)}\n")
    _write("all", figures(every))


def _write(name: str, columns: Sequence[str]) -> None:
    cells = " ".join(f"{cell:>{max(len(head), 6)}}" for head, cell in zip(COLUMNS, columns, strict=True))
    sys.stdout.write(f"{name:28} {cells}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
