#!/usr/bin/env python3
"""A deterministic workload: composed focus groups, a codebook, and the codings of two coders.

    python benchmarks/corpus.py --size L            writes benchmarks/data/L/

Standard library only. The same size gives the same bytes. Written are `transcripts/*.txt`, one turn a
paragraph with its speaker label, and in qualcode's own formats `codebook.yaml` (40 codes on 3 levels, with cues),
`codings.csv` (about seven in ten segments of one coder have the same code from the other) and `variables.csv`.
"""

import argparse
import csv
import hashlib
import random
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vocabulary import (
    BEGINNINGS,
    CITIES,
    CODAS,
    CODEBOOK,
    CODERS,
    EDUCATION,
    ENDINGS,
    GENDERS,
    ONSETS,
    PEOPLE,
    QUESTIONS,
    REMARKS,
    TURNS_OF_TALK,
    VOWELS,
)

DATA = Path(__file__).parent / "data"
KEYS = "abcdefghilmnopqrstuvwxyz1"  # of the 25 sub-codes; j and k move the cursor in many programs


@dataclass(frozen=True, slots=True)
class Size:
    """How much to write; `codings` of both coders together."""

    words: int
    transcripts: int
    codings: int


SIZES = {
    "S": Size(10_000, 5, 500),
    "M": Size(200_000, 40, 10_000),
    "L": Size(2_000_000, 200, 100_000),
    "single": Size(200_000, 1, 10_000),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A code at the lowest level: what it stands under, and the words that stand for it."""

    theme: str
    middle: str
    name: str
    cues: tuple[str, ...]

    @property
    def path(self) -> str:
        """The code's path in the codebook."""
        return f"{self.theme} > {self.middle} > {self.name}"


LEAVES = tuple(
    Leaf(theme, middle, name, cues)
    for theme, middles in CODEBOOK.items()
    for middle, leaves in middles.items()
    for name, cues in leaves.items()
)
SIBLINGS = {
    leaf: tuple(other for other in LEAVES if other.middle == leaf.middle and other is not leaf) for leaf in LEAVES
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a participant: where it stands in its transcript, and which code it speaks of, if any."""

    start: int
    end: int
    leaf: Leaf | None


@dataclass(slots=True)
class Transcript:
    """One composed focus group."""

    name: str
    text: str
    people: list[dict[str, str]]
    sentences: list[Sentence]


def generate(size: str | Size, folder: Path) -> Path:
    """Write the corpus of a size into a folder, which is made if needed, and return the folder."""
    wanted = SIZES[size] if isinstance(size, str) else size
    rng = random.Random(f"qualcode/{wanted.words}/{wanted.transcripts}/{wanted.codings}")
    speech = _Speech(rng)
    each = wanted.words // wanted.transcripts
    transcripts = [_transcript(rng, speech, number, each) for number in range(1, wanted.transcripts + 1)]
    (folder / "transcripts").mkdir(parents=True, exist_ok=True)
    for transcript in transcripts:
        (folder / "transcripts" / transcript.name).write_text(transcript.text, encoding="utf-8", newline="\n")
    (folder / "codebook.yaml").write_text(_codebook(), encoding="utf-8", newline="\n")
    header = ("source", "start", "end", "code", "coder", "quote", "memo")
    _write_table(folder / "codings.csv", header, _codings(rng, transcripts, wanted.codings))
    header = ("source", "case", "wave", "city", "gender", "age", "education")
    _write_table(folder / "variables.csv", header, _variables(transcripts))
    return folder


def standing(size: str) -> Path:
    """Return the folder of a size's corpus in `benchmarks/data`, written anew where it is not there or not today's."""
    folder = DATA / size
    mark = folder / "made_by"
    makers = (Path(__file__), Path(__file__).with_name("vocabulary.py"))
    today = hashlib.sha256(b"".join(maker.read_bytes() for maker in makers)).hexdigest()
    if not mark.exists() or mark.read_text() != today:
        shutil.rmtree(folder, ignore_errors=True)
        generate(size, folder)
        mark.write_text(today)
    return folder


class _Speech:
    """Says sentences; streets and names are as many as in a real city, so that rare words are not rare."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._streets = [f"{self._word().title()} Street" for _ in range(2_000)]
        self._names = [self._word().title() for _ in range(1_000)]

    def _word(self) -> str:
        rng = self._rng
        syllables = (rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.choice((1, 2, 2, 3))))
        return "".join(syllables) + rng.choice(CODAS)

    def question(self) -> str:
        return self._rng.choice(QUESTIONS)

    def sentence(self) -> tuple[str, Leaf | None]:
        """Return a sentence and the code it speaks of."""
        rng = self._rng
        if rng.random() < 0.3:
            return self._filled(rng.choice(REMARKS)), None
        leaf = rng.choice(LEAVES)
        start = f"{rng.choice(BEGINNINGS)} {rng.choice(PEOPLE)} {rng.choice(TURNS_OF_TALK)} {rng.choice(leaf.cues)}"
        return self._filled(f"{start}, {rng.choice(ENDINGS)}."), leaf

    def _filled(self, text: str) -> str:
        if "{" not in text:
            return text
        rng = self._rng
        # Some streets are named often, most hardly ever.
        place = rng.randrange(1 + rng.randrange(1 + rng.randrange(len(self._streets))))
        name = self._names[place % len(self._names)]
        return text.format(
            street=self._streets[place], name=name, number=rng.randint(2, 90), year=rng.randint(1970, 2024)
        )


@dataclass(slots=True)
class _Draft:
    """A transcript being written."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    words: int = 0
    sentences: list[Sentence] = field(default_factory=list)

    def add_turn(self, label: str, said: Sequence[tuple[str, Leaf | None]], *, is_codable: bool) -> None:
        """Add a turn: its label, a colon, its sentences, an empty line."""
        turn = f"{label}: {' '.join(text for text, _ in said)}\n\n"
        place = self.length + len(label) + 2
        for text, leaf in said:
            if is_codable:
                self.sentences.append(Sentence(place, place + len(text), leaf))
            place += len(text) + 1
            self.words += text.count(" ") + 1
        self.parts.append(turn)
        self.length += len(turn)


def _transcript(rng: random.Random, speech: _Speech, number: int, words: int) -> Transcript:
    people = [
        {
            "case": f"R{place}",
            "gender": rng.choice(GENDERS),
            "age": str(rng.randint(18, 79)),
            "city": rng.choice(CITIES),
            "education": rng.choice(EDUCATION),
        }
        for place in range(1, rng.randint(7, 10))
    ]
    labels = [f"{person['case']} ({person['gender']}, {person['age']}, {person['city']})" for person in people]
    draft = _Draft()
    draft.add_turn("Moderator", [(f"Good evening to everybody in group {number}.", None)], is_codable=False)
    while draft.words < words:
        if rng.random() < 0.15:
            draft.add_turn("Moderator", [(speech.question(), None)], is_codable=False)
        else:
            said = [speech.sentence() for _ in range(rng.choice((1, 1, 2, 2, 3, 3, 4, 6)))]
            draft.add_turn(rng.choice(labels), said, is_codable=True)
    return Transcript(f"group_{number:03d}.txt", "".join(draft.parts)[:-1], people, draft.sentences)


def _codings(rng: random.Random, transcripts: list[Transcript], wanted: int) -> list[tuple[object, ...]]:
    """Return rows of a codings file, exactly as many as wanted, in order of place."""
    pool = [(transcript, place) for transcript in transcripts for place in range(len(transcript.sentences))]
    rng.shuffle(pool)
    # What speaks of something is coded first; the rest only where that is not enough.
    pool.sort(key=lambda item: item[0].sentences[item[1]].leaf is None)
    rows: dict[tuple[object, ...], tuple[object, ...]] = {}
    for transcript, place in pool:
        for coder, leaf, start, end in _coded(rng, transcript.sentences, place):
            path = leaf.path if rng.random() > 0.05 else f"{leaf.theme} > {leaf.middle}"
            memo = "Look at this again." if rng.random() < 0.03 else ""
            cells = (transcript.name, start, end, path, coder, transcript.text[start:end], memo)
            rows.setdefault(cells[:5], cells)
        if len(rows) >= wanted:
            return sorted(list(rows.values())[:wanted])
    raise ValueError(f"{wanted} codings do not fit into {len(pool)} sentences")


def _coded(rng: random.Random, sentences: list[Sentence], place: int) -> Iterator[tuple[str, Leaf, int, int]]:
    """Yield what the two coders make of one sentence: coder, code, start, end."""
    sentence = sentences[place]
    first = sentence.leaf or rng.choice(LEAVES)
    # One in fifty runs on into the next sentence, which may be somebody else's turn.
    runs_on = place + 1 < len(sentences) and rng.random() < 0.02
    end = sentences[place + 1].end if runs_on else sentence.end
    yield CODERS[0], first, sentence.start, end
    draw = rng.random()
    if draw < 0.72:
        yield CODERS[1], first, sentence.start, end
    elif draw < 0.80:
        yield CODERS[1], first, sentence.start, end - 1  # without the full stop
    elif draw < 0.90:
        yield CODERS[1], rng.choice(SIBLINGS[first]), sentence.start, end
    if rng.random() < 0.05:
        yield rng.choice(CODERS), rng.choice(LEAVES), sentence.start, end


def _variables(transcripts: list[Transcript]) -> Iterator[tuple[str, ...]]:
    for place, transcript in enumerate(transcripts):
        yield transcript.name, "", f"wave {place % 3 + 1}", CITIES[place % len(CITIES)], "", "", ""
        for person in transcript.people:
            yield (transcript.name, person["case"], "", person["city"], person["gender"], person["age"],
                   person["education"])  # fmt: skip


def _codebook() -> str:
    """Return the codebook as a file; the sub-codes have keys of one character."""
    lines = ["qualcode: codebook/1", "name: Life in the city", f"guid: {_guid('codebook')}", "codes:"]
    keys = iter(KEYS)
    for theme, middles in CODEBOOK.items():
        lines += [*_entry(0, theme), "  codes:"]
        for middle, leaves in middles.items():
            lines += [*_entry(1, middle), "    codes:"]
            for leaf, cues in leaves.items():
                lines += _entry(2, leaf, cues, next(keys))
    return "\n".join(lines) + "\n"


def _entry(level: int, name: str, cues: Sequence[str] = (), key: str = "") -> list[str]:
    guid = _guid(name)
    entry = [f"- name: {name}", f"  guid: {guid}", f"  definition: Somebody speaks of it. {name}, in their own words."]
    if cues:
        entry += ["  cues:", "    en:", *(f"    - {cue}" for cue in cues)]
    entry.append(f"  color: '#{guid[:6]}'")
    if key:
        entry.append(f"  key: '{key}'")
    return ["  " * level + line for line in entry]


def _guid(text: str) -> str:
    return str(uuid.UUID(int=random.Random(text).getrandbits(128), version=4))


def _write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Write the corpus that was asked for."""
    parser = argparse.ArgumentParser(description="Write a deterministic workload.")
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--out", type=Path, help="folder to write into (default: benchmarks/data/SIZE)")
    asked = parser.parse_args()
    print(generate(asked.size, asked.out or DATA / asked.size))


if __name__ == "__main__":
    main()
