"""A corrected transcript of a source that is in the project, read as the one before it was."""

from dataclasses import replace
from pathlib import Path

from qualcode.store.database import Store
from qualcode.store.source_history import read_revisions
from qualcode.store.sources import read_source
from qualcode.transcripts.profiles import profile_of
from qualcode.transcripts.reading import Reading, read_transcript


def read_correction(
    store: Store,
    source_guid: str,
    file: Path,
    *,
    moderator: str | None = None,
    one_speaker: str | None = None,
    encoding: str | None = None,
) -> Reading:
    """Return the reading of a corrected file.

    It is in the source's language, and its labels are looked for as in the file that was read last; a source that is
    one speaker's only turn is read as that again. The encoding is the new file's own.

    Args:
        store: the project.
        source_guid: whose text was corrected.
        file: the corrected transcript.
        moderator: who leads the talk, where the file has a new one.
        one_speaker: who says all of it.
        encoding: of the file; found unless told.

    Raises:
        UnknownSourceError: no source has that GUID.
        QualcodeError: whatever reading a transcript refuses.
    """
    known = read_source(store, source_guid)
    alone = known.cases[0].label if len(known.cases) == 1 and len(known.turns) == 1 else None
    before = (one.details.get("options") for one in reversed(read_revisions(store, source_guid)))
    options = next((one for one in before if isinstance(one, dict)), {})
    return read_transcript(
        file,
        language=known.language,
        moderator=moderator,
        one_speaker=one_speaker or alone,
        encoding=encoding,
        profile=replace(profile_of(options), encoding=None),
    )
