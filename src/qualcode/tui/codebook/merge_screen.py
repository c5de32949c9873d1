"""Merging a colleague's codebook: what clashes is settled row by row, what is taken is seen; then it is one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from qualcode.codebooks.changes import WORDY, shown_value
from qualcode.codebooks.merge.clashes import OWN_WORDS, Clash, Settled, Side
from qualcode.exchange.arriving import read_arriving
from qualcode.exchange.codebook_merging import MergePlan, Wishes, merge_codebook, merge_plan
from qualcode.tui.asking.row_list import RowList
from qualcode.tui.codebook.change_lines import change_line, change_lines, text_difference
from qualcode.tui.drawing.texts import fitted, said
from qualcode.tui.keys.footer import KeyFooter
from qualcode.tui.keys.groups import ANSWER, MORE
from qualcode.tui.keys.keymap import way_to
from qualcode.tui.screens.acting_screen import ActingScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from qualcode.codebooks.changes import Change
    from qualcode.codebooks.merge.pairing import Pair
    from qualcode.codebooks.reading import CodebookFile
    from qualcode.project.project import Project

_MARK_WIDTH = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a clash, a proposal, a remark or a change."""

    clash: Clash | None = None
    pair: Pair | None = None
    change: Change | None = None
    remark: str = ""

    @property
    def subject(self) -> object:
        """What it is about, however that is settled."""
        return self.clash.id if self.clash else self.pair or self.change or self.remark


class CodebookMergeScreen(ActingScreen):
    """What merging a file would give; clashes first.

    More methods than most classes: Textual calls one for each key and each message.
    """

    CSS_PATH = "merge_screen.tcss"
    PARTS = (RowList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "O", "settle('ours')", "Ours", id="merging.ours", tooltip="Settle the clash as it is here", group=ANSWER
        ),
        Binding(
            "T",
            "settle('theirs')",
            "Theirs",
            id="merging.theirs",
            tooltip="Settle the clash as it is there",
            group=ANSWER,
        ),
        Binding(
            "W", "words", "Own words", id="merging.words", tooltip="Settle the clash in words of your own", group=ANSWER
        ),
        Binding(
            "space", "pair", "Same", id="merging.pair", tooltip="Take the two codes for the same, or not", group=ANSWER
        ),
        Binding("M", "merge", "Merge", id="merging.merge", tooltip="Merge it, when no clash is open", group=ANSWER),
        Binding("A", "settle_all('ours')", "All that are open: ours", show=False, id="merging.all-ours", group=ANSWER),
        Binding(
            "Z", "settle_all('theirs')", "All that are open: theirs", show=False, id="merging.all-theirs", group=ANSWER
        ),
        Binding("escape", "back", "Leave", id="merging.leave", group=MORE),
    ]

    class Read(Message):
        """The file was read and held against the project."""

        def __init__(self, file: CodebookFile, plan: MergePlan) -> None:
            super().__init__()
            self.file = file
            self.plan = plan

    def __init__(
        self, project: Project, name_coder: Callable[[str], Project], path: Path, codebook_guid: str | None = None
    ) -> None:
        """Show what merging a file, or another researcher's project, into a codebook would give."""
        super().__init__(project, name_coder)
        self._path = path
        self._file: CodebookFile | None = None
        self._plan: MergePlan | None = None
        self._lines: tuple[Line, ...] = ()
        self._same: tuple[Pair, ...] = ()  # proposals that were taken
        self._wishes = Wishes(codebook_guid=codebook_guid, settled={}, pairs={})

    def compose(self) -> ComposeResult:
        """Lay out the rows above what the one under the cursor says in full."""
        with Vertical():
            yield Static(said(f"Merging {self._path.name}"), id="head")
            yield Static("reading…", id="base", markup=False)
            yield RowList()
            with VerticalScroll(id="aside", can_focus=False):
                yield Static(id="whole")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Begin in the rows."""
        self.query_one(RowList).focus()

    def asked(self) -> Callable[[], Message]:
        """Return what to ask: the file, and what merging it would give as far as it is settled."""
        return partial(_read, self.project, self._path, self._file, self._wishes)

    def on_project_screen_refused(self, event: ActingScreen.Refused) -> None:
        """Say why it cannot be merged, in place of the rows."""
        self.query_one("#base", Static).update("")
        self.query_one(RowList).show_rows(0, self._drawn, instead=said(event.reason))

    def on_codebook_merge_screen_read(self, event: Read) -> None:
        """Show clashes, proposals, remarks and changes; the cursor stays on its subject."""
        rows = self.query_one(RowList)
        here = self._here()
        self._file, self._plan = event.file, event.plan
        plan = event.plan
        self._lines = (
            *(Line(clash=clash) for clash in plan.clashes),
            *(Line(pair=pair) for pair in (*self._same, *plan.proposals)),
            *(Line(remark=remark) for remark in (*event.file.remarks, *plan.remarks)),
            *(Line(change=change) for change in plan.changes),
        )
        self.query_one("#base", Static).update(self._told(plan))
        subjects = [line.subject for line in self._lines]
        cursor = subjects.index(here.subject) if here and here.subject in subjects else max(rows.cursor, 0)
        rows.show_rows(len(self._lines), self._drawn, cursor=cursor, instead=self._instead(plan))

    def _told(self, plan: MergePlan) -> Content:
        count = len(plan.open)
        merge = way_to(self, "merging.merge")
        if plan.outcome == "known":
            return said("There is nothing to take: the project has all of it.")
        if count:
            ours, theirs = way_to(self, "merging.ours"), way_to(self, "merging.theirs")
            clashes = f"{count:,} clash{'' if count == 1 else 'es'} open"
            return said(f"{clashes}: {ours} settles it as it is here, {theirs} as it is there.", "bold")
        return said(f"{len(plan.changes):,} changes will be taken; nothing is open. {merge} merges.", "bold")

    def _instead(self, plan: MergePlan) -> Content:
        if plan.outcome == "new":
            merge = way_to(self, "merging.merge")
            return said(f"{plan.after.name} with {len(plan.after.codes):,} codes is new here. {merge} adds it.")
        return said("Nothing changes.", "dim")

    def _drawn(self, index: int, width: int) -> Content:
        line = self._lines[index]
        if line.clash:
            settled = line.clash.settled
            mark = said("clash", "bold $warning") if settled is None else said(settled.side, "bold")
            if settled and settled.words is not None:
                mark = said("words", "bold")
            what = said(line.clash.sentence())
        elif line.pair:
            mark, what = said("same" if line.pair in self._same else "same?", "bold"), said(line.pair.sentence())
        elif line.change:
            mark, what = said("takes", "dim"), change_line(line.change)
        else:
            mark, what = said("note", "dim"), said(line.remark)
        return (fitted(mark, _MARK_WIDTH) + what).truncate(width, ellipsis=True)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Say the row in full."""
        whole = Content("")
        if 0 <= event.index < len(self._lines):
            line = self._lines[event.index]
            if line.clash:
                whole = _clash_in_full(line.clash)
            elif line.change:
                whole = change_lines([line.change])
            else:
                whole = said(line.pair.sentence() if line.pair else line.remark)
        self.query_one("#whole", Static).update(whole)
        self.query_one("#aside").scroll_home(animate=False)

    def _here(self) -> Line | None:
        place = self.query_one(RowList).cursor
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def action_settle(self, side: Side) -> None:
        """Settle the clash under the cursor for one side and go on to the next open one."""
        here = self._here()
        if here is None or here.clash is None:
            self.notify("That is no clash.", markup=False)
            return
        self._settle({here.clash.id: Settled(side)})
        self._go_on()

    def action_settle_all(self, side: Side) -> None:
        """Settle all clashes that are open for one side."""
        if self._plan:
            self._settle({clash.id: Settled(side) for clash in self._plan.open})

    def _settle(self, settled: dict[str, Settled]) -> None:
        self._wishes = replace(self._wishes, settled={**(self._wishes.settled or {}), **settled})
        self.read_again()

    def _go_on(self) -> None:
        rows = self.query_one(RowList)
        settled = self._wishes.settled or {}
        places = [*range(rows.cursor + 1, len(self._lines)), *range(rows.cursor)]
        clashes = ((place, self._lines[place].clash) for place in places)
        following = next((place for place, clash in clashes if clash and clash.id not in settled), None)
        if following is not None:
            rows.cursor = following

    def action_words(self) -> None:
        """Ask for words of one's own for the text under the cursor, beginning with what is here."""
        from qualcode.tui.codebook.own_words import OwnWords

        here = self._here()
        clash = here.clash if here else None
        if clash is None or clash.field not in OWN_WORDS:
            self.notify("Only a clash of texts can be settled in own words.", markup=False)
            return

        def written(text: str | None) -> None:
            if text is not None and text.strip():
                self._settle({clash.id: Settled("ours", text.strip())})
                self._go_on()

        begun = clash.settled.words if clash.settled and clash.settled.words else str(clash.ours or "")
        self.app.push_screen(OwnWords(f"{clash.field}: {clash.path}", begun), written)

    def action_pair(self) -> None:
        """Take the two codes under the cursor for the same, or not any more."""
        here = self._here()
        if here is None or here.pair is None:
            self.notify("That is no proposal.", markup=False)
            return
        pair = here.pair
        others = tuple(same for same in self._same if same != pair)
        self._same = others if pair in self._same else (*others, pair)
        self._wishes = replace(self._wishes, pairs={same.theirs_guid: same.ours_guid for same in self._same})
        self.read_again()

    def action_merge(self) -> None:
        """Merge, in one act, and leave."""
        plan, file = self._plan, self._file
        if plan is None or file is None:
            return
        if plan.open:
            self.notify(f"{len(plan.open)} still open.", severity="warning", markup=False)
        elif plan.outcome == "known":
            self.action_back()
        else:
            self.act(partial(self._merge, file))

    def _merge(self, file: CodebookFile) -> None:
        plan = self.done(merge_codebook, file, name=self._path.name, wishes=self._wishes)
        self.notify(f"Merged {self._path.name}: {len(plan.changes)} changes.", markup=False)
        self.action_back()


def _clash_in_full(clash: Clash) -> Content:
    """Return both sides of a clash, texts with what differs from what they were."""
    lines = [said(f"{clash.path or 'The codebook'}: {clash.field}", "bold")]
    for side, value in (("was", clash.base), ("ours", clash.ours), ("theirs", clash.theirs)):
        is_text = isinstance(value, str) and isinstance(clash.base, str) and clash.field in WORDY
        if is_text and side != "was" and clash.base:
            shown = text_difference(str(clash.base), str(value))
        elif isinstance(value, tuple):
            shown = said(" · ".join(shown_value(item) for item in value))
        else:
            shown = said({True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or "nothing"))
        lines.append(fitted(said(side, "dim"), _MARK_WIDTH) + shown)
    if clash.settled and clash.settled.words is not None:
        lines.append(fitted(said("words", "dim"), _MARK_WIDTH) + said(clash.settled.words))
    return Content("\n").join(lines)


def _read(project: Project, path: Path, file: CodebookFile | None, wishes: Wishes) -> CodebookMergeScreen.Read:
    guids = [wishes.codebook_guid] if wishes.codebook_guid else [book.guid for book in project.codebooks()]
    known = file or read_arriving(path, guids)
    return CodebookMergeScreen.Read(known, merge_plan(project.store, known, wishes))
