"""Pseudonyms in a project: names found, and a reviewed table of them put into all texts, in one act.

Each source gets a new revision; codings are carried over by the very places that were replaced. The table is the key
and stays outside. The project's file keeps the older texts and its journal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qualcode.errors.pseudonyms import NothingToReplaceError
from qualcode.exchange.new_texts import edited_text
from qualcode.exchange.revision_plans import RevisionReport
from qualcode.exchange.revisions import revise_within
from qualcode.exchange.told_text import NewText
from qualcode.store.database import Asked, Store
from qualcode.store.source_texts import StoredText, read_stored_text
from qualcode.store.sources import read_source_names
from qualcode.store.speaking import CaseRowFacts, case_labels, read_case_rows
from qualcode.transcripts.pseudonyms import (
    Pseudonym,
    addresses,
    counted,
    finder_for,
    is_name,
    parts_of,
    spellings,
)

DOUBTFUL = "name?"
_MOST_DOUBTFUL = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A name that a person listed, and what it is to become; empty to have something proposed."""

    name: str
    replacement: str = ""


def proposed(store: Store, listed: Sequence[Listed] = ()) -> tuple[Pseudonym, ...]:
    """Return what stands in the texts that tells who somebody is, with a replacement for each.

    Cases whose labels are names, those that were listed, people whom a trained pipeline finds, e-mail addresses, links
    and telephone numbers; and, with no replacement yet, other words that may be names by their capital. The same name
    has the same replacement in all its forms, in each source its own where two cases of two sources share it.
    """
    with store.snapshot():
        texts = [read_stored_text(store, guid) for guid, _ in read_source_names(store)]
        cases = [case for case in read_case_rows(store) if case.sources]
    languages = {text.name: text.language for text in texts}
    rows = list(_of_cases(cases, languages))
    names = [*(one.name for one in listed), *_people(texts)]
    told = {one.name: one.replacement for one in listed if one.replacement}
    rows += _of_names(dict.fromkeys(names), told, set(languages.values()))
    rows += _elsewhere(rows)
    rows += _of_addresses(texts)
    rows += _doubtful(texts, rows)
    return counted(rows, [(text.name, text.text) for text in texts], keep=lambda row: row.kind == "case")


def _of_cases(cases: Sequence[CaseRowFacts], languages: Mapping[str, str]) -> Iterable[Pseudonym]:
    taken = {case.label.casefold() for case in cases}
    number = 0
    for case in cases:
        if not is_name(case.label):
            continue
        lead = {"moderator": "M", "observer": "O"}.get(case.role, "P")
        number += 1
        while f"{lead}{number}".casefold() in taken:
            number += 1
        for source in case.sources:
            yield Pseudonym(
                kind="case",
                name=case.label,
                source=source,
                replacement=f"{lead}{number}",
                forms=_forms(case.label, {languages[source]}),
            )


def _forms(name: str, languages: set[str]) -> tuple[str, ...]:
    from qualcode.suggestions.names import forms_of

    parts = [" ".join(part.title().split()) if part.isupper() else part for part in parts_of(name)]
    forms = [form for part in parts for language in sorted(languages) for form in forms_of(part, language)]
    return spellings([name, *forms])


def _of_names(names: Iterable[str], told: Mapping[str, str], languages: set[str]) -> list[Pseudonym]:
    return [
        Pseudonym(
            kind="name",
            name=name,
            source="",
            replacement=told.get(name) or f"[name {number}]",
            forms=_forms(name, languages),
        )
        for number, name in enumerate(names, 1)
    ]


def _elsewhere(rows: Sequence[Pseudonym]) -> list[Pseudonym]:
    """Return rows for the names of cases in sources in which nobody is called so."""
    listed = {form for row in rows if not row.source for form in row.forms}
    forms: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.source and not listed & set(row.forms):
            forms.setdefault(row.name, row.forms)
    start = sum(1 for row in rows if not row.source)
    return [
        Pseudonym(kind="name", name=name, source="", replacement=f"[name {number}]", forms=own)
        for number, (name, own) in enumerate(forms.items(), start + 1)
    ]


def _doubtful(texts: Sequence[StoredText], rows: Sequence[Pseudonym]) -> list[Pseudonym]:
    """Return rows without a replacement for words that may be names, the most frequent first."""
    from qualcode.suggestions.names import capitalized_in

    known = {form for row in rows for form in row.forms}
    forms: dict[str, set[str]] = {}
    for language in dict.fromkeys(text.language for text in texts):
        talk = [text.text[turn.speech : turn.end] for text in texts if text.language == language for turn in text.turns]
        for name, own in capitalized_in(talk, language).items():
            if not own & known:
                forms.setdefault(name, set()).update(own)
    found = [
        Pseudonym(kind=DOUBTFUL, name=name, source="", replacement="", forms=spellings(sorted(own)))
        for name, own in sorted(forms.items())
    ]
    listed = counted(found, [(text.name, text.text) for text in texts], keep=lambda _: False)
    return sorted(listed, key=lambda row: -row.times)[:_MOST_DOUBTFUL]


def _of_addresses(texts: Sequence[StoredText]) -> list[Pseudonym]:
    found: dict[tuple[str, str], None] = {}
    for text in texts:
        found |= dict.fromkeys(addresses(text.text, text.language))
    numbers: dict[str, int] = {}
    rows = []
    for kind, words in found:
        numbers[kind] = numbers.get(kind, 0) + 1
        replacement = f"[{kind} {numbers[kind]}]"
        rows.append(Pseudonym(kind=kind, name=words, source="", replacement=replacement, forms=(words,)))
    return rows


def _people(texts: Sequence[StoredText]) -> Iterable[str]:
    from qualcode.suggestions.names import people_in

    for text in texts:
        talk = [text.text[turn.speech : turn.end] for turn in text.turns]
        for name in people_in(talk, text.language):
            if any(part[:1].isupper() for part in name.split()):
                yield name


def apply_pseudonyms(
    store: Store, table: Sequence[Pseudonym], *, name: str, coder: str, at: datetime
) -> tuple[RevisionReport, ...]:
    """Put the replacements of a table into all texts, and call the cases by them, in one act.

    Args:
        store: the project.
        table: reviewed.
        name: of its file, for people; the journal does not repeat it.
        coder: who does it.
        at: when.

    Raises:
        NothingToReplaceError: no form of the table stands in any text.
    """
    with store.act("pseudonyms", "put pseudonyms into the transcripts", coder=coder, at=at) as unit:
        reports = []
        for guid, source in read_source_names(unit):
            finder = finder_for(table, source)
            text, edits = finder.replaced(read_stored_text(unit, guid).text)
            if edits:
                labels = {one.name: one.replacement for one in table if one.kind == "case" and one.source == source}
                reports.append(revise_within(unit, guid, _Make(text, edits, labels)))
        if not reports:
            raise NothingToReplaceError(name)
        unit.say(f"put pseudonyms into {len(reports)} transcripts")
    return tuple(reports)


@dataclass(frozen=True, slots=True)
class _Make:
    """Makes the text with pseudonyms the new one."""

    text: str
    edits: Sequence[tuple[int, int, int]]
    labels: Mapping[str, str]

    def __call__(self, asked: Asked, standing: StoredText) -> NewText:
        known = case_labels(asked, standing.revision_id)
        renamed = {case_id: self.labels[label] for case_id, label in known.items() if self.labels.get(label)}
        return edited_text(asked, standing, self.text, self.edits, kind="pseudonyms", labels=renamed)
