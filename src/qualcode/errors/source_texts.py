"""What a new text of a source cannot be, and what an older one does not have."""

from collections.abc import Sequence

from qualcode.errors.base import QualcodeError


class SameTextError(QualcodeError):
    """The new text is the one that stands already."""

    def __init__(self, source: str) -> None:
        super().__init__(f"The text is the one {source!r} has already: there is nothing to revise.")


class UnknownRevisionError(QualcodeError):
    """A source has no text of that number."""

    def __init__(self, source: str, number: int, newest: int) -> None:
        have = "only revision 1" if newest == 1 else f"revisions 1 to {newest}"
        super().__init__(f"{source!r} has no revision {number}: it has {have}. See `qualcode sources show {source}`.")


class NoOriginalError(QualcodeError):
    """The file a source was read from was not kept."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"The original file of {source!r} is not kept in the project. Keep it with: import --keep-original"
        )


class UnknownSpeakerError(QualcodeError):
    """A label that is to be mapped is in neither text."""

    def __init__(self, label: str, where: str, known: Sequence[str]) -> None:
        super().__init__(f"Nobody is called {label!r} in {where} (there are: {', '.join(known)}).")


class SpeakerMapError(QualcodeError):
    """What was told about renamed speakers is not OLD=NEW."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is not like OLD=NEW, such as --map Ana=Anna.")


class RevisionRefusedError(QualcodeError):
    """A turn cannot be edited so."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source!r} was not revised: {reason}.")


class TextChangedError(QualcodeError):
    """The text was revised since somebody looked at it: their words stand elsewhere now."""

    def __init__(self, source: str) -> None:
        super().__init__(f"{source!r} was revised a moment ago, and the words are not there any more. Look again.")


class WordsNotThereError(QualcodeError):
    """Words are not in a text."""

    def __init__(self, words: str, source: str) -> None:
        super().__init__(f"{words[:60]!r} does not stand in {source!r}: type the words as they stand there.")


class UnknownDoubtError(QualcodeError):
    """A coding is not among those that a new text left in doubt."""

    def __init__(self, guid: str) -> None:
        super().__init__(f"No coding {guid!r} waits for review. See `qualcode revise --review`.")
