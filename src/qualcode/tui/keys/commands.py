"""Every command that has a key, read from the bindings of the screens and of what can have the focus on them.

This is the one place from which help, palette, footer, `qualcode keys` and the settings' `[keys]` know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from qualcode.tui.keys.app_keys import AppKeys
from qualcode.tui.keys.groups import MORE, ORDER
from qualcode.tui.keys.names import UNBOUND

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.widget import Widget

    from qualcode.tui.keys.app_keys import AppKeys
from qualcode.tui.keys.groups import Hint

CODES = "is kept for codes: there, lower-case letters and digits are never commands"
FILTER = "filters the list: there, lower-case letters and digits are never commands"
CAPITALS = "is no command there: commands are capitals and signs"
_ROOM = "qualcode.tui."
# Named rather than imported: the first screen is painted before the others are read. Title, letters, is_written_in.
_PLACES = (
    ("home_screen.HomeScreen", "the home screen", "", False),
    ("coding.screen.CodingScreen", "the coding screen", CODES, False),
    ("tables.screen.TablesScreen", "the tables", "", False),
    ("tables.quotes_screen.QuotesScreen", "the quotes behind a figure", "", False),
    ("screens.history_screen.HistoryScreen", "the history", "", False),
    ("codebook.screen.CodebookScreen", "the codebook editor", CAPITALS, False),
    ("preview.screen.PreviewScreen", "the preview of transcripts", "", False),
    ("codebook.stale_screen.StaleScreen", "the stale codings", "", False),
    ("codebook.history_screen.CodebookHistoryScreen", "the history of a codebook", "", False),
    ("codebook.merge_screen.CodebookMergeScreen", "merging a codebook", "", False),
    ("memos.screen.MemoScreen", "the list of memos", FILTER, False),
    ("codebook.code_picker.CodeFinder", "the code picker", "", True),
    ("codebook.creating_picker.CreatingPicker", "the code picker", "", True),
    ("codebook.creating_picker.ThemeChoice", "the place of a new code", "", False),
    ("coding.choice.CodingChoice", "the choice among codings", "", False),
    ("tables.variable_choice.VariableChoice", "the choice of a variable", "", False),
    ("asking.list_choice.ListChoice", "a choice from a list", "", True),
    ("asking.several_choice.SeveralChoice", "a choice of several things", "", False),
    ("codebook.color_choice.ColorChoice", "the choice of a color", "", True),
    ("memos.target_choice.TargetChoice", "the choice of what a memo is on", "", True),
    ("suggestions.acceptance.Acceptance", "accepting all suggestions of a code", "", False),
    ("suggestions.missed_list.MissedList", "the list of missed passages", "", False),
    ("suggestions.explanation_screen.ExplanationScreen", "why something is suggested", "", False),
    ("coding.autocode_preview.AutocodePreview", "coding all hits of a search", "", False),
    ("codebook.split_choice.SplitChoice", "splitting a code", "", True),
    ("memos.editor.MemoEditor", "a memo", "", True),
    ("coding.turn_editor.TurnEditor", "the text of a turn", "", True),
    ("coding.revised_screen.RevisedScreen", "codings that a new text left in doubt", "", False),
    ("codebook.code_form.CodeForm", "the fields of a code", "", True),
    ("asking.line_prompt.LinePrompt", "a line to fill in", "", True),
    ("coding.search_prompt.SearchPrompt", "the search", "", True),
    ("asking.coder_prompt.CoderPrompt", "your name", "", True),
    ("coding.go_to_turn.GoToTurn", "a turn's number", "", True),
    ("asking.confirmation.Confirmation", "a question", "", False),
    ("help_screen.HelpScreen", "the help", "", False),
)


@dataclass(frozen=True, slots=True)
class Command:
    """What a key does.

    Attributes:
        id: stands in people's settings.
        keys: by default, as Textual names them.
        action: as Textual runs it, on what has the binding.
        words: what it does, as a person would say it.
        group: under which help shows it.
        is_priority: its key is looked at before what has the focus gets it.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    words: str
    group: Binding.Group
    is_priority: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A screen and what on it can have the focus.

    Attributes:
        title: as in "Keys of the home screen".
        screen: its class; its `PARTS` are the classes of its widgets with commands of their own.
        letters: why lower-case letters and digits are no commands there; empty where they may be.
        is_written_in: letters are typed into a text there, so nothing that types can be a command of the screen.
    """

    title: str
    screen: type[Screen[Any]]
    letters: str = ""
    is_written_in: bool = False

    @property
    def parts(self) -> tuple[type[Widget], ...]:
        """The classes of what can have the focus."""
        return getattr(self.screen, "PARTS", ())

    def chains(self) -> list[list[tuple[Command, ...]]]:
        """Return the commands a key is looked for in, nearest first, for each part that may have the focus."""
        return [[commands_of(part), *self._below()] for part in self.parts] or [self._below()]

    def commands(self) -> tuple[Command, ...]:
        """Return all commands there are here."""
        return tuple(command for commands in (*map(commands_of, self.parts), *self._below()) for command in commands)

    def _below(self) -> list[tuple[Command, ...]]:
        from textual.screen import ModalScreen

        of_app = commands_of(AppKeys)
        if issubclass(self.screen, ModalScreen):
            of_app = tuple(command for command in of_app if command.is_priority)
        return [commands_of(self.screen), of_app]


@cache
def commands_of(node: type[object]) -> tuple[Command, ...]:
    """Return the commands of a class, its own before its bases', as they are by default; a base's key may be taken."""
    by_key: dict[str, Binding] = {}
    for base in node.__mro__:
        if base.__module__.startswith("qualcode."):
            for binding in Binding.make_bindings(base.__dict__.get("BINDINGS", ())):
                by_key.setdefault(binding.key, binding)
    keys: dict[str, list[str]] = {}
    bindings: dict[str, Binding] = {}
    for key, binding in by_key.items():
        name = binding.id or binding.action
        keys.setdefault(name, [])
        if not key.startswith(UNBOUND):
            keys[name].append(key)
        bindings.setdefault(name, binding)
    return tuple(_command(name, tuple(keys[name]), binding) for name, binding in bindings.items())


def _command(name: str, keys: tuple[str, ...], binding: Binding) -> Command:
    words = binding.tooltip or binding.description or name
    return Command(name, keys, binding.action, words, binding.group or MORE, binding.priority)


def hints_of(node: type[DOMNode]) -> tuple[Hint, ...]:
    """Return what is to be said in the help of a class besides its commands."""
    return tuple(hint for base in reversed(node.__mro__) for hint in base.__dict__.get("HINTS", ()))


@cache
def named_commands(nodes: tuple[type[object], ...]) -> dict[str, Command]:
    """Return the commands of some classes and of the parts of screens among them, by id."""
    parts = [part for node in nodes for part in getattr(node, "PARTS", ())]
    return {command.id: command for node in (*nodes, *parts) for command in commands_of(node)}


def place_of(screen: Screen[Any]) -> Place:
    """Return what there is to know of a screen: what is said of its class, or of the nearest one it stems from."""
    for of in type(screen).__mro__:
        name = f"{of.__module__.removeprefix(_ROOM)}.{of.__name__}"
        for listed, title, letters, is_written_in in _PLACES:
            if name == listed:
                return Place(title, type(screen), letters, is_written_in)
    return Place("this screen", type(screen))


def in_order(group: Binding.Group) -> int:
    """Return where a group stands in the help."""
    return ORDER.index(group) if group in ORDER else len(ORDER)


@cache
def places() -> tuple[Place, ...]:
    """Return all screens, of which those that were not in use yet are imported."""
    found = []
    for name, title, letters, is_written_in in _PLACES:
        module, _, of = name.rpartition(".")
        found.append(Place(title, getattr(import_module(_ROOM + module), of), letters, is_written_in))
    return tuple(found)
