"""What stands in a project's texts that tells who somebody is, as a table for people to review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.store.database import Store
from qualcode.store.source_texts import StoredText, read_stored_text
from qualcode.store.sources import read_source_names
from qualcode.store.speaking import CaseRowFacts, read_case_rows
from qualcode.transcripts.pseudonyms import Pseudonym, addresses, counted, is_name, parts_of, spellings

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
    from qualcode.suggestions.language.names import forms_of

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
    from qualcode.suggestions.language.names import capitalized_in

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
    from qualcode.suggestions.language.names import people_in

    for text in texts:
        talk = [text.text[turn.speech : turn.end] for turn in text.turns]
        for name in people_in(talk, text.language):
            if any(part[:1].isupper() for part in name.split()):
                yield name
