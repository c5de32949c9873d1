"""What stands behind suggestions on the coding screen: the whole explanation, thresholds, passages that were missed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding
from textual.message import Message

from qualcode.coding.thresholds import set_threshold
from qualcode.errors.base import QualcodeError
from qualcode.errors.values import InvalidValueError
from qualcode.project.opening import now
from qualcode.suggestions.explaining import Fared, explanation, fared
from qualcode.suggestions.ordering import same_place
from qualcode.tui.coding.stream import CodingStream
from qualcode.tui.desk.history import Change
from qualcode.tui.keys.groups import SUGGESTIONS
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.threads.left_behind import left_behind
from qualcode.tui.transcript.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from qualcode.model.coding import Suggestion
    from qualcode.project.project import Project
    from qualcode.suggestions.learned.trained import MeasuredThreshold
    from qualcode.suggestions.missing import Missed
    from qualcode.tui.asking.line_prompt import LinePrompt
    from qualcode.tui.desk.loading import Post
    from qualcode.tui.screens.screens_app import ScreensApp


@dataclass
class Explained(Message):
    """How the suggestions of a code fared, for the one that is to be explained."""

    suggestion: Suggestion
    record: Fared


@dataclass
class ThresholdMeasured(Message):
    """From which score on a code is suggested where nobody sets another, for the prompt that asks for it."""

    prompt: LinePrompt
    threshold: MeasuredThreshold


@dataclass
class MissedFound(Message):
    """The turns that look like a code and are not coded with it; or why they could not be looked for."""

    code_guid: str
    found: tuple[Missed, ...]
    failure: str = ""


def look_up_record(project: Project, suggestion: Suggestion, post: Post) -> None:
    """Count the verdicts on suggestions of a code, and post them."""
    try:
        record = fared(project.seen_verdicts()).get(suggestion.code_guid, Fared())
    except QualcodeError:
        record = Fared()
    post(Explained(suggestion, record))


def look_up_threshold(
    project: Project, code_guid: str, prompt: LinePrompt, post: Post, stop: Callable[[], bool]
) -> None:
    """Look from which score on a code is suggested, as last measured, and post it."""
    with suppress(QualcodeError):
        for one in project.measured_thresholds(train=False):
            if one.code_guid == code_guid and not stop():
                post(ThresholdMeasured(prompt, one))


def look_for_missed(
    project: Project, code_guid: str, post: Post, stop: Callable[[], bool], *, with_moderator: bool
) -> None:
    """Look through the whole project for turns that look like a code, and post them."""
    try:
        found = MissedFound(code_guid, project.missed(code_guid, with_moderator=with_moderator, stop=stop))
    except QualcodeError as error:
        found = MissedFound(code_guid, (), str(error))
    if not stop():
        post(found)


def score_of(line: str) -> float | None:
    """Return the score that is written as `0.7`, `70` or `70 %`; None for an empty line.

    Raises:
        InvalidValueError: it is none.
    """
    written = line.strip().rstrip("%").strip().replace(",", ".")
    if not written:
        return None
    try:
        score = float(written)
    except ValueError:
        score = -1.0
    if line.strip().endswith("%") or score > 1:
        score /= 100
    if not 0 <= score <= 1:
        raise InvalidValueError("Threshold", line.strip()[:20], "is not like 70 % or 0.7.")
    return score


class CodingReasons(CodingStream):
    """The keys that ask about suggestions instead of judging them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("circumflex_accent", "explain", "Why it is suggested, in full", id="coding.explain", group=SUGGESTIONS),
        Binding(
            "dollar_sign",
            "threshold",
            "From which score on this code is suggested",
            id="coding.threshold",
            group=SUGGESTIONS,
        ),
        Binding(
            "tilde", "missed", "Turns that look like a code and are not coded", id="coding.missed", group=SUGGESTIONS
        ),
    ]

    def action_explain(self) -> None:
        """Show all there is to say for the current suggestion."""
        if self.suggestion is None:
            self.tell(f"No suggestion is selected: {way_to(self, 'coding.next-suggestion')} goes to the next one.")
            return
        self._in_thread("explain", look_up_record, self.project, self.suggestion)

    @on(Explained)
    def _show_explained(self, event: Explained) -> None:
        from qualcode.tui.suggestions.explanation_screen import ExplanationScreen

        if not self.is_active:
            return
        one = event.suggestion
        known = self.desk.codes.get(one.code_guid)
        lines = list(explanation(one, event.record))
        if known and known[1].definition:
            lines.append(("the code", known[1].definition))
        self.app.push_screen(ExplanationScreen(self.desk.path(one.code_guid), one.quote, lines))

    def action_threshold(self) -> None:
        """Ask from which score on a code is suggested, and keep that."""
        self._with_code("Threshold of which code?", self._ask_threshold)

    def _ask_threshold(self, code_guid: str) -> None:
        from qualcode.tui.asking.line_prompt import LinePrompt

        standing = self.project.thresholds().get(code_guid)

        def given(line: str | None) -> None:
            if line is not None:
                self.act(partial(self._set_threshold, code_guid, score_of(line)))

        prompt = LinePrompt(
            f"Suggest {self.desk.name(code_guid)} from which score on?",
            "" if standing is None else f"{standing:.0%}",
            check=score_of,
            placeholder="such as 70 %; empty: as the program measures it",
        )
        self.app.push_screen(prompt, given)
        work = partial(look_up_threshold, self.project, code_guid, prompt, self.post_message)
        self.run_worker(left_behind(work), exclusive=True, group="threshold")

    @on(ThresholdMeasured)
    def _hint_at_threshold(self, event: ThresholdMeasured) -> None:
        if self.app.screen is event.prompt:
            known = event.threshold
            measured = (
                f"none yet, {known.remark()}" if known.score is None else f"from {known.score:.0%} on, {known.remark()}"
            )
            event.prompt.hint(f"such as 70 %; empty: {measured}")

    def _set_threshold(self, code_guid: str, score: float | None) -> Change:
        set_threshold(self.project.store, code_guid, score, coder=self.project.coder, at=now())
        self.rank_again()
        from_on = "as the program measures it" if score is None else f"from {score:.0%} on"
        self.tell_of(code_guid, "", f" is suggested {from_on} · {way_to(self, 'coding.undo')} undoes")
        return Change()

    def action_missed(self) -> None:
        """Look for the turns that look like a code and are not coded with it."""
        self._with_code("Missed passages of which code?", self._look_for_missed)

    def _look_for_missed(self, code_guid: str) -> None:
        self.tell_of(code_guid, "looking for turns that look like ", "…")
        heard = cast("ScreensApp", self.app).suggests_on_moderator
        work = partial(look_for_missed, self.project, code_guid, self.post_message, with_moderator=heard)
        self.run_worker(left_behind(work), exclusive=True, group="missed")

    @on(MissedFound)
    def _show_missed(self, event: MissedFound) -> None:
        from qualcode.tui.suggestions.missed_list import MissedList

        if event.failure:
            self.tell(event.failure)
            return
        if not event.found or not self.is_active:
            self.tell_of(event.code_guid, "No turn that is not coded looks like ", ".")
            return

        def chosen(one: Missed | None) -> None:
            if one is None:
                return
            if one.suggestion.source_guid == self.desk.source.guid:
                self._go_to_missed(one.suggestion)
            else:
                cast("ScreensApp", self.app).show_source(one.suggestion.source_guid, one.suggestion.segment)

        self.tell("")
        self.app.push_screen(MissedList(self.desk.name(event.code_guid), event.found), chosen)

    def _go_to_missed(self, wanted: Suggestion) -> None:
        found = same_place(self.desk.suggestions, wanted)
        if found is None:
            self.transcript.jump(Selection(wanted.segment, "word"))
        else:
            self.go_to_suggestion(found)

    def _with_code(self, question: str, then: Callable[[str], None]) -> None:
        """Do something with the code of the current suggestion, else of the coding under the cursor, else ask."""
        from qualcode.tui.codebook.code_picker import CodePicker

        under = self.under_cursor()
        if self.suggestion is not None:
            then(self.suggestion.code_guid)
        elif under:
            then(under[0].code_guid)
        else:

            def picked(code_guid: str | None) -> None:
                if code_guid is not None:
                    then(code_guid)

            self.app.push_screen(CodePicker(self.desk.codebooks, self.desk.recent, title=question), picked)
