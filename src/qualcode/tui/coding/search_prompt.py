"""Asking what to search for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from qualcode.errors.suggestions import SearchPatternError
from qualcode.suggestions.search.talk_search import KINDS
from qualcode.transcripts.searching import check_search
from qualcode.tui.asking.question import Question
from qualcode.tui.desk.searching import Wanted
from qualcode.tui.drawing.texts import said
from qualcode.tui.keys.groups import ANSWER

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

_LONGEST = 500
_MEANINGS = {
    "plain": "the words as they are written; capitals and spaces do not matter",
    "regex": r"a regular expression, such as \bdeal(s|ing)?\b",
    "lemma": "every form of the words: big people finds “bigger people”",
}


class SearchPrompt(Question[Wanted]):
    """Ask for what to search; gives it, or None when left or empty. A broken expression is told and stays."""

    CSS_PATH = "search_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn_kind(1)", "Plain, regex, lemma", id="search.next-kind", group=ANSWER),
        Binding(
            "shift+tab", "turn_kind(-1)", "Lemma, regex, plain", id="search.previous-kind", group=ANSWER, show=False
        ),
    ]

    def __init__(self, last: Wanted | None) -> None:
        """Ask; what was searched for last stands there to begin with."""
        super().__init__()
        self._text = last.text if last else ""
        self._kind = last.kind if last else KINDS[0]

    def compose(self) -> ComposeResult:
        """Lay out the line and what it means."""
        with Vertical(id="prompt") as box:
            box.border_subtitle = "Tab plain, regex, lemma · Enter goes · Esc leaves"
            yield Input(self._text, max_length=_LONGEST, compact=True)
            yield Static(id="remark")

    def on_mount(self) -> None:
        """Say how the line is meant."""
        self._show_kind()

    def action_turn_kind(self, step: int) -> None:
        """Take the line in another way."""
        self._kind = KINDS[(KINDS.index(self._kind) + step) % len(KINDS)]
        self._show_kind()

    def on_input_changed(self) -> None:
        """Take back what was told of the line before."""
        self._show_kind()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what is wanted, or say why it cannot be searched for."""
        wanted = Wanted(event.value.strip() if self._kind != "regex" else event.value, self._kind)
        if not wanted.text.strip():
            self.answer(None)
            return
        try:
            check_search(wanted.text, is_regex=wanted.kind == "regex")
        except SearchPatternError as error:
            self.query_one("#remark", Static).set_class(True, "-refusal").update(said(str(error)))
            return
        self.answer(wanted)

    def _show_kind(self) -> None:
        self.query_one("#prompt").border_title = said(f"Search · {self._kind}")
        self.query_one("#remark", Static).set_class(False, "-refusal").update(said(_MEANINGS[self._kind]))
