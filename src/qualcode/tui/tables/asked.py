"""What is asked of the tables screen: which table, by what, from which part of the study."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.analysis import wide_tables
from qualcode.analysis.agreement import compared
from qualcode.analysis.selection import EVERYTHING, Selection

THEMES, BY, SOURCES, SPEAKERS, CROSSED, PAIRS, SATURATION, TALK, GROUPS, AGREEMENT = (
    "themes", "by", "sources", "speakers", "crossed", "pairs", "saturation", "talk", "groups", "agreement",
)  # fmt: skip
TITLES = {
    THEMES: "Themes: how often, by how many",
    BY: "Themes by a variable",
    SOURCES: "Codes × transcripts",
    SPEAKERS: "Codes × speakers",
    CROSSED: "Crosstab: two codes, two variables, or one of each",
    PAIRS: "Codes that go together",
    SATURATION: "Saturation: new codes, group by group",
    TALK: "Who talks how much",
    GROUPS: "Talk, group by group",
    AGREEMENT: "Agreement of coders",
}
UNITS = {
    BY: wide_tables.UNITS,
    SOURCES: ("turns", "codings", "participants", "groups"),
    SPEAKERS: ("turns", "codings"),
    CROSSED: ("participants", "groups", "turns", "codings"),
    PAIRS: ("turn", "exchange", "participant", "overlap"),
    AGREEMENT: compared.UNITS,
}
HAS_ZERO_ROWS = (THEMES, BY, SOURCES, SPEAKERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One table.

    Attributes:
        kind: a key of `TITLES`.
        by: the variable of themes by a variable, `case:NAME` or `source:NAME`.
        rows: of a crosstab, a code or a variable as `find_dimension` reads it.
        columns: likewise.
        units: what is counted, by kind of table; the first of `UNITS` where nothing is said.
        selection: which part of the study.
        with_moderator: whether moderators and observers count.
        keep_zero: whether codes nobody voiced are shown.
        is_pseudonymized: whether speakers are shown under pseudonyms.
    """

    kind: str = THEMES
    by: str = ""
    rows: str = ""
    columns: str = ""
    units: dict[str, str] = field(default_factory=dict)
    selection: Selection = EVERYTHING
    with_moderator: bool = False
    keep_zero: bool = True
    is_pseudonymized: bool = False

    @property
    def unit(self) -> str:
        """What is counted in this table, empty where there is no choice."""
        choices = UNITS.get(self.kind, ())
        return self.units.get(self.kind, choices[0]) if choices else ""

    @property
    def title(self) -> str:
        """What the table is called."""
        if self.kind == THEMES:
            return "Themes"
        if self.kind == BY:
            return f"Themes by {self.by.partition(':')[2]}"
        if self.kind == CROSSED:
            return f"{_plain(self.rows)} × {_plain(self.columns)}"
        return TITLES[self.kind]

    def base(self, coders: tuple[str, ...]) -> str:
        """Return what is counted and from what, in one line."""
        whose = "everybody's turns" if self.with_moderator else "participants' turns, moderator left out"
        told = [f"Counted: {whose}"]
        if self.kind not in (TALK, GROUPS):
            told.append(f"codings of {', '.join(coders) or 'nobody yet'}")
        told += [_NOTES[self.kind].format(unit=self.unit)] if self.kind in _NOTES else []
        told += [f"only {self.selection.sentence()}"] if self.selection.filters() else []
        if not self.keep_zero and self.kind in HAS_ZERO_ROWS:
            told.append("codes that nobody voiced are left out")
        told += ["speakers under pseudonyms"] if self.is_pseudonymized else []
        return "; ".join(told) + "."


_NOTES = {
    BY: "in each column its {unit}, of its N; * too small a base to say more",
    SOURCES: "{unit} with the code",
    SPEAKERS: "{unit} with the code",
    CROSSED: "{unit}; one counts once in a cell and once in a total",
    PAIRS: "pairs that meet within the same {unit}",
    SATURATION: "groups in order of fieldwork, base of 4 and runs of 2",
    AGREEMENT: "unit: {unit}; * too rare to judge",
}


def _plain(dimension: str) -> str:
    return dimension.partition(":")[2] or dimension
