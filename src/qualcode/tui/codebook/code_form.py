"""All fields of a code to be filled in. No key throws words away: Ctrl+S and Esc both keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Checkbox, Input, Static, TextArea

from qualcode.model.identity import LONGEST_NAME
from qualcode.tui.asking.question import Question
from qualcode.tui.codebook.code_colors import is_color, read_color
from qualcode.tui.codebook.code_fields import FIELDS, Field, Reading, cues_remark, field_text, key_remark, read_fields
from qualcode.tui.codebook.new_code import name_warning
from qualcode.tui.drawing.texts import code_color, said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.model.codebook import Code, Codebook

_HOW = "Tab goes on · Ctrl+S or Esc keeps it"


class CodeForm(Question[dict[str, Any]]):
    """Ask for the fields of a code; gives those that were changed, or None where none was.

    What cannot be is said beside its field, and the form stays as it is until it is mended or left.

    More methods than most classes: Textual calls one for each kind of field that changes.
    """

    CSS_PATH = "code_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "keep", "Keep", priority=True, id="form.keep", tooltip="Keep what was filled in", group=ANSWER
        ),
        Binding(
            "escape",
            "leave",
            "Keep",
            priority=True,
            id="form.leave",
            tooltip="Keep what was filled in and leave",
            group=ANSWER,
        ),
    ]

    def __init__(self, codebooks: tuple[Codebook, ...], book: Codebook, code: Code) -> None:
        super().__init__()
        self._codebooks = codebooks
        self._book = book
        self._code = code
        self._may_leave = False

    def compose(self) -> ComposeResult:
        """Lay out the fields, each below its title and what is said of it."""
        with VerticalScroll(id="form", can_focus=False) as form:
            form.border_title = said(f"Code: {self._code.name}")
            form.border_subtitle = _HOW
            for field in FIELDS:
                yield Static(self._title(field, field_text(self._code, field.name)), id=f"{field.name}-title")
                yield self._field(field)
            yield Checkbox(
                "may be applied (else it only groups the codes under it)",
                self._code.is_codable,
                id="is_codable",
                compact=True,
            )

    def _field(self, field: Field) -> Input | TextArea:
        text = field_text(self._code, field.name)
        if field.lines == 1:
            return Input(text, id=field.name, placeholder=field.hint, max_length=LONGEST_NAME, compact=True)
        area = TextArea(text, id=field.name, placeholder=field.hint, compact=True, highlight_cursor_line=False)
        area.styles.height = field.lines
        return area

    def on_mount(self) -> None:
        """Begin at the name, with its title in sight."""
        self.call_after_refresh(self.query_one("#form").scroll_home, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say how the line is understood."""
        self._say_anew(event.input.id)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say how the lines are understood."""
        self._say_anew(event.text_area.id)

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def on_checkbox_changed(self) -> None:
        """Keep this, too."""
        self._stay()

    def _stay(self) -> None:
        self._may_leave = False
        self.query_one("#form").border_subtitle = _HOW

    def _say_anew(self, name: str | None) -> None:
        self._stay()
        field = next(field for field in FIELDS if field.name == name)
        self.query_one(f"#{name}-title", Static).update(self._title(field, self._typed(field)))

    def _title(self, field: Field, text: str) -> Content:
        title = Content.styled(field.title, "bold")
        remark = self._remark(field, text)
        return Content("  ").join([title, remark]) if remark else title

    def _remark(self, field: Field, text: str) -> Content:
        if field.name == "name":
            return name_warning(self._codebooks, text, besides=self._code.guid)
        if field.name == "key":
            return Content.styled(key_remark(self._codebooks, self._code, text.strip()), "$text-warning")
        if field.name == "cues":
            return said(cues_remark(text), "dim")
        if field.name == "color":
            color = read_color(text) or code_color(self._book, self._code)
            return Content.styled("████", color) if color and is_color(color) else Content("")
        return Content("")

    def _typed(self, field: Field) -> str:
        widget = self.query_one(f"#{field.name}")
        return widget.text if isinstance(widget, TextArea) else self.query_one(f"#{field.name}", Input).value

    def action_keep(self) -> None:
        """Give what was changed, or say what cannot be."""
        reading = read_fields(self._book, self._code, {field.name: self._typed(field) for field in FIELDS})
        is_codable = self.query_one("#is_codable", Checkbox).value
        if is_codable != self._code.is_codable:
            reading.changed["is_codable"] = is_codable
        if reading.faults:
            self._refuse(reading)
        else:
            self.answer(reading.changed or None)

    def _refuse(self, reading: Reading) -> None:
        for field in FIELDS:
            if field.name in reading.faults:
                fault = said(reading.faults[field.name], "bold $text-error")
                title = Content.styled(field.title, "bold")
                self.query_one(f"#{field.name}-title", Static).update(Content("  ").join([title, fault]))
        self.query_one(f"#{next(iter(reading.faults))}").focus()

    def action_leave(self) -> None:
        """Keep what was changed; where something cannot be, leave everything as it was at the second time."""
        if self._may_leave:
            self.answer(None)
            return
        self.action_keep()
        self._may_leave = True
        self.query_one("#form").border_subtitle = "Mend what is marked, or Esc again leaves the code as it was"
