"""Coding all hits of the search at once: the code is asked for, what would be coded is shown, then it is one act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.message import Message

from qualcode.coding.autocoding import autocode
from qualcode.model.transcript import cases_heard
from qualcode.project.opening import now
from qualcode.suggestions.search.autocoding import CODED_UNITS, plan
from qualcode.suggestions.search.spoken_words import in_turns
from qualcode.tui.coding.acting import MANY, CodingActing
from qualcode.tui.coding.blind import CodingBlind
from qualcode.tui.coding.search import CodingSearch
from qualcode.tui.keys.groups import JUMP
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.threads.tidying import exempt

if TYPE_CHECKING:
    from textual.binding import BindingType

    from qualcode.model.transcript import Segment, Source
    from qualcode.suggestions.search.autocoding import CodedUnit, Passage, Plan
    from qualcode.tui.desk.loading import Post
    from qualcode.tui.desk.searching import Hits


@dataclass
class Planned(Message):
    """What would be coded, by the unit that is coded and whether the moderator is coded too."""

    code_guid: str
    hits: Hits
    plans: dict[tuple[CodedUnit, bool], Plan]


def make_plans(
    source: Source, hits: Hits, code_guid: str, places: tuple[tuple[Segment, ...], tuple[Segment, ...]], post: Post
) -> None:
    """Find out what would be coded, and post it.

    `places` are what is coded so already and what is to be coded by people alone.
    """
    participants = cases_heard(source)
    theirs = in_turns(hits.segments, [turn for turn in source.turns if turn.case_guid in participants])
    plans = {
        (unit, with_moderator): plan(source, hits.segments if with_moderator else theirs, unit, *places)
        for unit in CODED_UNITS
        for with_moderator in (False, True)
    }
    post(Planned(code_guid, hits, plans))
    exempt(*plans.values())


class CodingAutocode(CodingSearch, CodingBlind, CodingActing):
    """The act on all hits of a search."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ampersand", "autocode", "Code all hits of the search", id="coding.autocode", group=JUMP),
    ]

    def action_autocode(self) -> None:
        """Ask for a code, and show what would be coded with it."""
        from qualcode.tui.codebook.code_picker import CodePicker

        hits = self.hits
        if hits is None or not len(hits):
            self.tell(f"There are no hits to code: {way_to(self, 'coding.search')} searches.")
            return
        if not self.project.coder:
            self._ask_coder_first()
            return

        def picked(code_guid: str | None) -> None:
            if code_guid is not None:
                coded = tuple(
                    one.segment
                    for one in self.desk.codings.each()
                    if one.code_guid == code_guid and one.coder == self.project.coder
                )
                self._in_thread("autocode", make_plans, self.desk.source, hits, code_guid, (coded, self.blind_segments))

        title = f"Code {len(hits)} hits for {hits.wanted.said()} as"
        self.app.push_screen(CodePicker(self.desk.codebooks, self.desk.recent, title=title), picked)

    def _ask_coder_first(self) -> None:
        from getpass import getuser

        from qualcode.tui.asking.coder_prompt import CoderPrompt

        def named(name: str | None) -> None:
            if name:
                self.take_coder(name)
                self.action_autocode()

        self.app.push_screen(CoderPrompt(getuser()), named)

    @on(Planned)
    def _show_plans(self, event: Planned) -> None:
        from qualcode.tui.coding.autocode_preview import AutocodePreview

        if event.hits is not self.hits or not self.is_active:
            return

        def chosen(passages: tuple[Passage, ...] | None) -> None:
            if passages:
                self._code_passages(passages, event.code_guid, event.hits.wanted.said())

        path = self.desk.path(event.code_guid)
        self.app.push_screen(AutocodePreview(path, event.hits.wanted.said(), event.plans), chosen)

    def _code_passages(self, passages: tuple[Passage, ...], code_guid: str, found_by: str) -> None:
        segments = tuple(one.segment for one in passages)

        def coded(count: int) -> None:
            undo = way_to(self, "coding.undo")
            passages = f"{count} passage{'s' * (count != 1)}"
            self.tell_of(code_guid, f"Coded {passages} as ", f" · {undo} undoes all of them")

        def code_many() -> int:
            source, coder = self.desk.source, self.project.coder
            places = [(source.guid, segment) for segment in segments]
            quotes = [segment.quote(source.text, source.name) for segment in segments]
            made = autocode(
                self.project.store, code_guid, places, found_by=found_by, coder=coder, at=now(), quotes=quotes
            )
            return sum(1 for guid in made if guid)

        def go_on(count: int) -> None:
            self.long_act_done()
            coded(count)

        if len(segments) > MANY:
            self.act_long("coding", code_many, go_on)
        elif change := self.act(partial(self.desk.autocode, segments, code_guid, found_by)):
            coded(len(change.after))
