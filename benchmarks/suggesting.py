"""Suggestions per second, beside the bare spaCy pipeline on the same text.

Every pass runs in a process of its own, so that none finds the words of the pass before in a cache. Measured is the
pass over the texts; loading is not, and both have seen one short text before.
"""

import gc
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus import standing
from measuring import Result, compared, timed

SAMPLE = Path(__file__).parents[1]


def suggesting(size: str) -> Iterator[Result]:
    """Measure the suggestions for a corpus and for the Russian transcripts of the sample study."""
    corpus = standing(size)
    yield _beside_spacy(f"suggestions {size}", "en", corpus / "transcripts", corpus / "codebook.yaml")
    codebook = SAMPLE / "codebooks" / "peace-talks.yaml"
    yield _beside_spacy("suggestions, Russian sample", "ru", SAMPLE / "transcripts", codebook)


def _beside_spacy(name: str, language: str, transcripts: Path, codebook: Path) -> Result:
    words = 0

    def passed(kind: str) -> float:
        nonlocal words
        command = [sys.executable, __file__, kind, language, str(transcripts), str(codebook)]
        told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
        words = int(told[1])
        return float(told[0])

    result = compared(name, lambda: passed("qualcode"), lambda: passed("bare"), goal=2.0)
    speeds = [round(words / seconds, -2) for seconds in (result.ours, result.floor or 1.0)]
    return replace(result, note=f"{speeds[0]:,.0f} words/s, bare {speeds[1]:,.0f}")


def _pass(kind: str, language: str, transcripts: Path, codebook: Path) -> tuple[float, int]:
    """Return the seconds of one pass and how many words were passed over."""
    from qualcode.transcripts.reading import read_transcript

    readings = [read_transcript(path) for path in sorted(transcripts.glob("*.txt"))]
    turns = [(reading, turn) for reading in readings if reading.language == language for turn in reading.turns]
    words = sum(turn.words for _, turn in turns)
    if kind == "bare":
        return _bare_pass(language, [reading.text[turn.speech : turn.end] for reading, turn in turns]), words
    from qualcode.codebooks.reading import read_codebook
    from qualcode.suggestions.language.passages import Passage
    from qualcode.suggestions.talk.suggesting import suggest

    passages = [
        Passage(
            source_guid=reading.name,
            language=language,
            offset=turn.speech,
            text=reading.text[turn.speech : turn.end],
            turn_number=turn.number,
            case_guid=turn.speaker,
        )
        for reading, turn in turns
    ]
    books = (read_codebook(codebook).codebook,)
    list(suggest(passages[:1], books))
    with timed() as watch:
        found = sum(1 for _ in suggest(passages, books))
    if not found:
        raise RuntimeError(f"Nothing was suggested in {transcripts}.")
    return watch.seconds, words


def _bare_pass(language: str, texts: list[str]) -> float:
    """Pass the texts through spaCy's own tokenizer, sentencizer and lemmatizer by table or dictionary."""
    import spacy

    nlp = spacy.blank(language)
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("lemmatizer", config={"mode": "pymorphy3_lookup" if language == "ru" else "lookup"})
    nlp.initialize()
    list(nlp.pipe(texts[:1]))
    gc.collect()
    with timed() as watch:
        for _ in nlp.pipe(texts):
            pass
    return watch.seconds


if __name__ == "__main__":
    print(*_pass(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])))
