"""The sample study: six composed focus groups, two codebooks, two coders' first codings."""

import shutil
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from qualcode.codebooks.reading import read_codebook
from qualcode.errors.projects import ProjectExistsError, StorageError
from qualcode.exchange.codebook_files import import_codebook
from qualcode.exchange.coding_files import read_coding_rows
from qualcode.exchange.codings import import_codings
from qualcode.exchange.sources import import_readings
from qualcode.exchange.variables import import_variables
from qualcode.files import is_there, move_whole
from qualcode.model.identity import new_guid
from qualcode.store.database import create_store
from qualcode.transcripts.reading import read_transcript
from qualcode.transcripts.variables import read_variables

PROJECT_FILE = "peace-talks.qualcode"
CODERS = ("Vera", "Pavel")


def sample_files() -> tuple[Path, Path]:
    """Return where the sample's transcripts and codebooks lie: beside the program, or in its source tree."""
    packaged = Path(str(files("qualcode"))) / "sample"
    root = packaged if packaged.is_dir() else Path(__file__).parents[3]
    return root / "transcripts", root / "codebooks"


def make_sample(folder: Path, *, at: datetime) -> Path:
    """Make the sample study in a folder, which is made if needed, and return the project file.

    Files that are in the folder already stay as they are.

    Raises:
        ProjectExistsError: it is there already.
        StorageError: the folder cannot be written to.
    """
    project = folder / PROJECT_FILE
    if is_there(project):
        raise ProjectExistsError(project)
    transcripts, codebooks = sample_files()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for origin in (transcripts, codebooks):
            shutil.copytree(origin, folder / origin.name, dirs_exist_ok=True, copy_function=_copy_new)
    except OSError as error:
        # Copying many files fails with a list of their errors.
        raise StorageError(folder, error.strerror or f"{origin.name} could not be copied") from error
    draft = project.with_name(f".{project.name}.{new_guid()[:8]}")
    try:
        _fill(draft, transcripts, codebooks, at)
        move_whole(draft, project)
    except FileExistsError as error:
        raise ProjectExistsError(project) from error
    finally:
        if is_there(draft):
            draft.unlink()
    return project


def _copy_new(origin: str, copy: str) -> None:
    if not is_there(Path(copy)):
        shutil.copyfile(origin, copy)


def _fill(draft: Path, transcripts: Path, codebooks: Path, at: datetime) -> None:
    coder = CODERS[0]
    with create_store(draft, name="Peace talks (sample study)", coder=coder, at=at) as store:
        readings = [read_transcript(path) for path in sorted(transcripts.glob("fg*"))]
        import_readings(store, readings, coder=coder, at=at)
        variables = transcripts / "variables.csv"
        import_variables(store, variables, read_variables(variables)[0], coder=coder, at=at)
        for name in ("peace-talks.yaml", "group-dynamics.yaml"):
            import_codebook(store, codebooks / name, read_codebook(codebooks / name), coder=coder, at=at)
        codings = transcripts / "codings.csv"
        rows, _ = read_coding_rows(codings)
        import_codings(store, codings, rows, coder=coder, at=at)
