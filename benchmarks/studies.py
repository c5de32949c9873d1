"""Projects made of a corpus, by the same calls that the program's own commands make."""

import shutil
from pathlib import Path

from corpus import DATA, standing
from qualcode.codebooks.reading import read_codebook
from qualcode.exchange.codebook_files import import_codebook
from qualcode.exchange.coding_files import read_coding_rows
from qualcode.exchange.codings import import_codings
from qualcode.exchange.sources import import_readings
from qualcode.exchange.variables import import_variables
from qualcode.project.opening import create_project, now, open_project
from qualcode.transcripts.reading import read_transcript
from qualcode.transcripts.variables import read_variables
from vocabulary import CODERS


def transcripts(size: str) -> list[Path]:
    """Return the transcripts of a corpus."""
    return sorted((standing(size) / "transcripts").iterdir())


def uncoded_project(size: str, path: Path) -> Path:
    """Make a project of a corpus's transcripts, variables and codebook, without codings."""
    corpus = standing(size)
    path.unlink(missing_ok=True)
    with create_project(path, coder=CODERS[0]) as project:
        readings = [read_transcript(file) for file in transcripts(size)]
        import_readings(project.store, readings, coder=CODERS[0], at=now())
        file = corpus / "variables.csv"
        import_variables(project.store, file, read_variables(file)[0], coder=CODERS[0], at=now())
        file = corpus / "codebook.yaml"
        import_codebook(project.store, file, read_codebook(file), coder=CODERS[0], at=now())
    return path


def coded_project(size: str, path: Path) -> Path:
    """Make a project of a whole corpus."""
    file = standing(size) / "codings.csv"
    with open_project(uncoded_project(size, path), coder=CODERS[0]) as project:
        import_codings(project.store, file, read_coding_rows(file)[0], coder=CODERS[0], at=now())
    return path


def copied(project: Path, name: str) -> Path:
    """Return a copy of a closed project beside it."""
    copy = project.with_name(name)
    shutil.copyfile(project, copy)
    return copy


def workplace() -> Path:
    """Return the folder for what is made while measuring: on the same disk as the corpus."""
    folder = DATA / "work"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
