"""Transcripts into a project: readings become sources, turns and cases, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qualcode.errors import QualcodeError, SourceExistsError
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.intake import NewSource, add_source, set_values, standing_names
from qualcode.transcripts.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What came of an import: names of the sources that are in now, and why others are not."""

    imported: tuple[str, ...]
    refused: tuple[QualcodeError, ...]


def import_readings(store: Store, readings: Sequence[Reading], *, coder: str, at: datetime) -> ImportReport:
    """Store readings as sources, in one act; what is in the project already, by text or name, is refused alone.

    Every speaker becomes a case of its own: the same label in two sources is two people until somebody says otherwise.
    """
    imported: list[str] = []
    refused: list[QualcodeError] = []
    with store.act("import sources", "imported", coder=coder, at=at) as unit:
        names, texts = standing_names(unit)
        from_labels: list[tuple[int, str, str]] = []
        for reading in readings:
            if reading.sha256 in texts:
                twin = texts[reading.sha256]
                refused.append(SourceExistsError(reading.name, f"its text is in the project already, as {twin!r}"))
            elif reading.name in names:
                refused.append(
                    SourceExistsError(
                        reading.name, "a source of this name with another text is in the project; rename the file first"
                    )
                )
            else:
                from_labels.extend(_add(unit, reading))
                names[reading.name] = texts[reading.sha256] = reading.name
                imported.append(reading.name)
        set_values(unit, "case", from_labels)
        unit.say(f"imported {imported[0]}" if len(imported) == 1 else f"imported {len(imported)} transcripts")
    return ImportReport(imported=tuple(imported), refused=tuple(refused))


def _add(unit: Writing, reading: Reading) -> list[tuple[int, str, str]]:
    places = {speaker.label: place for place, speaker in enumerate(reading.speakers)}
    _, cases = add_source(
        unit,
        NewSource(
            name=reading.name,
            language=reading.language,
            text=reading.text,
            sha256=reading.sha256,
            file_name=reading.name,
            file_sha256=reading.file_sha256,
            encoding=reading.encoding,
            format=reading.format,
            cases=[(speaker.label, speaker.role) for speaker in reading.speakers],
            turns=[
                (turn.number, turn.start, turn.speech, turn.end, places[turn.speaker], turn.seconds, turn.words)
                for turn in reading.turns
            ],
        ),
    )
    return [
        (cases[places[speaker.label]], name, value) for speaker in reading.speakers for name, value in speaker.variables
    ]
