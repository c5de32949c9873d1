"""A discussion guide from a file of any format that transcripts come in."""

from pathlib import Path

from qualcode.errors.guide import EmptyGuideError
from qualcode.transcripts.files import file_bytes
from qualcode.transcripts.formats.formats import ENDINGS, RawFile, extracted
from qualcode.transcripts.guide import GuideQuestion, questions_in
from qualcode.transcripts.profiles import Profile

_LARGEST = 8 * 1024 * 1024  # bytes; questions take a few thousand


def read_guide(path: Path) -> tuple[GuideQuestion, ...]:
    """Return the questions of a guide.

    Raises:
        EmptyGuideError: there is none in it.
        QualcodeError: the file cannot be read, as for transcripts.
    """
    extract = extracted(RawFile(path.name, file_bytes(path, ENDINGS, largest=_LARGEST)), Profile())
    questions = questions_in(extract.text)
    if not questions:
        raise EmptyGuideError(is_found=False)
    return questions
