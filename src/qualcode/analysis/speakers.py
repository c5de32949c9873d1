"""Under which name a speaker is shown in what leaves the project: as labelled, or under a pseudonym.

A pseudonym is `P1`, `P2` … for participants, `Moderator` and `Observer` for the others, numbered where there are
several. Numbers follow the order in which cases came into the project, whatever part of it is asked about, so the same
person is the same pseudonym in every table. What is in a variable that holds names is not told at all.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.model.telling_variables import holds_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl

    from qualcode.analysis.tables import Tables

_LETTERS = {"participant": "P", "moderator": "Moderator", "observer": "Observer"}
_FEWEST_DIGITS = 5  # of a telephone number
_SHORTEST_NAME = 2  # characters, a letter among them: P or 3 is no name that could be found in a text


def shown_speakers(tables: Tables) -> pl.DataFrame:
    """Return `case_id, speaker`: the case's label.

    This is the one place where it is decided which name quotes and lists show; see `pseudonymized`.
    """
    return tables.cases.select("case_id", speaker="label")


def pseudonyms(tables: Tables) -> dict[int, str]:
    """Return the pseudonym of every case, by `case_id`."""
    roles = tables.cases.sort("case_id").select("case_id", "role").rows()
    counted = {role: sum(one == role for _, one in roles) for role in _LETTERS}
    seen = dict.fromkeys(_LETTERS, 0)
    found = {}
    for case_id, role in roles:
        seen[role] += 1
        if role == "participant":
            found[case_id] = f"{_LETTERS[role]}{seen[role]}"
        else:
            found[case_id] = f"{_LETTERS[role]} {seen[role]}" if counted[role] > 1 else _LETTERS[role]
    return found


def pseudonymized(tables: Tables) -> Tables:
    """Return the tables with pseudonyms for labels, in quotes and names of sources too, without variables of names.

    What a source is really called stays beside its name, as `called`, to be selected by.
    """
    import polars as pl

    names = pseudonyms(tables)
    told = names_told(tables)
    labels = tables.cases["case_id"].replace_strict(names, return_dtype=pl.String) if names else tables.cases["label"]
    called = tables.sources["name"]
    facts = tables.coding_facts
    if facts is not None:
        languages = tables.sources["language"].unique().sort().to_list()
        facts = facts.with_columns(quote=pl.Series(without_names(facts["quote"], told, languages), dtype=pl.String))
    return replace(
        tables,
        cases=tables.cases.with_columns(label=labels),
        sources=tables.sources.with_columns(
            name=pl.Series(names_of_sources(called, told), dtype=pl.String), called=called
        ),
        case_variables=_plain(tables.case_variables),
        source_variables=_plain(tables.source_variables),
        coding_facts=facts,
    )


def names_told(tables: Tables) -> dict[str, str]:
    """Return by which pseudonym each name that could stand in a text is replaced: labels, and values of name variables.

    A name that several have is replaced by `[name]`, since a text does not say who is meant.
    """
    found: dict[str, str] = {}
    shown = pseudonyms(tables)
    labels = [(label, shown[case_id]) for case_id, label in tables.cases.select("case_id", "label").rows()]
    told = [
        (value, shown[case_id])
        for case_id, variable, value in tables.case_variables.rows()
        if holds_names(variable) and case_id in shown
    ]
    languages = tables.sources["language"].unique().sort().to_list()
    spelled = [(form, pseudonym) for name, pseudonym in (*labels, *told) for form in _spellings(name, languages)]
    for name, pseudonym in spelled:
        key = name.strip().casefold()
        if len(key) >= _SHORTEST_NAME and any(map(str.isalpha, key)) and key not in _LETTERS:
            found[key] = pseudonym if found.get(key, pseudonym) == pseudonym else "[name]"
    return found


def names_of_sources(names: Iterable[str], told: Mapping[str, str]) -> list[str]:
    """Return names of sources with pseudonyms for the names in them, each still a name of its own.

    Names of files are written without spaces: `Svetlana_Ivanova2.txt`, `interviewSvetlana.txt`.

    Args:
        names: of all sources.
        told: what stands for each name, the names casefolded.
    """
    if not told:
        return list(names)
    longest_first = sorted(told, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    def stand_in(found: re.Match[str]) -> str:
        before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
        begins = not before.isalpha() or (before.islower() and found[0][0].isupper())
        is_whole = not after.isdigit() if found[0][-1].isdigit() else not after.isalpha() or found[0][-1].islower()
        ends = is_whole and not (after.isalpha() and after.islower())
        return told.get(found[0].casefold(), found[0]) if begins and ends else found[0]

    taken: set[str] = set()
    shown = []
    for name in names:
        stem, dot, ending = pattern.sub(stand_in, unicodedata.normalize("NFC", name)).rpartition(".")
        one, number = f"{stem}{dot}{ending}", 1
        while one in taken:
            number += 1
            one = f"{stem} ({number}){dot}{ending}" if dot else f"{ending} ({number})"
        taken.add(one)
        shown.append(one)
    return shown


def _plain(variables: pl.DataFrame) -> pl.DataFrame:
    """Return the variables without those that hold names."""
    import polars as pl

    is_plain = [not holds_names(variable) for variable in variables["variable"]]
    return variables.filter(pl.Series(is_plain, dtype=pl.Boolean))


def _spellings(name: str, languages: Sequence[str]) -> list[str]:
    """Return a name, the words of it that may stand alone for it, and all of them in their grammatical forms."""
    from qualcode.suggestions.language.names import forms_of
    from qualcode.transcripts.pseudonyms import is_name, parts_of

    parts = parts_of(name) if is_name(name) else (name,)
    return [form for part in parts for language in languages or [""] for form in forms_of(part, language)]


def without_names(
    texts: Iterable[str | None], told: Mapping[str, str], languages: Sequence[str] = ()
) -> list[str | None]:
    """Return the texts with names replaced where they stand as whole words, letter case aside, and without addresses.

    E-mail addresses, links and telephone numbers become `[e-mail]`, `[link]` and `[phone]`.

    This is the one function that quotes, their context and memos go through: whoever knows better which words tell
    who took part (other spellings, case endings, places) adds them to `told`.

    Args:
        texts: None where there is none.
        told: what stands for each name, the names casefolded.
        languages: of the texts; they tell how telephone numbers are written.
    """
    clean = [None if text is None else _without_addresses(text, languages) for text in texts]
    if not told:
        return clean
    longest_first = sorted(told, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)

    def stand_in(found: re.Match[str]) -> str:
        return told.get(found[0].casefold(), found[0])

    return [None if text is None else pattern.sub(stand_in, text) for text in clean]


def _without_addresses(text: str, languages: Sequence[str]) -> str:
    from qualcode.transcripts.pseudonyms import addresses

    if "@" not in text and "www." not in text and "://" not in text and sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return text
    for language in languages or ("",):
        for kind, words in sorted(set(addresses(text, language)), key=lambda one: -len(one[1])):
            text = text.replace(words, f"[{kind}]")
    return text
