"""What a new text of a source cannot be, and what an older one does not have."""

from collections.abc import Sequence

from qualcode.errors.base import QualcodeError


class SameTextError(QualcodeError):
    """The new text is the one that stands already."""

    def __init__(self, source: str) -> None:
        super().__init__(f"The text is the one {source!r} has already: there is nothing to revise.")


class UnknownTextRevisionError(QualcodeError):
    """A source has no text of that number."""

    def __init__(self, source: str, number: int, newest: int) -> None:
        have = "only revision 1" if newest == 1 else f"revisions 1 to {newest}"
        super().__init__(f"{source!r} has no revision {number}: it has {have}. See `qualcode sources show {source}`.")


class NoOriginalError(QualcodeError):
    """The file a source was read from was not kept."""

    def __init__(self, source: str) -> None:
        super().__init__(
            f"The original file of {source!r} is not kept in the project. Keep it with: qualcode import --keep-original"
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


class TurnChangedError(TextChangedError):
    """A turn was corrected since somebody began to correct it.

    Attributes:
        turn: its number.
        now: what is said in it now.
    """

    def __init__(self, source: str, turn: int, now: str) -> None:
        super().__init__(source)
        self.args = (f"Turn {turn} of {source!r} was corrected by somebody else meanwhile. Look at both, then decide.",)
        self.turn = turn
        self.now = now


class CorrectionsDroppedError(QualcodeError):
    """A corrected file has older words where a text was corrected meanwhile."""

    def __init__(self, file: str, source: str, places: int, turn: int, before: str, now: str) -> None:
        def shown(words: str) -> str:
            return repr(words if len(words) <= 40 else words[:39] + "…") if words else "nothing"

        where = f"turn {turn}" if turn else "above all turns"
        first = f"{where}: {shown(now)} would be {shown(before)} again"
        count = f"{places} corrections" if places > 1 else "a correction"
        super().__init__(
            f"{file!r} was made before {source!r} was last corrected, and would drop {count} ({first}). Put them into "
            f"the file (qualcode sources text {source} prints the text that stands), or drop them with --drop."
        )


class WordsNotThereError(QualcodeError):
    """Words are not in a text."""

    def __init__(self, words: str, source: str) -> None:
        super().__init__(f"{words[:60]!r} does not stand in {source!r}: type the words as they stand there.")


class UnknownDoubtError(QualcodeError):
    """A coding is not among those that a new text left in doubt."""

    def __init__(self, guid: str) -> None:
        super().__init__(f"No coding {guid!r} waits for review. See `qualcode revise --review`.")
