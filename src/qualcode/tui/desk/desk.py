"""The desk: one source, its codings and suggestions as a coder works on them.

Every change is one act that was committed before the desk shows it. What an act changed is known without reading the
source's codings again, and so is what undoing it brings back, as long as nobody else acted in between; then the desk is
`outdated` and wants to be loaded again. Nothing here draws.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qualcode.coding.applying import apply_code, recode, remove_codings, resize_coding, select_for_report
from qualcode.coding.autocoding import autocode
from qualcode.coding.bookmarks import set_bookmark
from qualcode.coding.creating import NewCode, create_and_apply, create_and_recode
from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import redo, undo
from qualcode.coding.verdicts import accept, accept_all, reject
from qualcode.exchange.new_texts import text_of_edit
from qualcode.exchange.revisions import revise
from qualcode.model.coding import Coding, MemoTarget, Origin, Suggestion
from qualcode.model.transcript import turn_range
from qualcode.project.opening import now
from qualcode.tui.desk.history import Change
from qualcode.tui.desk.open_suggestions import place_of
from qualcode.tui.desk.shown_source import ShownSource

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from qualcode.exchange.revision_plans import RevisionReport
    from qualcode.model.transcript import Segment


class Desk(ShownSource):
    """One source and what is being done to it.

    More methods than most classes: each act is one, and keeps the same books.
    """

    def look(self) -> None:
        """Look whether somebody else acted since; then the desk is outdated."""
        self.outdated = self.outdated or self.project.last_act() != self._history.seen

    def apply(self, segment: Segment, code_guid: str, *, origin: Origin = "hand") -> Change:
        """Code a segment; who took the code from those that were proposed says so."""
        at = now()
        guid = apply_code(
            self.project.store,
            self.source.guid,
            segment,
            code_guid,
            coder=self.project.coder,
            at=at,
            origin=origin,
            quote=self._quote(segment),
        )
        coding = self._coding(guid, segment, code_guid, at, origin)
        return self._did(Change(after=(coding,), settled=self._settled_by(segment, code_guid)))

    def autocode(self, segments: tuple[Segment, ...], code_guid: str, found_by: str) -> Change:
        """Code many segments in one act that says it was done automatically; those coded so already are passed over."""
        from qualcode.suggestions.ranking import open_suggestions

        coder, at = self.project.coder, now()
        places = [(self.source.guid, segment) for segment in segments]
        quotes = [self._quote(segment) for segment in segments]
        guids = autocode(self.project.store, code_guid, places, found_by=found_by, coder=coder, at=at, quotes=quotes)
        made = zip(guids, segments, strict=True)
        codings = tuple(self._coding(guid, segment, code_guid, at, "auto") for guid, segment in made if guid)
        left = set(open_suggestions(self.suggestions, codings, ()))
        return self._did(Change(after=codings, settled=tuple(one for one in self.suggestions if one not in left)))

    def create_and_apply(self, segment: Segment, new: NewCode) -> Change:
        """Make a code and code a segment with it."""
        coder, at = self.project.coder, now()
        code_guid, guid = create_and_apply(
            self.project.store, self.source.guid, segment, new, coder=coder, at=at, quote=self._quote(segment)
        )
        self._read_wider()
        coding = self._coding(guid, segment, code_guid, at, "hand")
        return self._did(Change(after=(coding,), is_wider=True))

    def recode(self, coding: Coding, code: str | NewCode) -> Change:
        """Give a coding another code, by its GUID or a new one; memo, mark and identity stay."""
        coder, at = self.project.coder, now()
        if isinstance(code, NewCode):
            code_guid = create_and_recode(self.project.store, coding.guid, code, coder=coder, at=at)
            self._read_wider()
        else:
            code_guid = code
            recode(self.project.store, coding.guid, code_guid, coder=coder, at=at)
        recoded = replace(coding, code_guid=code_guid, codebook_revision=self._revision(code_guid))
        settled = self._settled_by(coding.segment, code_guid)
        return self._did(
            Change(before=(coding,), after=(recoded,), settled=settled, is_wider=isinstance(code, NewCode))
        )

    def resize(self, coding: Coding, segment: Segment) -> Change:
        """Give a coding another segment."""
        resize_coding(
            self.project.store,
            coding.guid,
            segment,
            coder=self.project.coder,
            at=now(),
            quote=self._quote(segment),
        )
        resized = replace(coding, segment=segment, **self._words_and_turns(segment))
        settled = self._settled_by(segment, coding.code_guid)
        return self._did(Change(before=(coding,), after=(resized,), settled=settled))

    def remove(self, coding: Coding) -> Change:
        """Remove a coding."""
        remove_codings(self.project.store, [coding.guid], coder=self.project.coder, at=now())
        return self._did(Change(before=(coding,)))

    def write_memo(self, coding: Coding, text: str) -> Change:
        """Make the memo on one's own coding say `text`."""
        write_memo(self.project.store, "coding", coding.guid, text, coder=self.project.coder, at=now())
        return self._did(Change(before=(coding,), after=(replace(coding, memo=text.strip()),)))

    def write_memo_on(self, target: MemoTarget, guid: str, text: str) -> Change:
        """Make the memo on something that is no coding say `text`."""
        write_memo(self.project.store, target, guid, text, coder=self.project.coder, at=now())
        self._read_wider()
        return self._did(Change(is_wider=True))

    def select_for_report(self, coding: Coding) -> Change:
        """Mark a coding as a quote for the report, or take the mark off."""
        wanted = not coding.is_selected
        select_for_report(self.project.store, coding.guid, wanted, coder=self.project.coder, at=now())
        return self._did(Change(before=(coding,), after=(replace(coding, is_selected=wanted),)))

    def accept(self, suggestion: Suggestion, segment: Segment | None = None) -> Change:
        """Make a coding of a suggestion, on its own segment or on a better one."""
        at = now()
        guid = accept(self.project.store, suggestion, coder=self.project.coder, at=at, segment=segment)
        chosen = segment or suggestion.segment
        coding = self._coding(guid, chosen, suggestion.code_guid, at, suggestion.origin_on(chosen))
        return self._did(Change(after=(coding,), settled=self._settled_by(suggestion.segment, suggestion.code_guid)))

    def accept_all(self, suggestions: tuple[Suggestion, ...]) -> Change:
        """Make codings of many suggestions of this source, in one act."""
        at = now()
        made = accept_all(self.project.store, suggestions, coder=self.project.coder, at=at)
        codings = [self._coding(guid, one.segment, one.code_guid, at, "suggestion") for one, guid in made]
        settled = tuple(one for one in suggestions if place_of(self.suggestions, one) is not None)
        return self._did(Change(after=tuple(codings), settled=settled))

    def reject(self, suggestion: Suggestion) -> Change:
        """Keep that a suggestion was wrong."""
        reject(self.project.store, suggestion, coder=self.project.coder, at=now())
        return self._did(Change(settled=self._settled_by(suggestion.segment, suggestion.code_guid)))

    def turn_bookmark(self, turn: int) -> Change:
        """Bookmark a turn, by its number, or take the bookmark off."""
        is_set = turn not in self.bookmarks
        guid, seen = self.source.guid, self.source.revision
        set_bookmark(self.project.store, guid, turn, is_set, coder=self.project.coder, at=now(), before=seen)
        return self._did(Change(bookmarked=turn))

    def edit_turn(self, turn: int, talk: str, *, seen: str) -> RevisionReport:
        """Give one turn another talk, as a new revision of the source; the desk is to be made anew of it.

        Args:
            turn: its number.
            talk: what is said in it from now on.
            seen: what was said in it when it was shown for correcting.

        Raises:
            TurnChangedError: somebody else corrected that turn meanwhile.
        """
        make = text_of_edit(turn, talk, seen=seen)
        report = revise(self.project.store, self.source.guid, make, coder=self.project.coder, at=now())
        self._forget()
        return report

    def is_long(self, many: int, *, back: bool) -> bool:
        """Tell whether undoing (`back`) or redoing changes more than so many codings, or nobody knows how many."""
        change = self._history.next(back=back)
        return change is None or len(change.before) + len(change.after) + len(change.settled) > many

    def undo(self, but_not: Collection[str] = ()) -> tuple[str, Change | None]:
        """Take back the coder's last act; return what it was and, where that is known, what changed."""
        summary = undo(self.project.store, coder=self.project.coder, at=now(), but_not=but_not)
        return summary, self._walked(back=True)

    def redo(self) -> tuple[str, Change | None]:
        """Do the coder's last undone act again; return what it was and, where that is known, what changed."""
        summary = redo(self.project.store, coder=self.project.coder, at=now())
        return summary, self._walked(back=False)

    def _did(self, change: Change) -> Change:
        act = self.project.last_act()
        if act == self._history.seen:
            return Change()
        self.outdated = not self._history.keep(change, act, is_whole=not self.outdated)
        self._show(change)
        return change

    def _walked(self, *, back: bool) -> Change | None:
        change = self._history.walk(self.project.last_act(), back=back, is_whole=not self.outdated)
        if change is None:
            self.outdated = True
            return None
        if change.is_wider:
            self._read_wider()
        self._show(change, reopen=back)
        return change

    def _forget(self) -> None:
        self.outdated = True
        self._history.forget()

    def _coding(self, guid: str, segment: Segment, code_guid: str, at: datetime, origin: Origin) -> Coding:
        if code_guid not in self.codes:  # a suggestion for a code that another program brought since
            self._forget()
        return Coding(
            guid=guid,
            source_guid=self.source.guid,
            segment=segment,
            code_guid=code_guid,
            coder=self.project.coder,
            at=at,
            origin=origin,
            codebook_revision=self._revision(code_guid),
            **self._words_and_turns(segment),
        )

    def _words_and_turns(self, segment: Segment) -> dict[str, Any]:
        first, last = turn_range(self._starts, self.source.turns, segment)
        quote = segment.quote(self.source.text, self.source.name)
        return {"quote": quote, "first_turn": first, "last_turn": last}

    def _quote(self, segment: Segment) -> str:
        return segment.quote(self.source.text, self.source.name)

    def _revision(self, code_guid: str) -> str:
        known = self.codes.get(code_guid)
        return self._revisions[known[0].guid] if known else ""
