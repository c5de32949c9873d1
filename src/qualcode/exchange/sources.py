"""Transcripts into a project: readings become sources, turns and cases, with their variables, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualcode.errors.base import QualcodeError
from qualcode.errors.files import SourceExistsError
from qualcode.exchange.new_texts import new_text
from qualcode.exchange.revised_speakers import NewSpeakers
from qualcode.exchange.told_text import stored
from qualcode.exchange.variables import set_variables
from qualcode.store.acts import Writing
from qualcode.store.database import Store
from qualcode.store.intake import add_source, standing_names
from qualcode.store.variable_values import set_values
from qualcode.transcripts.reading import Reading
from qualcode.transcripts.variables import VariableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What came of an import.

    Attributes:
        imported: the readings that are sources now.
        refused: why others are not.
        values: how many values of variables the table set or changed.
    """

    imported: tuple[Reading, ...]
    refused: tuple[QualcodeError, ...]
    values: int = 0


def import_readings(
    store: Store,
    readings: Sequence[Reading],
    *,
    coder: str,
    at: datetime,
    variables: tuple[Path, Sequence[VariableRow]] | None = None,
    keep_original: bool = False,
) -> ImportReport:
    """Store readings as sources, in one act; what is in the project already, by text or name, is refused alone.

    Every speaker becomes a case of its own: the same label in two sources is two people until somebody says otherwise.

    Args:
        store: the project.
        readings: of transcripts.
        coder: who imports.
        at: when.
        variables: a table of variables, by its file and its rows, to set in the same act; it may speak of sources that
            are in the project already.
        keep_original: keep the files themselves in the project too, so that they can be given back byte by byte.

    Raises:
        TableFormatError, UnknownSourceError, UnknownCaseError: the table does not fit; then nothing comes in.
    """
    imported: list[Reading] = []
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
                        reading.name,
                        "a source of this name with another text is in the project; if this is its corrected text, use "
                        "qualcode revise, else rename the file first",
                    )
                )
            else:
                from_labels.extend(_add(unit, reading, keep_original=keep_original))
                names[reading.name] = texts[reading.sha256] = reading.name
                imported.append(reading)
        set_values(unit, "case", from_labels)
        values = set_variables(unit, *variables) if variables else 0
        what = imported[0].name if len(imported) == 1 else f"{len(imported)} transcripts"
        table = f"variables from {variables[0].name}" if variables else ""
        unit.say(f"imported {' and '.join(filter(None, (what if imported else '', table)))}")
    return ImportReport(imported=tuple(imported), refused=tuple(refused), values=values)


def _add(unit: Writing, reading: Reading, *, keep_original: bool) -> list[tuple[int, str, str]]:
    new = new_text(
        reading, NewSpeakers(cases={}), original=reading.original if keep_original and reading.original else None
    )
    people = reading.speakers
    source = stored(
        new,
        name=reading.name,
        language=reading.language,
        labels=[one.label for one in people],
        cases=[(one.label, one.role) for one in people],
    )
    _, cases = add_source(unit, source)
    return [(case, *told) for case, one in zip(cases, people, strict=True) for told in one.variables]
