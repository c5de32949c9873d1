"""The desk: one source, its codings and suggestions as a coder works on them.

Every change is one act that was committed before the desk shows it. What an act changed is known without reading the
source's codings again, and so is what undoing it brings back, as long as nobody else acted in between; then the desk is
`outdated` and wants to be loaded again. Nothing here draws.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qualcode.coding.applying import apply_code, recode, remove_codings, resize_coding, select_for_report
from qualcode.coding.autocoding import autocode
from qualcode.coding.bookmarks import set_bookmark
from qualcode.coding.creating import NewCode, create_and_apply, create_and_recode
from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import redo, undo
from qualcode.coding.verdicts import accept, accept_all, reject
from qualcode.model.coding import Coding, Memo, MemoTarget, Origin, Suggestion
from qualcode.model.transcript import Segment, turn_range
from qualcode.project.opening import now
from qualcode.tui.desk_history import Change, DeskHistory
from qualcode.tui.drawing import code_color
from qualcode.tui.placed_codings import PlacedCodings

if TYPE_CHECKING:
    from datetime import datetime

    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.transcript import Source, Turn
    from qualcode.project.project import Project

RECENT = 8  # codes remembered for the picker


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a desk is made from, read in one go.

    Attributes:
        act: the newest act before reading began.
        speakers: what is known of each case, by its GUID.
        bookmarks: numbers of the turns the coder has bookmarked.
        memos: those on anything but codings.
        recent: GUIDs of the codes the coder used last, the latest first.
        is_partial: True where the codings are still to come.
    """

    act: int
    codings: PlacedCodings
    codebooks: tuple[Codebook, ...]
    revisions: dict[str, str]
    speakers: dict[str, str]
    bookmarks: tuple[int, ...] = ()
    memos: tuple[Memo, ...] = ()
    recent: tuple[str, ...] = ()
    is_partial: bool = False


def load(project: Project, source: Source, *, without_codings: bool = False) -> Load:
    """Return a source's codings and all codebooks as they stand.

    Slow on a large source, so not on a screen's own thread.
    """
    return Load(
        act=project.last_act(),
        codings=PlacedCodings(source.turns, () if without_codings else project.codings(source.guid)),
        codebooks=project.codebooks(),
        revisions=project.codebook_hashes(),
        speakers={case.guid: _known_of(case.variables) for case in project.case_list()},
        bookmarks=project.bookmarks(source.guid),
        memos=project.memos(besides_codings=True),
        recent=project.recent_codes(RECENT),
        is_partial=without_codings,
    )


class Desk:
    """One source and what is being done to it.

    More methods than most classes: each act is one, and keeps the same books.

    Attributes:
        outdated: True when somebody else acted and the codings must be loaded again.
        suggestions: open ones, in order of place.
        bookmarks: numbers of the turns the coder has bookmarked.
        memos: those on anything but codings, by the GUID of what they are on and by coder.
        recent: GUIDs of the codes the coder had used last when this was read, the latest first.
        theme: GUID of the code of which alone, with all below it, codings are shown, if any.
    """

    def __init__(self, project: Project, source: Source, loaded: Load) -> None:
        self.project = project
        self.source = source
        self.suggestions: tuple[Suggestion, ...] = ()
        self.theme: str | None = None
        self._starts = [turn.start for turn in source.turns]
        participants = {case.guid for case in source.cases if case.role == "participant"}
        self._talk = {turn.number for turn in source.turns if turn.case_guid in participants}
        self._take(loaded)

    def replace(self, loaded: Load) -> bool:
        """Take what was loaded, unless an act was done since, and tell whether it was taken."""
        if self.project.last_act() != loaded.act:
            self.outdated = True
            return False
        whose = self.codings.whose
        self._take(loaded)
        self.show(whose, self.theme)
        return True

    def show(self, whose: str | None, theme: str | None) -> None:
        """Show one coder's codings or everybody's, and only those of one code and what is below it, or of all."""
        self.theme = theme if theme in self.codes else None
        codes = None
        if self.theme is not None:
            book, _ = self.codes[self.theme]
            codes = {self.theme, *(code.guid for code in book.descendants(self.theme))}
        self.codings.show(whose, codes)

    def _take(self, loaded: Load) -> None:
        self.codings = loaded.codings
        self.speakers = loaded.speakers
        self.bookmarks = set(loaded.bookmarks)
        self.recent = loaded.recent
        self._take_memos(loaded.memos)
        self._take_codebooks(loaded.codebooks, loaded.revisions)
        self._history = DeskHistory(loaded.act)
        self.outdated = loaded.is_partial

    def _take_codebooks(self, codebooks: tuple[Codebook, ...], revisions: dict[str, str]) -> None:
        self.codebooks = codebooks
        self.codes: dict[str, tuple[Codebook, Code]] = {
            code.guid: (book, code) for book in codebooks for code in book.codes
        }
        self._revisions = revisions

    def _take_memos(self, memos: tuple[Memo, ...]) -> None:
        self.memos: dict[str, dict[str, str]] = {}
        for memo in memos:
            self.memos.setdefault(memo.target_guid, {})[memo.coder] = memo.text

    def look(self) -> bool:
        """Look whether somebody else acted since, and tell."""
        self.outdated = self.outdated or self.project.last_act() != self._history.seen
        return self.outdated

    def apply(self, segment: Segment, code_guid: str) -> Change:
        """Code a segment."""
        at = now()
        guid = apply_code(self.project.store, self.source.guid, segment, code_guid, coder=self.project.coder, at=at)
        coding = self._coding(guid, segment, code_guid, at, "hand")
        return self._did(Change(after=(coding,), settled=self._settled_by(segment, code_guid)))

    def autocode(self, segments: tuple[Segment, ...], code_guid: str, found_by: str) -> Change:
        """Code many segments in one act that says it was done automatically; those coded so already are passed over."""
        from qualcode.suggestions.ranking import open_suggestions

        coder, at = self.project.coder, now()
        places = [(self.source.guid, segment) for segment in segments]
        guids = autocode(self.project.store, code_guid, places, found_by=found_by, coder=coder, at=at)
        made = zip(guids, segments, strict=True)
        codings = tuple(self._coding(guid, segment, code_guid, at, "auto") for guid, segment in made if guid)
        left = set(open_suggestions(self.suggestions, codings, ()))
        return self._did(Change(after=codings, settled=tuple(one for one in self.suggestions if one not in left)))

    def create_and_apply(self, segment: Segment, new: NewCode) -> Change:
        """Make a code and code a segment with it."""
        coder, at = self.project.coder, now()
        code_guid, guid = create_and_apply(self.project.store, self.source.guid, segment, new, coder=coder, at=at)
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
        resize_coding(self.project.store, coding.guid, segment, coder=self.project.coder, at=now())
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
        origin: Origin = "suggestion" if chosen == suggestion.segment else "suggestion-resized"
        coding = self._coding(guid, chosen, suggestion.code_guid, at, origin)
        return self._did(Change(after=(coding,), settled=self._settled_by(suggestion.segment, suggestion.code_guid)))

    def accept_all(self, suggestions: tuple[Suggestion, ...]) -> Change:
        """Make codings of many suggestions of this source, in one act."""
        at = now()
        made = accept_all(self.project.store, suggestions, coder=self.project.coder, at=at)
        codings = [self._coding(guid, one.segment, one.code_guid, at, "suggestion") for one, guid in made]
        accepted = set(suggestions)
        settled = tuple(one for one in self.suggestions if one in accepted)
        return self._did(Change(after=tuple(codings), settled=settled))

    def reject(self, suggestion: Suggestion) -> Change:
        """Keep that a suggestion was wrong."""
        reject(self.project.store, suggestion, coder=self.project.coder, at=now())
        return self._did(Change(settled=self._settled_by(suggestion.segment, suggestion.code_guid)))

    def turn_bookmark(self, turn: int) -> Change:
        """Bookmark a turn, by its number, or take the bookmark off."""
        is_set = turn not in self.bookmarks
        set_bookmark(self.project.store, self.source.guid, turn, is_set, coder=self.project.coder, at=now())
        return self._did(Change(bookmarked=turn))

    def undo(self) -> tuple[str, Change | None]:
        """Take back the coder's last act; return what it was and, where that is known, what changed."""
        summary = undo(self.project.store, coder=self.project.coder, at=now())
        return summary, self._walked(back=True)

    def redo(self) -> tuple[str, Change | None]:
        """Do the coder's last undone act again; return what it was and, where that is known, what changed."""
        summary = redo(self.project.store, coder=self.project.coder, at=now())
        return summary, self._walked(back=False)

    def take_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        """Keep suggestions that were looked for meanwhile, without those that were coded meanwhile."""
        from qualcode.suggestions.ranking import open_suggestions

        near = [coding for one in found for coding in self.codings.touching(one.segment.start, one.segment.end)]
        self.show_suggestions(open_suggestions(found, near, (), coder=self.project.coder or None))

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Keep suggestions, in order of place, the surer first."""
        self.suggestions = tuple(sorted(suggestions, key=by_place))

    def progress(self) -> tuple[int, int]:
        """Return how many turns of participants are coded, by whom is shown, and how many there are."""
        return self.codings.coded_among(self._talk), len(self._talk)

    def uncoded(self) -> tuple[Turn, ...]:
        """Return the turns of participants in which nothing that is shown lies."""
        return tuple(
            turn
            for turn in self.source.turns
            if turn.number in self._talk and turn.speech < turn.end and not self.codings.is_coded(turn.number)
        )

    def turn_number(self, position: int) -> int:
        """Return the number of the turn at a position of the text; 0 before the first one."""
        place = bisect_right(self._starts, position)
        return self.source.turns[place - 1].number if place else 0

    def path(self, code_guid: str) -> str:
        """Return a code's path, or a word for a code that is gone."""
        book, _ = self.codes.get(code_guid, (None, None))
        return book.path(code_guid) if book else "(a code that is gone)"

    def name(self, code_guid: str) -> str:
        """Return a code's own name, or a word for a code that is gone."""
        known = self.codes.get(code_guid)
        return known[1].name if known else "(a code that is gone)"

    def color(self, code_guid: str) -> str:
        """Return a code's color or that of the nearest code above it that has one; grey where there is none."""
        known = self.codes.get(code_guid)
        return (code_color(*known) if known else None) or "#8a8a8a"

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

    def _read_wider(self) -> None:
        """Read again what stands beside the source: milliseconds, however long it is."""
        self._take_codebooks(self.project.codebooks(), self.project.codebook_hashes())
        self._take_memos(self.project.memos(besides_codings=True))
        self.show(self.codings.whose, self.theme)

    def _forget(self) -> None:
        self.outdated = True
        self._history.forget()

    def _show(self, change: Change, *, reopen: bool = False) -> None:
        for coding in change.before:
            self.codings.drop(coding.guid)
        for coding in change.after:
            self.codings.put(coding)
        if change.bookmarked:
            self.bookmarks ^= {change.bookmarked}
        if change.settled and reopen:
            self.show_suggestions((*self.suggestions, *change.settled))
        elif change.settled:
            settled = set(change.settled)
            self.suggestions = tuple(known for known in self.suggestions if known not in settled)

    def _settled_by(self, segment: Segment, code_guid: str) -> tuple[Suggestion, ...]:
        """Return the open suggestions of that code that share a character with the segment."""
        return tuple(
            known
            for known in self.suggestions
            if known.code_guid == code_guid and known.segment.start < segment.end and segment.start < known.segment.end
        )

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

    def _revision(self, code_guid: str) -> str:
        known = self.codes.get(code_guid)
        return self._revisions[known[0].guid] if known else ""


def _known_of(variables: tuple[tuple[str, str], ...]) -> str:
    return " · ".join(f"{name} {value}" for name, value in variables)


def by_place(suggestion: Suggestion) -> tuple[int, float, int, str]:
    """Return what suggestions are gone through by: where they start, the surer first."""
    return (suggestion.segment.start, -suggestion.score, suggestion.segment.end, suggestion.code_guid)
