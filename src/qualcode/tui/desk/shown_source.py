"""What stands on the desk: one source, its codings, codebooks, memos and suggestions, as far as they are shown.

All of it is read in threads and taken over here; what is asked at every key is kept, not counted again. Nothing here
draws or acts.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model.transcript import cases_heard
from qualcode.tui.desk.history import DeskHistory
from qualcode.tui.desk.open_suggestions import longest, touching, with_more, without
from qualcode.tui.desk.placed_codings import PlacedCodings
from qualcode.tui.drawing.texts import code_color
from qualcode.tui.threads.letting_go import let_go

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.codebook import Code, Codebook
    from qualcode.model.coding import Memo, Suggestion
    from qualcode.model.transcript import Segment, Source, Turn
    from qualcode.project.project import Project
    from qualcode.tui.desk.history import Change

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
        codings=PlacedCodings(
            source.turns,
            () if without_codings else project.codings_in_sight(source.guid),
            talk=talk_of_participants(source),
        ),
        codebooks=project.codebooks(),
        revisions=project.codebook_hashes(),
        speakers={case.guid: _known_of(case.variables) for case in project.case_list()},
        bookmarks=project.bookmarks(source.guid),
        memos=project.memos(besides_codings=True),
        recent=project.recent_codes(RECENT),
        is_partial=without_codings,
    )


def talk_of_participants(source: Source) -> frozenset[int]:
    """Return the numbers of the turns in which participants speak."""
    participants = cases_heard(source)
    return frozenset(turn.number for turn in source.turns if turn.case_guid in participants)


class ShownSource:
    """One source and what is shown of it.

    More methods than most classes: all that is shown is replaced together, and asked for bit by bit.

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
        self._longest_suggestion = 0
        self._awaits_suggestions = False
        self._settled_meanwhile: list[Suggestion] = []
        self._coded_meanwhile: list[Segment] = []
        self._starts = [turn.start for turn in source.turns]
        self._talk = talk_of_participants(source)
        self._take(loaded)

    def many(self) -> tuple[Sequence[object], ...]:
        """Return what there are very many of, for whoever lets go of this."""
        return self.source.turns, *self.codings.many(), self.suggestions

    def replace(self, loaded: Load) -> bool:
        """Take what was loaded, unless an act was done since, and tell whether it was taken."""
        if self.project.last_act() != loaded.act:
            self.outdated = True
            return False
        whose, before = self.codings.whose, self.codings
        # A source's codings come after its text; who looks for suggestions knows of them, where nobody acted since.
        is_news = loaded.act != self._loaded_act
        self._take(loaded)
        let_go(before, *before.many())
        if self._awaits_suggestions and is_news:
            self._coded_meanwhile += [coding.segment for coding in self.codings.not_among(before)]
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
        self._loaded_act = loaded.act
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

    def await_suggestions(self) -> None:
        """Keep from now on what is settled, because suggestions are being looked for that do not know of it."""
        self._awaits_suggestions = True
        self._coded_meanwhile, self._settled_meanwhile = [], []

    def take_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        """Keep suggestions that were looked for meanwhile, in order of place, without those settled meanwhile."""
        self.show_suggestions(found)
        gone = list(self._settled_meanwhile)
        for segment in self._coded_meanwhile:
            gone += [one for one in touching(found, segment, self._longest_suggestion) if self._is_coded(one)]
        self.suggestions = without(found, gone)

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Keep suggestions, in order of place."""
        let_go(None, self.suggestions)
        self.suggestions = suggestions
        self._longest_suggestion = longest(suggestions)

    def _is_coded(self, suggestion: Suggestion) -> bool:
        """Tell whether a coding of this coder's has settled a suggestion."""
        segment, coder = suggestion.segment, self.project.coder
        return any(
            coding.code_guid == suggestion.code_guid and coder in ("", coding.coder)
            for coding in self.codings.touching(segment.start, segment.end)
        )

    def progress(self) -> tuple[int, int]:
        """Return how many turns of participants are coded, by whom is shown, and how many there are."""
        return self.codings.coded_talk, len(self._talk)

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

    def _read_wider(self) -> None:
        """Read again what stands beside the source: milliseconds, however long it is."""
        self._take_codebooks(self.project.codebooks(), self.project.codebook_hashes())
        self._take_memos(self.project.memos(besides_codings=True))
        self.show(self.codings.whose, self.theme)

    def _show(self, change: Change, *, reopen: bool = False) -> None:
        for coding in change.before:
            self.codings.drop(coding.guid)
        for coding in change.after:
            self.codings.put(coding)
        if change.bookmarked:
            self.bookmarks ^= {change.bookmarked}
        if change.settled:
            change_found = with_more if reopen else without
            self.suggestions = change_found(self.suggestions, change.settled)
        if self._awaits_suggestions:
            self._note_settled(change, reopen=reopen)

    def _note_settled(self, change: Change, *, reopen: bool) -> None:
        self._coded_meanwhile += [coding.segment for coding in change.after]
        if reopen:
            self._settled_meanwhile = [one for one in self._settled_meanwhile if one not in change.settled]
        else:
            self._settled_meanwhile += change.settled

    def _settled_by(self, segment: Segment, code_guid: str) -> tuple[Suggestion, ...]:
        """Return the open suggestions of that code that share a character with the segment."""
        near = touching(self.suggestions, segment, self._longest_suggestion)
        return tuple(one for one in near if one.code_guid == code_guid)


def _known_of(variables: tuple[tuple[str, str], ...]) -> str:
    return " · ".join(f"{name} {value}" for name, value in variables)
