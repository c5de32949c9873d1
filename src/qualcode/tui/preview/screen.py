"""Transcripts before they come in: corrected label by label, then imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding

from qualcode.errors.values import InvalidValueError
from qualcode.exchange.sources import import_readings
from qualcode.model.identity import checked_name
from qualcode.transcripts.corrected_profiles import renamed, with_moderator
from qualcode.transcripts.profiles import Profile
from qualcode.transcripts.saved_profiles import profile_names, read_profile, save_profile
from qualcode.tui.asking.line_prompt import LinePrompt
from qualcode.tui.asking.list_choice import Choice, ListChoice
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.keys.groups import MAKE, MORE, MOVE
from qualcode.tui.preview.board import LabelList, PreviewBoard

if TYPE_CHECKING:
    from textual.binding import BindingType


class PreviewScreen(PreviewBoard):
    """The labels of one file after the other; what was told is undone by telling otherwise.

    More methods than most classes: Textual calls one for each key.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("W,w", "import", "Import", id="preview.import", tooltip="Write them into the project", group=MAKE),
        Binding("X,x,space", "turn", "Speaker or talk", id="preview.toggle", group=MAKE),
        Binding("M,m", "moderator", "Leads the talk", id="preview.moderator", group=MAKE),
        Binding("R,r", "regex", "Regex", id="preview.regex", tooltip="A regular expression for labels", group=MAKE),
        Binding("O,o", "one_speaker", "One speaker", id="preview.one-speaker", group=MAKE),
        Binding("C,c", "encoding", "Encoding", id="preview.encoding", group=MAKE),
        Binding("V,v", "variables", "Variables", id="preview.variables", tooltip="What labels tell", group=MAKE),
        Binding("D,d", "forget", "As found", id="preview.forget", tooltip="Read the file as it was found", group=MAKE),
        Binding("A,a", "all", "All like this", id="preview.all", tooltip="Read all files like this", group=MAKE),
        Binding("S,s", "save", "Save profile", show=False, id="preview.save", group=MAKE),
        Binding("P,p", "profile", "Profile", id="preview.profile", tooltip="Read as a saved profile says", group=MAKE),
        Binding("N,n,tab", "file(1)", "Next file", id="preview.next", group=MOVE),
        Binding("B,b,shift+tab", "file(-1)", "File before", show=False, id="preview.before", group=MOVE),
        Binding("escape", "back", "Back", id="preview.leave", tooltip="Back; nothing is imported", group=MORE),
    ]

    @on(RowList.Entered)
    def _rename(self) -> None:
        label = self._under_cursor()
        if label is None:
            return

        def named(name: str | None) -> None:
            if name is not None:
                self._tell(renamed(self._told, label.written, name))

        standing = label.near or label.speaker or label.written
        prompt = LinePrompt(f"Who is {label.written!r}?", standing, check=lambda line: checked_name("Speaker", line))
        self.app.push_screen(prompt, named)

    def action_turn(self) -> None:
        """Make the label under the cursor talk, or a speaker."""
        label = self._under_cursor()
        if label is not None:
            self._tell(renamed(self._told, label.written, "" if label.speaker else label.written))

    def action_moderator(self) -> None:
        """Let the speaker under the cursor lead the talk, or lead it no more."""
        label, look = self._under_cursor(), self.look
        if label is not None and label.speaker and look and look.reading:
            self._tell(with_moderator(self._told, look.reading, label.speaker))

    def action_regex(self) -> None:
        """Ask for a regular expression of labels; an empty line finds them again."""
        self._ask("What does a line with a speaker label begin with?", "label_regex", r"(?P<name>\w+): ")

    def action_one_speaker(self) -> None:
        """Ask for the name of who says all of it; an empty line looks for labels again."""
        self._ask("Who says all of it?", "one_speaker", "a name")

    def action_encoding(self) -> None:
        """Ask for the encoding; an empty line finds it again."""
        self._ask("Which encoding is it in?", "encoding", "windows-1251, koi8-r, windows-1252 …")

    def action_variables(self) -> None:
        """Ask what stands in the brackets beside labels; an empty line leaves it unnamed."""
        self._ask("What stands beside labels? Names with commas between", "label_variables", "gender, age, city")

    def _ask(self, title: str, field: str, placeholder: str) -> None:
        def told(line: str | None) -> None:
            if line is not None and self.desk.found:
                self._tell(replace(self._told, **{field: line or None}))  # type: ignore[arg-type] # all are texts

        standing = getattr(self._told, field) or ""
        self.app.push_screen(LinePrompt(title, standing, check=lambda line: line, placeholder=placeholder), told)

    def action_forget(self) -> None:
        """Read the file as it was found."""
        if self.desk.found:
            self._tell(Profile())

    def action_all(self) -> None:
        """Read all files as this one is told to be read."""
        self.desk.tell_all(self._told)
        self.read_again()

    def action_save(self) -> None:
        """Keep what was told under a name."""

        def named(name: str | None) -> None:
            if name is not None:
                self.act_safely(lambda: save_profile(name, self._told))
                self.notify(f"Kept: qualcode import --profile {name!r} does the same.", markup=False)

        prompt = LinePrompt("Keep this way of reading as", check=lambda line: checked_name("Profile", line))
        self.app.push_screen(prompt, named)

    def action_profile(self) -> None:
        """Read the file as a saved profile says."""
        names = profile_names()
        if not names:
            self.notify("There is no profile yet; one is kept by its key or by --save-profile.", markup=False)
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self.act_safely(lambda: self._tell(read_profile(name)))

        self.app.push_screen(ListChoice("Read as", tuple(Choice(name, name) for name in names)), chosen)

    def act_safely(self, do: Callable[[], object]) -> None:
        """Do what is no act of the project, or say why it cannot be."""
        from qualcode.errors.base import QualcodeError

        try:
            do()
        except QualcodeError as error:
            self.notify(str(error), severity="error", markup=False)

    def action_file(self, step: int) -> None:
        """Show the next file, or the one before."""
        if self.desk.found:
            self._place = (self._place + step) % len(self.desk.found)
            self.query_one(LabelList).cursor = 0
            self._show()
            self.read_again()

    def action_import(self) -> None:
        """Write all files that can come in into the project, and leave."""
        if len(self.desk.looks) < len(self.desk.found):
            self.notify("Some files are still being read.", markup=False)
            return
        self.act(self._import)

    def _import(self) -> None:
        readings = self.desk.readings()
        if not readings:
            raise InvalidValueError("Import", len(self.desk.found), "no file can come in as it is read now.")
        report = self.done(import_readings, readings)
        for refusal in report.refused[:3]:
            self.notify(str(refusal), severity="warning", markup=False)
        count = len(report.imported)
        self.notify(f"Imported {count} transcript{'' if count == 1 else 's'}.", markup=False)
        if report.imported:
            self.action_back()

    def acted(self) -> None:
        """Stay as it is: files read as before."""
