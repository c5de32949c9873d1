"""A corrected transcript into a coded project, beside difflib's opcodes of the same two texts.

The source is *single*: 200,000 words with 10,000 codings. The correction is what a careful second listener makes:
words changed, put in and left out in every tenth turn or so, some turns gone, some moved. The floor finds what differs,
line by line and in the lines that differ word by word, with `difflib` alone; it places no coding, notices no turn that
moved and stores nothing.
"""

import difflib
import random
from collections.abc import Iterator
from pathlib import Path

from measuring import Result, compared, timed
from qualcode.exchange.new_texts import text_of_reading
from qualcode.exchange.revision_plans import planned_revision
from qualcode.exchange.revisions import revise
from qualcode.project.opening import now, open_project
from qualcode.transcripts.reading import Reading, read_text
from studies import coded_project, copied
from vocabulary import CODERS

_GOAL_SECONDS = 2.0


def revising(size: str, work: Path) -> Iterator[Result]:
    """Measure finding all codings in the new text, and the whole revision."""
    base = coded_project("S" if size == "S" else "single", work / "revise.qualcode")
    with open_project(base, coder=CODERS[0]) as project:
        facts = max(project.source_list(), key=lambda source: source.words)
        old = project.source_text(facts.guid)
        count = len(project.codings(facts.guid))
    reading = read_text(corrected(old), name=facts.name)

    def floor() -> float:
        with timed() as watch:
            _opcodes(old, reading.text)
        return watch.seconds

    with open_project(base, coder=CODERS[0]) as project:

        def found() -> float:
            with timed() as watch:
                planned_revision(project.store, facts.guid, text_of_reading(reading))
            return watch.seconds

        result = compared(f"revise, {count:,} codings found in {facts.words:,} words", found, floor)
    note = f"goal: under {_GOAL_SECONDS:g} s"
    yield Result(name=result.name, ours=result.ours, floor=result.floor, ratio=result.ratio, note=note)
    yield compared("revise, and stored as one act", lambda: _whole(base, facts.guid, reading), floor)


def corrected(text: str) -> str:
    """Return a transcript as a second listener leaves it; the same for the same text."""
    rng = random.Random(11)
    turns = text.split("\n\n")
    for place, turn in enumerate(turns):
        if rng.random() < 0.1 and len(words := turn.split(" ")) > 4:
            at = rng.randrange(2, len(words))
            words[at : at + 1] = rng.choice(([], [words[at], "really"], [words[at][::-1]]))
            turns[place] = " ".join(words)
    for _ in range(len(turns) // 200):
        del turns[rng.randrange(1, len(turns))]
        turns.insert(rng.randrange(1, len(turns)), turns.pop(rng.randrange(1, len(turns))))
    return "\n\n".join(turns)


def _opcodes(old: str, new: str) -> int:
    before, after = old.split("\n"), new.split("\n")
    found = 0
    for tag, start, end, to, until in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        found += 1
        if tag == "replace":
            one, other = " ".join(before[start:end]).split(), " ".join(after[to:until]).split()
            found += len(difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes())
    return found


def _whole(base: Path, guid: str, reading: Reading) -> float:
    copy = copied(base, "revised.qualcode")
    with open_project(copy, coder=CODERS[0]) as project:
        with timed() as watch:
            revise(project.store, guid, text_of_reading(reading), coder=CODERS[0], at=now())
        return watch.seconds
