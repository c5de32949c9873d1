"""What a project is asked about the scores from which on codes are suggested."""

from __future__ import annotations

from qualcode.project.handle import ProjectHandle
from qualcode.store.thresholds import read_thresholds


class ProjectThresholds(ProjectHandle):
    """One open project as thresholds."""

    __slots__ = ()

    def thresholds(self) -> dict[str, float]:
        """Return the scores that somebody has set, by the GUID of the code."""
        return read_thresholds(self.store)
