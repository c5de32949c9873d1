"""Who speaks in a new text of a source: the cases of the older one by their labels, and who is new."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.errors.base import QualcodeError
from qualcode.errors.source_texts import UnknownSpeakerError
from qualcode.exchange.revised_turns import TurnMap
from qualcode.model.identity import new_guid
from qualcode.store.acts import Writing
from qualcode.store.database import Asked
from qualcode.store.source_texts import StoredText
from qualcode.store.speaking import case_labels, speaks_elsewhere
from qualcode.store.variable_values import set_values
from qualcode.transcripts.labels.spoken import Speaker, SpokenTurn
from qualcode.transcripts.reading import Reading, label_key, read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSpeakers:
    """Who each label of a new text stands for.

    Attributes:
        cases: labels of cases that are there already, with the ids of their rows.
        new: the others, by label.
        renamed: cases whose label is another one from now on.
        remarks: one line each.
    """

    cases: Mapping[str, int]
    new: Mapping[str, Speaker] = field(default_factory=dict)
    renamed: Mapping[int, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def key(self, label: str) -> int | str:
        """Return what tells speakers apart: the row id of a case, the label of one that is new."""
        return self.cases.get(label, label)

    def written(self, unit: Writing, labels: Sequence[str]) -> dict[str, int]:
        """Store who is new and the new labels, and return the row ids of the cases that those labels stand for."""
        ids = {label: self.cases[label] for label in labels if label in self.cases}
        fresh = [self.new[label] for label in labels if label not in ids]
        cells = [(new_guid(), one.label, one.role) for one in fresh]
        made = unit.insert("cases", ("guid", "label", "role"), cells)
        ids |= {one.label: case_id for one, case_id in zip(fresh, made, strict=True)}
        set_values(unit, "case", [(ids[one.label], name, value) for one in fresh for name, value in one.variables])
        for case_id, label in self.renamed.items():
            unit.update("cases", case_id, {"label": label})
        return ids


def speakers_of_reading(
    asked: Asked, standing: StoredText, reading: Reading, renamed: Mapping[str, str]
) -> NewSpeakers:
    """Return who the speakers of a reading are.

    A label is a case of the source when it is that case's label, or is written in the older text for it.

    Args:
        asked: the project.
        standing: the text that stands.
        reading: the new one.
        renamed: labels of cases, and what they are called in the new text.

    Raises:
        UnknownSpeakerError: a label is in neither.
    """
    known = case_labels(asked, standing.revision_id)
    by_key: dict[str, int] = {}
    for case_id, label in known.items():
        by_key.setdefault(label_key(label), case_id)
    told = _told(by_key, known, reading, renamed, standing.name)
    cases: dict[str, int] = {}
    new: dict[str, Speaker] = {}
    written: dict[str, int] | None = None
    for speaker in reading.speakers:
        key = label_key(speaker.label)
        found = told.get(key, by_key.get(key) if by_key.get(key) not in told.values() else None)
        if found is None:
            written = _written_labels(standing) if written is None else written
            found = written.get(key)
        if found is None:
            new[speaker.label] = speaker
        else:
            cases[speaker.label] = found
    labels = {
        told[key]: speaker.label
        for speaker in reading.speakers
        if (key := label_key(speaker.label)) in told and not speaks_elsewhere(asked, told[key], standing.source_id)
    }
    changed = {case_id: label for case_id, label in labels.items() if known[case_id] != label}
    remarks = [f"{known[case_id]!r} is called {label!r} from now on" for case_id, label in changed.items()]
    return NewSpeakers(cases=cases, new=new, renamed=changed, remarks=tuple(remarks))


def _told(
    by_key: Mapping[str, int], known: Mapping[int, str], reading: Reading, renamed: Mapping[str, str], source: str
) -> dict[str, int]:
    """Return the cases that are meant by the new labels of a map."""
    there = {label_key(speaker.label) for speaker in reading.speakers}
    told = {}
    for old, new in renamed.items():
        if label_key(old) not in by_key:
            raise UnknownSpeakerError(old, repr(source), list(known.values()))
        if label_key(new) not in there:
            raise UnknownSpeakerError(new, repr(reading.name), [speaker.label for speaker in reading.speakers])
        told[label_key(new)] = by_key[label_key(old)]
    return told


def _written_labels(standing: StoredText) -> dict[str, int]:
    """Return the cases by the labels that stand for them in the text: they may be called otherwise since."""
    try:
        reading = read_text(standing.text, name=standing.name)
    except QualcodeError:
        return {}
    starts = {turn.start: turn.case_id for turn in standing.turns}
    return {label_key(turn.speaker): starts[turn.start] for turn in reading.turns if turn.start in starts}


def lost_labels(
    old: StoredText, turns: Sequence[SpokenTurn], speakers: NewSpeakers, turn_map: TurnMap, labels: Mapping[int, str]
) -> list[str]:
    """Return remarks on who is new, and on cases that speak no more and who says now what they said.

    Args:
        old: the text that stood.
        turns: of the new one.
        speakers: who the labels of the new one stand for.
        turn_map: which turn is which.
        labels: of the cases of the older text.
    """
    still = {speakers.key(turn.speaker) for turn in turns}
    by_number = {turn.number: turn.speaker for turn in turns}
    remarks = [f"{label!r} is new" for label in dict.fromkeys(by_number.values()) if label in speakers.new]
    gone: dict[int, Counter[str]] = {}
    for turn in old.turns:
        if turn.case_id in still:
            continue
        now = turn_map.now(turn.number)
        heirs = gone.setdefault(turn.case_id, Counter())
        if now is not None:
            heirs[by_number[now]] += 1
    for case_id, heirs in gone.items():
        name = labels[case_id]
        if heirs:
            heir, times = heirs.most_common(1)[0]
            remarks.append(
                f"{name!r} speaks no more; {heir!r} says now what {name!r} said ({times} turns): "
                f"if they are one person, say --map {name}={heir}"
            )
        else:
            remarks.append(f"{name!r} says nothing any more")
    return remarks
