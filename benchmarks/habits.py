"""Projects as coders with all kinds of habits leave them behind, most of their talk without any code.

Some sources of a project are coded. Of the others nobody has coded any, and it is known what should be: so what is
suggested there can be judged. The same kind of project, pieces and seed give the same project.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from pieces import Pieces
from qualcode.model.codebook import Code, Codebook, Cue
from qualcode.model.coding import Coding
from qualcode.model.transcript import Case, Segment, Source, Turn
from qualcode.suggestions.talk.study import SourceKey, Study

AT = datetime(2025, 1, 1, tzinfo=UTC)
VAGUE = "Something else"  # a code of talk like any other
SPEAKERS = "ABCDE"
_QUESTIONS = {"en": "Let us go on. What do you think?", "ru": "Пойдём дальше. Что вы думаете?"}
_QUESTION_EVERY = 9  # turns
_STRETCH, _READ = 6, 0.4  # turns, and the share of such stretches that was read
_CUES = 4


@dataclass(frozen=True)
class Coder:
    """One coder's ways.

    Attributes:
        whole: of how many codes, of ten, the whole turn is marked; of the others the words that speak of it.
        misses: the share of what should be coded that is passed over.
        strays: the share of turns without any code that get one.
        sources: which of the coded sources.
        reads: which part of a source.
        codes: which codes are looked for: all of them, every second, or the others only from the middle source on.
    """

    name: str = "Vera"
    whole: int = 5
    misses: float = 0.15
    strays: float = 0.02
    sources: Literal["all", "even", "odd"] = "all"
    reads: Literal["all", "first third", "stretches"] = "all"
    codes: Literal["all", "every second", "later"] = "all"


@dataclass(frozen=True)
class Habit:
    """A kind of project.

    Attributes:
        coded: sources that were coded.
        asked: further sources, whose suggestions are judged.
        share: of turns that should have a code.
        together: how many coded pieces make a passage, at most.
        pieces: how many uncoded pieces stand beside a passage in its turn, or in a turn without any, at most.
        is_hard: whether the uncoded talk uses the codes' words.
        has_cues: whether the codes have cues.
    """

    name: str
    coders: tuple[Coder, ...] = (Coder(),)
    coded: int = 12
    asked: int = 8
    turns: int = 60
    share: float = 0.25
    codes: int = 5
    together: int = 2
    pieces: int = 2
    is_hard: bool = False
    has_cues: bool = False


HABITS = (
    Habit("one coder"),
    Habit("whole turns", (Coder(whole=10),)),
    Habit("only the words", (Coder(whole=0),)),
    Habit("two coders, same sources", (Coder(whole=2), Coder("Boris", whole=8, misses=0.4, strays=0.04))),
    Habit("two coders, other sources", (Coder(sources="even", whole=0), Coder("Boris", sources="odd", whole=10))),
    Habit("one of two for some codes", (Coder(sources="even"), Coder("Boris", sources="odd", codes="every second"))),
    Habit("codes thought of later", (Coder(codes="later"),), coded=16),
    Habit("the first third of each", (Coder(reads="first third"),), coded=24),
    Habit("here and there", (Coder(reads="stretches"),), coded=24),
    Habit("rare codes", coded=24, asked=16, turns=84, share=0.06, codes=4),
    Habit("three sources", coded=3, turns=160, codes=4),
    Habit("long turns", turns=40, share=0.35, pieces=8),
    Habit("talk like the codes'", is_hard=True),
    Habit("cues, and such talk", is_hard=True, has_cues=True),
)


@dataclass(frozen=True)
class Project:
    """A project, and what should be coded in those of its sources that nobody has coded.

    Attributes:
        sources: by GUID.
        asked: those that nobody has coded.
        truth: the segments of a source that should have a code, both by GUID.
        names: of the codes, by GUID.
    """

    study: Study
    sources: dict[str, Source]
    asked: tuple[SourceKey, ...]
    truth: dict[tuple[str, str], list[Segment]]
    names: dict[str, str]


def guid(number: int) -> str:
    """Return the same GUID for the same number."""
    return f"00000000-0000-4000-8000-{number:012d}"


def project_of(habit: Habit, pieces: Pieces, seed: int) -> Project:
    """Return a project of a kind."""
    talk = _Talk(random.Random(f"talk/{habit.name}/{seed}"), pieces, habit)
    rng = random.Random(f"coding/{habit.name}/{seed}")
    guids = {name: guid(100 + place) for place, name in enumerate(talk.names)}
    sources: dict[str, Source] = {}
    codings: list[Coding] = []
    truth: dict[tuple[str, str], list[Segment]] = {}
    many = habit.coded + habit.asked
    for number in rng.sample(range(many), many):  # where pieces get scarce, they do so in all kinds of sources
        one = _Transcript(number, [talk.turn() for _ in range(habit.turns)], pieces.language)
        sources[one.source.guid] = one.source
        for coder in habit.coders:
            if number >= habit.coded:
                for segment, name in one.marked(coder, talk.names):
                    truth.setdefault((one.source.guid, guids[name]), []).append(segment)
            elif (coder.sources, number % 2) not in {("even", 1), ("odd", 0)}:
                is_late = coder.codes == "later" and 2 * number >= habit.coded
                used = talk.names[:: 1 if coder.codes == "all" or is_late else 2]
                for segment, name in one.coded(coder, talk.names, used, rng):
                    codings.append(coding_of(one.source, segment, guids[name], coder.name, len(codings)))
    codes = tuple(Code(guid=guids[name], name=name, cues=_cues(name, habit, pieces)) for name in talk.names)
    keys = tuple(SourceKey(guid=one, state="1", words=len(sources[one].text.split())) for one in sorted(sources))
    study = Study(
        sources=keys, languages=(pieces.language,), read_source=sources.__getitem__,
        codebooks=(Codebook(guid=guid(900), name="Book", codes=codes),), codings=tuple(codings),
    )  # fmt: skip
    return Project(study, sources, keys[habit.coded :], truth, {guids[name]: name for name in talk.names})


def coding_of(source: Source, segment: Segment, code: str, coder: str, number: int) -> Coding:
    """Return a coding of that number."""
    at = AT + timedelta(days=int(source.guid[-4:]))
    return Coding(
        guid=guid(100_000 + number), source_guid=source.guid, segment=segment,
        quote=source.text[segment.start : segment.end], code_guid=code, coder=coder, at=at,
    )  # fmt: skip


def _cues(name: str, habit: Habit, pieces: Pieces) -> tuple[Cue, ...]:
    """Return the words that a researcher would name: those that tell a code best."""
    if not habit.has_cues or name == VAGUE:
        return ()
    return tuple(Cue(word) for word in pieces.telling(name)[:_CUES])


class _Talk:
    """Turns of talk; each piece is said once."""

    def __init__(self, rng: random.Random, pieces: Pieces, habit: Habit) -> None:
        self._rng = rng
        self._habit = habit
        self._all_uncoded = pieces.alike if habit.is_hard else pieces.uncoded
        self._uncoded = rng.sample(self._all_uncoded, len(self._all_uncoded))
        names = sorted({name for _, codes in pieces.coded for name in codes})
        self.names = (*rng.sample(names, len(names)), VAGUE)
        self._coded: dict[str, list[tuple[str, frozenset[str]]]] = {name: [] for name in self.names}
        for piece in rng.sample(pieces.coded, len(pieces.coded)):
            self._coded[min(piece[1])].append(piece)

    def turn(self) -> list[tuple[str, frozenset[str]]]:
        """Return the pieces of a turn, and what each should be coded with; some codes come up more often."""
        rng, most = self._rng, self._habit.pieces
        passage: list[tuple[str, frozenset[str]]] = []
        if rng.random() < self._habit.share:
            name = rng.choices(self.names, [(place + 1) ** -0.5 for place in range(len(self.names))])[0]
            if name == VAGUE:
                passage = [(self._plain(), frozenset({VAGUE}))]
            for _ in range(rng.randint(1, self._habit.together)):
                if self._coded[name]:
                    passage.append(self._coded[name].pop())
        made = [(self._plain(), frozenset[str]()) for _ in range(rng.randint(0 if passage else 1, most))]
        if passage:
            codes = frozenset(code for _, several in passage for code in several)
            made.insert(rng.randint(0, len(made)), (" ".join(text for text, _ in passage), codes))
        return made

    def _plain(self) -> str:
        """Return an uncoded piece; once all are used, halves of two."""
        if self._uncoded:
            return self._uncoded.pop()
        first, second = (self._rng.choice(self._all_uncoded).split() for _ in range(2))
        return " ".join(first[: -(-len(first) // 2)] + second[len(second) // 2 :])


@dataclass
class _Transcript:
    """A source, and what each of its turns speaks of where."""

    number: int
    turns: Sequence[list[tuple[str, frozenset[str]]]]
    language: str
    source: Source = field(init=False)
    spoken: list[list[tuple[Segment, frozenset[str]]]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        lines: list[str] = []
        turns: list[Turn] = []
        position = 0
        for place, pieces in enumerate(self.turns):
            is_question = place % _QUESTION_EVERY == 0
            said = [(_QUESTIONS[self.language], frozenset[str]())] if is_question else pieces
            speaker = -1 if is_question else place % len(SPEAKERS)
            speech = here = position + 3
            self.spoken.append([])
            for text, codes in said:
                if codes:
                    self.spoken[-1].append((Segment(here, here + len(text)), codes))
                here += len(text) + 1
            lines.append(f"{'M' if is_question else SPEAKERS[speaker]}: {' '.join(text for text, _ in said)}")
            end = position + len(lines[-1])
            turns.append(Turn(number=place + 1, case_guid=guid(2 + speaker), start=position, speech=speech, end=end))
            position = end + 1
        people = [Case(guid=guid(2 + place), label=label) for place, label in enumerate(SPEAKERS)]
        self.source = Source(
            guid=guid(7000 + self.number), name=f"group {self.number:02d}", text="\n".join(lines), sha256="0",
            language=self.language, encoding="utf-8", turns=tuple(turns),
            cases=(Case(guid=guid(1), label="M", role="moderator"), *people),
        )  # fmt: skip

    def marked(self, coder: Coder, names: Sequence[str]) -> list[tuple[Segment, str]]:
        """Return what a coder would mark who misses nothing and looks for all codes."""
        return [
            (_marked(coder, names.index(name), turn, segment), name)
            for turn, passages in zip(self.source.turns, self.spoken, strict=True)
            for segment, codes in passages
            for name in sorted(codes)
        ]

    def coded(
        self, coder: Coder, names: Sequence[str], used: Sequence[str], rng: random.Random
    ) -> list[tuple[Segment, str]]:
        """Return what a coder marks who looks for some codes."""
        made: dict[tuple[int, int, str], None] = {}
        is_reading = True
        for place, (turn, passages) in enumerate(zip(self.source.turns, self.spoken, strict=True)):
            if coder.reads == "first third" and 3 * place >= len(self.spoken):
                break
            if coder.reads == "stretches" and place % _STRETCH == 0:
                is_reading = rng.random() < _READ
            if not is_reading:
                continue
            for segment, codes in passages:
                for name in sorted(codes):
                    if name in used and rng.random() >= coder.misses:
                        marked = _marked(coder, names.index(name), turn, segment)
                        made[marked.start, marked.end, name] = None
            if not passages and place % _QUESTION_EVERY and rng.random() < coder.strays:
                made[turn.speech, turn.end, rng.choice(used)] = None
        return [(Segment(start, end), name) for start, end, name in made]


def _marked(coder: Coder, code: int, turn: Turn, segment: Segment) -> Segment:
    """Return what a coder marks of a passage: of some codes the whole turn."""
    return Segment(turn.speech, turn.end) if (7 * code + 3) % 10 < coder.whole else segment
