"""Names and addresses in texts, and their replacements: found, shown in a table for review, put in.

The table is the key: whoever has it can undo the pseudonyms, so it is a file of its own and never part of a project.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors.pseudonyms import PseudonymTableError
from qualcode.files import defused, restored
from qualcode.transcripts.files import file_bytes
from qualcode.transcripts.formats.table_cells import csv_table, workbook_table

COLUMNS = ("kind", "name", "source", "replacement", "forms", "times", "example")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'»]+[^\s<>\"'».,;:!?)]")
_REGIONS = {
    "en": ("US", "GB"), "ru": ("RU",), "de": ("DE",), "fr": ("FR",), "es": ("ES",), "it": ("IT",), "pl": ("PL",),
    "uk": ("UA",), "pt": ("BR", "PT"), "nl": ("NL",), "sv": ("SE",), "tr": ("TR",), "cs": ("CZ",), "nb": ("NO",),
}  # fmt: skip
_FEWEST_LETTERS = 3
_AROUND = 30
_MOST_FORMS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonym:
    """One row of the table: what is replaced, and by what.

    Attributes:
        kind: case, name, phone, e-mail or link; `name?` for what may be one.
        name: as it is known; for a case, its label.
        source: name of the source in which it is replaced; empty for all.
        replacement: the same for all forms; empty where nothing is to be replaced.
        forms: spellings to be replaced, as whole words.
        times: how often they stand in the texts.
        example: where, with the words around it.
    """

    kind: str
    name: str
    source: str
    replacement: str
    forms: tuple[str, ...]
    times: int = 0
    example: str = ""


def addresses(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield kind and words of e-mail addresses, links and telephone numbers in a text."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in (("e-mail", _EMAIL), ("link", _URL)):
        for found in pattern.finditer(text):
            taken.append(found.span())
            yield kind, found[0]
    if sum(map(str.isdigit, text)) < 5:
        return
    import phonenumbers

    seen: set[tuple[int, int]] = set()
    for region in (*_REGIONS.get(language.split("-", 1)[0], ()), None):
        for match in phonenumbers.PhoneNumberMatcher(text, region):
            span = (match.start, match.end)
            if span not in seen and not any(start < span[1] and span[0] < end for start, end in taken):
                seen.add(span)
                yield "phone", match.raw_string


def is_name(label: str) -> bool:
    """Tell whether a speaker label may be somebody's name: no `P3`, `R1 woman`, `Speaker 2`, `Moderator`."""
    from qualcode.transcripts.labels.vocabulary import GROUPS, MODERATORS, OBSERVERS, PERSONS

    words = label.replace(".", " ").split()
    plain = {word.casefold().strip(",;") for word in words}
    has_digit = any(character.isdigit() for character in label)
    return not has_digit and not plain & (GROUPS | MODERATORS | OBSERVERS | PERSONS) and any(map(_is_part, words))


def parts_of(name: str) -> tuple[str, ...]:
    """Return a name and each word of it that may stand alone for it."""
    words = [word for word in name.split() if _is_part(word)]
    return tuple(dict.fromkeys([name, *(words if len(words) > 1 else ())]))


def _is_part(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and word[0].isupper() and word.replace("-", "").replace("'", "").isalpha()


def spellings(forms: Iterable[str]) -> tuple[str, ...]:
    """Return forms as they are written in texts: as they are, with a capital, in capitals."""
    found: dict[str, None] = {}
    for form in forms:
        titled = " ".join(word[:1].upper() + word[1:].lower() for word in form.split())
        found |= dict.fromkeys((form, titled, form.upper()))
    return tuple(found)


class Finder:
    """Where spellings stand in a text, as whole words, the longest first."""

    def __init__(self, meant: Mapping[str, str]) -> None:
        """Look for the keys of `meant`; each stands for its value."""
        self._meant = dict(meant)
        # By first letter: of thousands of names, few are then tried where a word begins.
        by_letter: dict[str, list[str]] = {}
        for form in sorted(meant, key=len, reverse=True):
            by_letter.setdefault(form[:1], []).append(re.escape(form[1:]))
        groups = [f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items()]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if groups else None

    def places(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and what is meant of each place, in order."""
        if self._pattern is not None:
            for found in self._pattern.finditer(text):
                yield found.start(), found.end(), self._meant[found[0]]

    def replaced(self, text: str) -> tuple[str, list[tuple[int, int, int]]]:
        """Return the text with what is meant in place of the words, and start, end and new length of each place."""
        pieces, edits, at = [], [], 0
        for start, end, meant in self.places(text):
            pieces += [text[at:start], meant]
            edits.append((start, end, len(meant)))
            at = end
        return "".join([*pieces, text[at:]]), edits


def finder_for(table: Sequence[Pseudonym], source: str) -> Finder:
    """Return what finds the pseudonyms of a source: what is told of that source comes before what is told of all."""
    meant: dict[str, str] = {}
    for one in sorted(table, key=lambda row: row.source == source):
        if one.replacement and one.source in ("", source):
            meant |= dict.fromkeys(one.forms, one.replacement)
    return Finder(meant)


def counted(
    rows: Sequence[Pseudonym], texts: Sequence[tuple[str, str]], *, keep: Callable[[Pseudonym], bool]
) -> tuple[Pseudonym, ...]:
    """Return rows with the forms that really occur, how often and where; without those that occur nowhere.

    Args:
        rows: with all the forms there may be.
        texts: name and text of each source.
        keep: tells which rows stay although they occur nowhere.
    """
    forms: list[dict[str, int]] = [{} for _ in rows]
    examples = [""] * len(rows)
    for name, text in texts:
        meant: dict[str, str] = {}
        for place, row in sorted(enumerate(rows), key=lambda item: item[1].source == name):
            if row.source in ("", name):
                meant |= dict.fromkeys(row.forms, str(place))
        for start, end, told in Finder(meant).places(text):
            place = int(told)
            forms[place][text[start:end]] = forms[place].get(text[start:end], 0) + 1
            if not examples[place]:
                around = text[max(0, start - _AROUND) : end + _AROUND]
                examples[place] = f"{name}: … {' '.join(around.split())} …"
    return tuple(
        Pseudonym(
            kind=row.kind,
            name=row.name,
            source=row.source,
            replacement=row.replacement,
            forms=tuple(sorted(forms[place])[:_MOST_FORMS]),
            times=sum(forms[place].values()),
            example=examples[place],
        )
        for place, row in enumerate(rows)
        if forms[place] or keep(row)
    )


def table_text(rows: Sequence[Pseudonym]) -> str:
    """Return the table as CSV, for review and as the key."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = (row.kind, row.name, row.source, row.replacement, "; ".join(row.forms), row.times, row.example)
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


def read_table(path: Path) -> tuple[Pseudonym, ...]:
    """Return the rows of a reviewed table, CSV or XLSX; columns in any order, `forms` or else `name` is replaced.

    Raises:
        PseudonymTableError: a column is missing, or one form has two replacements in a source.
        QualcodeError: the file cannot be read.
    """
    data = file_bytes(path, (".csv", ".tsv", ".txt", ".xlsx"))
    table = workbook_table(data, path.name) if path.suffix.lower() == ".xlsx" else csv_table(data, path.name, None)
    header = [cell.strip().casefold() for cell in table.rows[0]] if table.rows else []
    for needed in ("name", "replacement"):
        if needed not in header:
            raise PseudonymTableError(path.name, 1, f"it has no column {needed!r}")
    found: list[Pseudonym] = []
    told: dict[tuple[str, str], str] = {}
    for line, cells in zip(table.lines[1:], table.rows[1:], strict=True):
        row = {name: restored(cell).strip() for name, cell in zip(header, cells, strict=False)}
        forms = tuple(filter(None, (form.strip() for form in row.get("forms", "").split(";")))) or (row["name"],)
        if not row["name"]:
            raise PseudonymTableError(path.name, line, "it names nobody")
        one = Pseudonym(
            kind=row.get("kind", "") or "name",
            name=row["name"],
            source=row.get("source", ""),
            replacement=row["replacement"],
            forms=forms,
        )
        for form in forms if one.replacement else ():
            if told.setdefault((one.source, form), one.replacement) != one.replacement:
                raise PseudonymTableError(path.name, line, f"{form!r} has another replacement above")
        found.append(one)
    return tuple(found)


def read_names(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the names of a list, and what each is to become, empty where that is not said: a name a line.

    Raises:
        QualcodeError: the file cannot be read.
    """
    table = csv_table(file_bytes(path, (".csv", ".tsv", ".txt", "")), path.name, None)
    for cells in table.rows:
        if cells[0].strip() and not cells[0].startswith("#"):
            yield restored(cells[0]).strip(), restored(cells[1]).strip() if len(cells) > 1 else ""
