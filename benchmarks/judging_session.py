"""What verdicts do to suggestions: a coder judges two hundred, and others are looked at that nobody has judged.

    python benchmarks/judging_session.py [--seeds 3] [--every 20]

The codes of composed projects have cues that mislead as often as not, and few codings: at first all cues speak. The
coder accepts what is right, rejects what is wrong, the surest first, and learning goes on after every some verdicts.
Printed is what would then be shown in sources in which nobody has coded or judged anything.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from habits import AT, HABITS, Coder, Project, coding_of, project_of
from pieces import composed_pieces
from precision import CodeTold, is_same, told
from qualcode.model.coding import Suggestion, Verdict
from qualcode.suggestions.engine import Engine
from qualcode.suggestions.ranking import ranked
from qualcode.suggestions.renewing import Renewer

VERDICTS = 200
JUDGED = 20  # sources
HABIT = replace(
    next(one for one in HABITS if one.has_cues), name="session", coded=4, asked=JUDGED + 8, coders=(Coder(strays=0.0),)
)


@dataclass(frozen=True)
class Moment:
    """How things stand after so many verdicts.

    Attributes:
        accepted: of the last ones, the share.
        codes: what is shown in sources nobody has judged.
    """

    verdicts: int
    accepted: float
    codes: list[CodeTold]


def session(seed: int, every: int) -> Iterator[Moment]:
    """Yield how things stand, from before the first verdict on."""
    project = project_of(HABIT, composed_pieces(seed, HABIT.codes), seed)
    judged, unseen = project.asked[:JUDGED], replace(project, asked=project.asked[JUDGED:])
    study = project.study
    yield Moment(0, 0.0, told(unseen))
    while len(study.verdicts) < VERDICTS:
        renewer = Renewer(Engine(), study)
        found = [one for key in judged for one in renewer.suggested(key)]
        asked = ranked(found, study.codings, study.verdicts)[:every]
        if not asked:
            return
        right = [one for one in asked if _is_right(project, one)]
        verdicts = tuple(_verdict(one, "accept" if one in right else "reject") for one in asked)
        codings = tuple(
            replace(coding_of(project.sources[one.source_guid], one.segment, one.code_guid, "Vera", 50_000 + number),
                    origin="suggestion")
            for number, one in enumerate(right, start=len(study.codings))
        )  # fmt: skip
        study = replace(study, codings=(*study.codings, *codings), verdicts=(*study.verdicts, *verdicts))
        yield Moment(len(study.verdicts), len(right) / len(asked), told(replace(unseen, study=study)))


def _is_right(project: Project, one: Suggestion) -> bool:
    return any(is_same(one.segment, segment) for segment in project.truth.get((one.source_guid, one.code_guid), ()))


def _verdict(one: Suggestion, kind) -> Verdict:  # noqa: ANN001  # "accept" or "reject"
    return Verdict(
        source_guid=one.source_guid, segment=one.segment, code_guid=one.code_guid, cue=one.cue, kind=kind,
        coder="Vera", at=AT, score=one.score,
    )  # fmt: skip


def main() -> None:
    """Print how things stand after each batch of verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--every", type=int, default=20)
    asked = parser.parse_args()
    moments: dict[int, list[Moment]] = {}
    for seed in range(asked.seeds):
        for moment in session(seed, asked.every):
            moments.setdefault(moment.verdicts, []).append(moment)
    sys.stdout.write(f"{'verdicts':>8} {'accepted':>9} {'shown':>6} {'precision':>9} {'recall':>6}\n")
    for verdicts, several in sorted(moments.items()):
        codes = [code for moment in several for code in moment.codes]
        shown, right = sum(len(code.shown) for code in codes), sum(code.right for code in codes)
        found, coded = sum(code.found for code in codes), sum(code.coded for code in codes)
        accepted = sum(moment.accepted for moment in several) / len(several)
        share = f"{right / shown:9.2f}" if shown else f"{'':9}"
        sys.stdout.write(f"{verdicts:>8} {accepted:>9.2f} {shown:>6} {share} {found / coded:>6.2f}\n")


if __name__ == "__main__":
    main()
