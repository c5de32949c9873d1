"""The files of our components in a saved pipeline: whoever copies a folder may leave one behind, or half of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualcode.errors.suggestions import CuePatternError, ModelFileError, PipelineFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def file_of_pipeline(file: Path) -> Iterator[bytes]:
    """Give what is in a file of a saved pipeline; what is found to be wrong with it in the `with` block is said of it.

    Raises:
        PipelineFileError: it is missing, is none, cannot be read, or is damaged.
    """
    if file.exists() and not file.is_file():  # reading a pipe would wait for ever
        raise PipelineFileError(file, "it is no file")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PipelineFileError(file, error.strerror or str(error)) from error
    try:
        yield data
    except ModelFileError as error:
        raise PipelineFileError(file, f"it is damaged: {error.reason}") from error
    except CuePatternError as error:
        raise PipelineFileError(file, str(error)) from error
