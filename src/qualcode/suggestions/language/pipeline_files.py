"""The files of our components in a saved pipeline: whoever copies a folder may leave one behind."""

from typing import TYPE_CHECKING

from qualcode.errors.suggestions import PipelineFileError

if TYPE_CHECKING:
    from pathlib import Path


def file_of_pipeline(file: "Path") -> bytes:
    """Return what is in a file of a saved pipeline.

    Raises:
        PipelineFileError: it is missing, or cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise PipelineFileError(file, error.strerror or str(error)) from error
