"""Project screens from which acts are done; the first act asks who is coding, if that is not known yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from qualcode.errors.base import QualcodeError
from qualcode.project.opening import now
from qualcode.tui.asking.refusal import refuse
from qualcode.tui.screens.project_screen import ProjectScreen

if TYPE_CHECKING:
    from qualcode.project.project import Project

Result = TypeVar("Result")


class ActingScreen(ProjectScreen):
    """A screen whose keys change the project."""

    def __init__(self, project: Project, name_coder: Callable[[str], Project]) -> None:
        """Show a project; `name_coder` keeps a coder's name and returns the project under it."""
        super().__init__(project)
        self._name_coder = name_coder

    def come_back(self) -> None:
        """Read again if anybody acted meanwhile; questions come and go too often to read codings after each."""
        if self.project.last_act() != self._known_act:
            self.read_again()

    def act(self, do: Callable[[], object]) -> None:
        """Do an act and show what it changed, or say why it is refused; ask first who is coding, if need be."""
        if not self.project.coder:
            self._ask_coder(do)
            return
        try:
            do()
        except QualcodeError as error:
            refuse(self, error)
        self.acted()

    def acted(self) -> None:
        """Show what an act changed."""
        self.read_again()

    def done(self, function: Callable[..., Result], *arguments: object, **fields: object) -> Result:
        """Return what an act's function returns, called in the coder's name and now.

        Raises:
            QualcodeError: it is refused.
        """
        return function(self.project.store, *arguments, coder=self.project.coder, at=now(), **fields)

    def _ask_coder(self, do: Callable[[], object]) -> None:
        from getpass import getuser

        from qualcode.tui.asking.coder_prompt import CoderPrompt

        def named(name: str | None) -> None:
            if name:
                self.project = self._name_coder(name)
                self.act(do)

        self.app.push_screen(CoderPrompt(getuser()), named)
