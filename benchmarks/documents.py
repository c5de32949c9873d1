"""Word documents: read with their labels, turns and doubts; beside the text that the library itself gives."""

from collections.abc import Iterator
from pathlib import Path

import docx

from measuring import Result, compared, timed
from qualcode.transcripts.formats.formats import RawFile, extracted
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.reading import read_transcript
from studies import transcripts


def documents(size: str, work: Path) -> Iterator[Result]:
    """Measure the reading of Word documents that hold the transcripts."""
    files = [_saved(file, work / f"{file.stem}.docx") for file in transcripts(size)]

    def ours() -> float:
        with timed() as watch:
            for file in files:
                read_transcript(file)
        return watch.seconds

    def text_only() -> float:
        with timed() as watch:
            for file in files:
                extracted(RawFile(file.name, file.read_bytes()), Profile())
        return watch.seconds

    def floor() -> float:
        with timed() as watch:
            for file in files:
                "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
        return watch.seconds

    yield compared(f"docx {size}", ours, floor, goal=1.5)
    yield compared(f"docx {size}, text only", text_only, floor)


def _saved(file: Path, path: Path) -> Path:
    document = docx.Document()
    for line in file.read_text(encoding="utf-8").split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return path
