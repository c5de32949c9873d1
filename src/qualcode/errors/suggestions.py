"""Cues and searches that cannot be matched."""

from pathlib import Path

from qualcode.errors.base import QualcodeError


class CuePatternError(QualcodeError):
    """A cue's token pattern is not one; `reason` says where and why."""

    def __init__(self, code: str, pattern: str, reason: str) -> None:
        super().__init__(f"Code {code!r}, cue pattern {pattern}: {reason}")
        self.reason = reason


class NoCueError(QualcodeError):
    """A code has no cue by which its passages could be found."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path!r} has no cue: give it one in the codebook, or say what to find with --search TEXT.")


class SearchPatternError(QualcodeError):
    """A regular expression cannot be searched for."""

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(f"Cannot search for {pattern!r}: {reason}.")


class MeaningModelError(QualcodeError):
    """The model of the semantic extra cannot be used."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"Meaning model {name!r}: {reason}. Set QUALCODE_MEANINGS to a folder or an installed package, or unset it."
        )


class ModelFileError(QualcodeError):
    """A stored model or reading cannot be used; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = next(iter(reason.splitlines()), "")[:200] or "nobody knows why"
        super().__init__(
            f"The stored model cannot be read ({self.reason}). In a cache, delete it: it is made again. A "
            "shared pipeline has to be written anew: qualcode suggest pipeline NEW-FOLDER"
        )


class PipelineFileError(QualcodeError):
    """A file of a saved pipeline is missing, damaged or cannot be read."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"{str(file)!r}, a part of a saved pipeline, cannot be read ({reason}). Copy the whole folder again, or "
            "write it anew from the project: qualcode suggest pipeline NEW-FOLDER"
        )


class OtherSpacyWarning(UserWarning):
    """A saved pipeline is of another spaCy than the one that loads it."""

    def __init__(self, folder: Path, wanted: str, present: str) -> None:
        super().__init__(
            f"The pipeline {str(folder)!r} was written for spaCy {wanted}, and this is {present}, which may read words "
            "otherwise. Write it anew from the project: qualcode suggest pipeline NEW-FOLDER"
        )
