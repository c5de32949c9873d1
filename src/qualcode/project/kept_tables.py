"""A project whose frames are read once and kept until somebody acts, for whoever counts again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.project.project import Project

if TYPE_CHECKING:
    from qualcode.analysis.selection import Selection
    from qualcode.analysis.tables import Tables

_Kept = dict[tuple[bool, tuple[str, ...]], tuple[int, "Tables"]]
_WHOLE = ("whole",)


@dataclass(frozen=True, slots=True)
class KeptTables(Project):
    """The project, with frames from memory where nothing was changed since they were read."""

    kept: _Kept = field(default_factory=dict, compare=False, repr=False)

    def of(self, project: Project) -> KeptTables:
        """Return the same under a project with another coder."""
        return KeptTables(project.store, project.coder, project.is_pseudonymized, self.kept)

    def tables(self, selection: Selection | None = None, *, is_whole: bool = False) -> Tables:
        """Return the project as tidy frames."""
        act = self.last_act()  # before reading: what is changed meanwhile is read again the next time
        whole = (self.is_pseudonymized, _WHOLE)
        wanted = whole if is_whole else (self.is_pseudonymized, selection.demanded if selection else ())
        for known in (whole, wanted):
            if known in self.kept and self.kept[known][0] == act:
                return self.kept[known][1]
        tables = Project.tables(self, selection, is_whole=is_whole)  # super() does not know a class made with slots
        for known, (then, _) in list(self.kept.items()):
            if then != act:
                self.kept.pop(known, None)
        self.kept[wanted] = act, tables
        return tables
