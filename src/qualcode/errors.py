"""Every failure a person can meet, one class each; long, because it is the list of them.

The message is made here: it names the thing and the way out, in one line. The faces catch `QualcodeError`, print the
line and end with exit code 1; anything else that reaches a face is a bug.
"""

from collections.abc import Sequence
from pathlib import Path


class QualcodeError(Exception):
    """Something a person can mend; the message says how."""


# -- values -----------------------------------------------------------------------------------------------------------


class InvalidValueError(QualcodeError):
    """A noun of the model was made with a value it cannot have."""

    def __init__(self, what: str, value: object, reason: str) -> None:
        super().__init__(f"{what} {value!r}: {reason}")


class OffsetError(QualcodeError):
    """A segment does not lie inside the text it points into."""

    def __init__(self, source: str, start: int, end: int, length: int) -> None:
        super().__init__(
            f"Segment {start}-{end} is not inside {source!r}, which has {length} characters (offsets are code points, "
            f"0 to {length}, the end exclusive)."
        )


# -- projects ---------------------------------------------------------------------------------------------------------


class NoProjectError(QualcodeError):
    """No project was named and none is alone in the folder."""

    def __init__(self, folder: Path, found: Sequence[str] = ()) -> None:
        if found:
            names = ", ".join(sorted(found)[:4])
            way = f"Several projects in {folder} ({names}): name one with --project."
        else:
            way = f"No project in {folder}. Make one with `qualcode init NAME.qualcode`, or name one with --project."
        super().__init__(way)


class ProjectMissingError(QualcodeError):
    """The project file that was named does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"No project file {str(path)!r}. Make it with `qualcode init {path.name}`.")


class ProjectExistsError(QualcodeError):
    """A project would be written over something that is already there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{str(path)!r} already exists and was left as it is. Choose another name.")


class NotAProjectError(QualcodeError):
    """A file is not a qualcode project."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{str(path)!r} is not a qualcode project ({reason}). Name another file with --project.")


class NewerProjectError(QualcodeError):
    """A project was written by a newer program."""

    def __init__(self, path: Path, revision: str) -> None:
        super().__init__(
            f"{str(path)!r} was written by a newer qualcode (format {revision}). Update qualcode to open it; the file "
            "was not touched."
        )


class ProjectLockedError(QualcodeError):
    """Another process holds the project for too long."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{str(path)!r} is locked by another process. Wait for it to finish or close it, then try again; nothing "
            "was changed."
        )


class StorageError(QualcodeError):
    """The disk, the folder or the database refused."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{str(path)!r} could not be used: {reason}. Nothing was changed.")


class MigrationError(QualcodeError):
    """A project could not be brought to today's format."""

    def __init__(self, path: Path, backup: Path, reason: str) -> None:
        super().__init__(
            f"{str(path)!r} could not be brought to this version's format ({reason}). It was left as it was; a copy "
            f"stands at {str(backup)!r}."
        )


class PortError(QualcodeError):
    """A port of this machine cannot be listened on."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"Port {port} cannot be used: {reason}. Name another with --port, or none for any free one.")


# -- names that are looked up -----------------------------------------------------------------------------------------


def _near(near: Sequence[str], otherwise: str) -> str:
    return f" Did you mean {near[0]!r}?" if near else f" {otherwise}"


class UnknownCodeError(QualcodeError):
    """No code goes by that path, name, key or GUID."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"No code {name!r} in the codebook." + _near(near, "See `qualcode codebook show`."))


class AmbiguousCodeError(QualcodeError):
    """Several codes go by that name."""

    def __init__(self, name: str, paths: Sequence[str]) -> None:
        listed = "; ".join(paths[:4])
        super().__init__(f"Several codes are called {name!r}: give the path of one ({listed}).")


class UnknownSourceError(QualcodeError):
    """No source goes by that name or GUID."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"No source {name!r} in the project." + _near(near, "See `qualcode sources`."))


class UnknownCaseError(QualcodeError):
    """No case goes by that label in that source."""

    def __init__(self, label: str, source: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"No case {label!r} in {source!r}." + _near(near, "See `qualcode cases`."))


class UnknownVariableError(QualcodeError):
    """No variable of cases or sources has that name."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"No variable {name!r}." + _near(near, "See `qualcode cases` and `qualcode sources`."))


class UnknownDimensionError(QualcodeError):
    """What a table is to be crossed by is neither a code nor a variable."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        way = _near(near, "See `qualcode codebook show` and `qualcode cases`.")
        super().__init__(f"No code and no variable {name!r}." + way)


class AmbiguousDimensionError(QualcodeError):
    """A code and a variable, or variables of cases and of sources, go by one name."""

    def __init__(self, name: str, ways: Sequence[str]) -> None:
        super().__init__(f"{name!r} is the name of a code and of a variable: write {' or '.join(map(repr, ways))}.")


class UnknownCodebookError(QualcodeError):
    """No codebook of the project has that name."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        have = ", ".join(repr(n) for n in names)
        told = f"No codebook {name!r} in the project (it has: {have})."
        way = "No codebook is in the project yet. Bring one in: qualcode codebook import FILE"
        super().__init__(told if names else way)


class UnknownCoderError(QualcodeError):
    """Nobody of that name has coded in this project."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        have = ", ".join(repr(n) for n in names) or "nobody yet"
        super().__init__(f"No coder {name!r} in the project (it has: {have}).")


class UnknownCodingError(QualcodeError):
    """A coding is gone, or never was."""

    def __init__(self, guid: str) -> None:
        super().__init__(f"No coding {guid!r}: it may have been removed meanwhile. Look again and retry.")


# -- files that come in -----------------------------------------------------------------------------------------------


class UnreadableFileError(QualcodeError):
    """A file cannot be read at all: missing, a folder, no permission."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} cannot be read: {reason}.")


class UnwritableFileError(QualcodeError):
    """A file cannot be written."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} cannot be written: {reason}. Nothing was written.")


class NotTextError(QualcodeError):
    """A file is not a text in an encoding this version reads."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} is not a text that can be read: {reason}.")


class EmptyTextError(QualcodeError):
    """A file holds no words."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"{str(path)!r} is empty: there is nothing to import.")


class NoSpeakersError(QualcodeError):
    """A transcript has no speaker labels."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            f"No speaker labels found in {str(path)!r} (such as 'Moderator:', '[Anna]' or 'P3 -'). If it has one "
            "speaker only, import it with --one-speaker NAME."
        )


class UnknownFormatError(QualcodeError):
    """A file's ending is none that is read or written."""

    def __init__(self, path: Path | str, known: Sequence[str]) -> None:
        super().__init__(f"{str(path)!r}: unknown file ending. Known are {', '.join(known)}.")


class TableFormatError(QualcodeError):
    """A CSV file lacks a column or has a bad cell."""

    def __init__(self, path: Path | str, line: int | None, reason: str) -> None:
        place = f", line {line}" if line else ""
        super().__init__(f"{str(path)!r}{place}: {reason}")


class SourceExistsError(QualcodeError):
    """The same text, or the same name, is in the project already."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} was not imported: {reason}.")


# -- codebooks --------------------------------------------------------------------------------------------------------


class CodebookFileError(QualcodeError):
    """A codebook file is broken, with the place."""

    def __init__(self, path: Path | str, line: int | None, column: int | None, reason: str) -> None:
        place = f", line {line}" if line is not None else ""
        place += f", column {column}" if column is not None else ""
        super().__init__(f"{str(path)!r}{place}: {reason} Nothing was changed.")


class CodebookError(QualcodeError):
    """The codes do not make a codebook: a cycle, a lost parent, a name twice."""

    def __init__(self, codebook: str, reason: str) -> None:
        super().__init__(f"Codebook {codebook!r}: {reason}")


# -- codings and acts -------------------------------------------------------------------------------------------------


class NotCodableError(QualcodeError):
    """A code only groups others, or was retired."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path!r} cannot be applied: {reason}.")


class CodingExistsError(QualcodeError):
    """The same coder gave the same segment the same code before."""

    def __init__(self, path: str, coder: str) -> None:
        super().__init__(f"{coder} has already coded this segment as {path!r}.")


class CodingsRefusedError(QualcodeError):
    """Some rows of a codings file do not fit; nothing was imported. `refused` holds line and reason of each."""

    refused: tuple[tuple[int, str], ...] = ()

    def __init__(self, path: Path | str, refused: int, total: int, first: str) -> None:
        super().__init__(
            f"{refused} of {total} codings in {str(path)!r} were refused ({first.rstrip('.')}). Nothing was imported; "
            "mend them, or import the others with --keep-going."
        )


class UnknownTurnError(QualcodeError):
    """A source has no turn with that number."""

    def __init__(self, number: int, source: str, count: int) -> None:
        way = f"it has {count}, from 1 on" if count else "it has none"
        super().__init__(f"No turn {number} in {source!r}: {way}.")


class UnknownPlaceError(QualcodeError):
    """A turn has no such sentence, or the words do not stand in it."""

    def __init__(self, turn: int, what: str, way: str) -> None:
        super().__init__(f"Turn {turn} has no {what}: {way}.")


class NothingToUndoError(QualcodeError):
    """This coder has no act left to undo (or to redo)."""

    def __init__(self, coder: str, verb: str) -> None:
        super().__init__(f"Nothing to {verb} for {coder}.")


class UndoConflictError(QualcodeError):
    """What the act wrote has been changed by a later act."""

    def __init__(self, summary: str, verb: str, later: str | None) -> None:
        since = f" Since then: {later}. Undo that first." if later else " What it wrote has been changed since."
        super().__init__(f"Cannot {verb} “{summary}”.{since}")


# -- suggestions and tables -------------------------------------------------------------------------------------------


class CuePatternError(QualcodeError):
    """A cue's token pattern is not one."""

    def __init__(self, code: str, pattern: str, reason: str) -> None:
        super().__init__(f"Code {code!r}, cue pattern {pattern}: {reason}")


class SearchPatternError(QualcodeError):
    """A regular expression cannot be searched for."""

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(f"Cannot search for {pattern!r}: {reason}.")


class TooFewRatingsError(QualcodeError):
    """Agreement was asked for and too little was judged by several coders."""

    def __init__(self, units: int, coders: int) -> None:
        judged = f"{units} unit{'' if units == 1 else 's'}"
        super().__init__(
            f"Agreement needs at least two units that {coders} coders judged; there {'is' if units == 1 else 'are'} "
            f"{judged}. Let them code the same sources, or compare fewer coders."
        )


class TooFewCodersError(QualcodeError):
    """Agreement was asked for and there are not two coders to compare."""

    def __init__(self, coders: Sequence[str]) -> None:
        have = f"only {coders[0]} has" if coders else "nobody has"
        super().__init__(
            f"Agreement needs two coders or more, and {have} codings here. Let somebody else code the same sources, or "
            "import their codings."
        )


class NoVariationError(QualcodeError):
    """Everybody said the same of everything, so that chance would agree just as well."""

    def __init__(self, units: int) -> None:
        super().__init__(
            f"The same was said of all {units} units, so agreement beyond chance cannot be told; percent agreement can."
        )


class NotPairsError(QualcodeError):
    """A network was asked for of a table that is not one of pairs of codes."""

    def __init__(self) -> None:
        super().__init__("Only pairs of codes make a network: qualcode cooccur --out FILE.graphml.")


class EmptySelectionError(QualcodeError):
    """A table would have no rows, for a reason that can be named."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Nothing to show: {reason}")


class ChartError(QualcodeError):
    """A table cannot be drawn."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"No chart: {reason}.")


class TooLargeForExcelError(QualcodeError):
    """A workbook cannot hold a table."""

    def __init__(self, most: str, found: str) -> None:
        super().__init__(f"Excel takes at most {most}, and {found}. Write .csv or .parquet instead.")


class NoProvenanceError(QualcodeError):
    """A file does not say what its table was made from."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} does not say what it was made from: {reason}.")


class ForeignTableError(QualcodeError):
    """A table cannot be made again as it was: it is of another command, another project, another version."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{str(path)!r} cannot be made again: {reason}.")
