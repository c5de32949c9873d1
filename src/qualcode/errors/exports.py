"""Tables that cannot be drawn, written or made again."""

from pathlib import Path

from qualcode.errors.base import QualcodeError


class NotPairsError(QualcodeError):
    """A network was asked for of a table that is not one of pairs of codes."""

    def __init__(self) -> None:
        super().__init__("Only pairs of codes make a network: qualcode cooccur --out FILE.graphml.")


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
