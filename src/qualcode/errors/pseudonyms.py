"""What is wrong with a table of pseudonyms."""

from qualcode.errors.base import QualcodeError


class PseudonymTableError(QualcodeError):
    """A table of pseudonyms cannot be used."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(f"{name!r}, line {line}: {reason}. Make one with: qualcode pseudonyms find --out TABLE.csv")


class NothingToReplaceError(QualcodeError):
    """No pseudonym of a table stands for anything in the texts."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Nothing in {name!r} stands in the transcripts any more: nothing was replaced.")
