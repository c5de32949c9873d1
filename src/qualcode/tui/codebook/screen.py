"""The codebook editor: all codebooks as a tree, edited in place. Capitals are commands; each is one undoable act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from qualcode.codebooks.editing import with_code, without_code
from qualcode.codebooks.places import Place, place_above, place_below, place_inwards, place_outwards
from qualcode.coding.codebook_branches import copy_to_codebook, move_to_codebook
from qualcode.coding.codebook_editing import merge_codes, move_code, split_code
from qualcode.model.codebook import Code
from qualcode.model.display import harmless_line
from qualcode.model.identity import new_guid
from qualcode.tui.asking.confirmation import Confirmation
from qualcode.tui.codebook.code_picker import CodePicker
from qualcode.tui.codebook.sharing import CodebookSharing
from qualcode.tui.keys.groups import JOIN, MAKE, MORE, PLACE, ROWS, SEE, Hint
from qualcode.tui.keys.keymap import way_to

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from qualcode.model.codebook import Codebook
    from qualcode.tui.codebook.split_choice import Split

_STEPS = {"up": place_above, "down": place_below, "right": place_inwards, "left": place_outwards}
_COMMANDS = "abcdefghmnrsuvwxy"


class CodebookScreen(CodebookSharing):
    """The codebook editor.

    More methods than most classes: Textual calls one for each key.
    """

    HINTS: ClassVar[tuple[Hint, ...]] = ((ROWS, "Tab", "to the code's text, to scroll it; and back"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "add(False)", "Add", id="codebook.add", tooltip="New code beside the one here", group=MAKE),
        Binding(
            "B", "add(True)", "Add below", id="codebook.add-below", tooltip="New code below the one here", group=MAKE
        ),
        Binding(
            "E",
            "edit",
            "Edit",
            id="codebook.edit",
            tooltip="All fields of the code: definition, cues, examples …",
            group=MAKE,
        ),
        Binding(
            "J",
            "join",
            "Join",
            id="codebook.merge",
            tooltip="Join the code into another one; its codings follow",
            group=JOIN,
        ),
        Binding(
            "S",
            "split",
            "Split",
            id="codebook.split",
            tooltip="Split the code: some of its codings become a new one",
            group=JOIN,
        ),
        Binding(
            "D", "retire", "Retire the code, or take it back into use", show=False, id="codebook.retire", group=JOIN
        ),
        Binding(
            "H",
            "history",
            "History",
            id="codebook.history",
            tooltip="How the codebook changed; restore and name revisions",
            group=SEE,
        ),
        Binding(
            "G",
            "merge_file",
            "Merge a file",
            id="codebook.merge-file",
            tooltip="Merge a colleague's codebook file, or another researcher's project",
            group=MAKE,
        ),
        Binding(
            "W",
            "stale",
            "Codings made before their code's meaning changed",
            show=False,
            id="codebook.stale",
            group=SEE,
        ),
        Binding("escape", "leave", "Back", id="codebook.leave", group=MORE),
        Binding("K", "key", "Key of the code", show=False, id="codebook.key", group=MAKE),
        Binding("C", "color", "Color of the code", show=False, id="codebook.color", group=MAKE),
        Binding("M", "memo", "Memo on the code", show=False, id="codebook.memo", group=MAKE),
        Binding(
            "delete", "remove", "Remove the code, if nothing uses it", show=False, id="codebook.remove", group=JOIN
        ),
        Binding("shift+up", "step('up')", "Move the code up", show=False, id="codebook.up", group=PLACE),
        Binding("shift+down", "step('down')", "Move the code down", show=False, id="codebook.down", group=PLACE),
        Binding(
            "shift+right",
            "step('right')",
            "Move the code under the one above it",
            show=False,
            id="codebook.in",
            group=PLACE,
        ),
        Binding(
            "shift+left",
            "step('left')",
            "Move the code out of what it stands under",
            show=False,
            id="codebook.out",
            group=PLACE,
        ),
        Binding("X", "take", "Take the code, to put it somewhere else", show=False, id="codebook.take", group=PLACE),
        Binding(
            "V", "put(True)", "Put the taken code under this one", show=False, id="codebook.put-below", group=PLACE
        ),
        Binding(
            "F", "put(False)", "Put the taken code before this one", show=False, id="codebook.put-before", group=PLACE
        ),
        Binding(
            "Y", "copy", "Put a copy of the taken code under this one", show=False, id="codebook.copy", group=PLACE
        ),
        Binding("slash", "find", "Find a code by a few letters", show=False, id="codebook.find", group=ROWS),
        Binding("N", "new_codebook", "New codebook", show=False, id="codebook.new", group=MAKE),
        Binding("U,ctrl+z", "undo", "Undo", show=False, id="codebook.undo", group=JOIN),
        Binding("R,ctrl+y", "redo", "Redo", show=False, id="codebook.redo", group=JOIN),
    ]

    def on_key(self, event: events.Key) -> None:
        """Teach that commands are capitals."""
        if event.character and event.character in _COMMANDS:
            event.stop()
            self.notify(
                f"Commands are capitals: {event.character.upper()}. {way_to(self, 'app.keys')} shows all keys.",
                markup=False,
            )

    def action_step(self, direction: str) -> None:
        """Move the code under the cursor by one step."""
        here = self.code_here()
        if here:
            book, code = here
            place = _STEPS[direction](book, code.guid)
            if place:
                self.act(partial(self._move, code.guid, place))

    def _move(self, guid: str, place: Place) -> None:
        self.done(move_code, guid, place.parent_guid, before_guid=place.before_guid)
        self.next_guid = guid

    def action_take(self) -> None:
        """Take the code under the cursor, to put it somewhere else."""
        here = self.code_here()
        if here:
            self._take(here[1].guid)

    def _take(self, guid: str | None) -> None:
        self.tree_of_codes.taken = guid
        self.tree_of_codes.refresh()
        self.show_code()

    def action_put(self, below: bool) -> None:
        """Put the code that was taken under the one at the cursor, or before it."""
        found = self._taken_and_standing()
        if found is None:
            return
        taken, book, code = found
        place = Place(None, None)
        if code is not None:
            place = Place(code.guid, None) if below else Place(code.parent_guid, code.guid)
        self._take(None)
        if place.before_guid != taken:
            self.act(partial(self._put, taken, book, place))

    def _put(self, guid: str, book: Codebook, place: Place) -> None:
        lost = self.done(
            move_to_codebook, guid, book.guid, parent_guid=place.parent_guid, before_guid=place.before_guid
        )
        self.next_guid = guid
        self._tell_lost_keys(lost)

    def action_copy(self) -> None:
        """Put a copy of the code that was taken, without its codings, under the one at the cursor."""
        found = self._taken_and_standing()
        if found is not None:
            taken, book, code = found
            self._take(None)
            self.act(partial(self._copy, taken, book, code.guid if code else None))

    def _copy(self, guid: str, book: Codebook, parent_guid: str | None) -> None:
        self.next_guid, lost = self.done(copy_to_codebook, guid, book.guid, parent_guid=parent_guid)
        self._tell_lost_keys(lost)

    def _taken_and_standing(self) -> tuple[str, Codebook, Code | None] | None:
        """Return the GUID of the code that was taken, and what the cursor stands on, or say that none was."""
        taken, standing = self.tree_of_codes.taken, self.tree_of_codes.standing
        if taken is None or standing is None:
            self.notify(f"{way_to(self, 'codebook.take')} takes a code first.", markup=False)
            return None
        return taken, *standing

    def _tell_lost_keys(self, names: tuple[str, ...]) -> None:
        if names:
            told = ", ".join(map(harmless_line, names))
            self.notify(f"Without a key now, which another code there has: {told}", markup=False)

    def action_join(self) -> None:
        """Ask into which code the one under the cursor is to go, ask once more, and join them."""
        here = self.code_here()
        if here and (codings := self.codings_of(here[1])) is not None:
            book, code = here
            others = (without_code(book, code.guid),)

            def picked(into_guid: str | None) -> None:
                if into_guid:
                    self._confirm_join(book, code, book.code(into_guid), len(codings))

            self.app.push_screen(CodePicker(others, title=f"Join “{code.name}” into"), picked)

    def _confirm_join(self, book: Codebook, code: Code, into: Code, count: int) -> None:
        below = len(book.children(code.guid))
        follow = [f"{count} codings" if count != 1 else "1 coding", "its cues and examples"]
        follow += [f"the {below} codes under it"] if below else []
        text = (
            f"“{book.path(code.guid)}” goes into “{book.path(into.guid)}”.\n\n"
            f"What follows: {', '.join(follow)}. “{code.name}” is gone then. {way_to(self, 'codebook.undo')} undoes it."
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self.act(partial(self._join, code, into))

        self.app.push_screen(Confirmation("Join two codes", text, "joins them"), answered)

    def _join(self, code: Code, into: Code) -> None:
        self.done(merge_codes, code.guid, into.guid)
        self.next_guid = into.guid
        self.read_again()

    def action_split(self) -> None:
        """Ask which codings of the code under the cursor become a new one, and under which name."""
        from qualcode.tui.codebook.split_choice import SplitChoice

        here = self.code_here()
        codings = self.codings_of(here[1]) if here else None
        if here is None or codings is None:
            return
        book, code = here
        if not codings:
            self.notify("This code has no codings that could be split off.", markup=False)
            return

        def chosen(split: Split | None) -> None:
            if split:
                self.act(partial(self._split, code.guid, split))

        def check(name: str) -> object:
            return with_code(book, Code(guid=new_guid(), name=name, parent_guid=code.parent_guid))

        title = f"Split “{code.name}”: which codings go?"
        self.app.push_screen(SplitChoice(title, codings, self.source_names, self.codebooks, check), chosen)

    def _split(self, guid: str, split: Split) -> None:
        self.next_guid = self.done(split_code, guid, split.name, split.coding_guids)
        self.read_again()

    def action_find(self) -> None:
        """Find a code by a few letters and go to it."""

        def picked(guid: str | None) -> None:
            if guid:
                self.tree_of_codes.stand_on(guid)

        self.app.push_screen(CodePicker(self.codebooks, title="Go to a code", with_all=True), picked)

    def action_leave(self) -> None:
        """Let go of what was taken, go from the text to the tree, or back to the screen below."""
        if self.tree_of_codes.taken:
            self._take(None)
        elif not self.tree_of_codes.has_focus:
            self.tree_of_codes.focus()
        else:
            self.action_back()
