"""Saying why a key did nothing: what was said before goes, so that keys pressed again heap up no messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from qualcode.errors.base import QualcodeError


def refuse(screen: Screen[Any], error: QualcodeError, severity: SeverityLevel = "error") -> None:
    """Show why, in place of all that was shown so."""
    screen.app.clear_notifications()
    screen.notify(str(error), severity=severity, markup=False)
