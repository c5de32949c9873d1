"""Every command of every screen: named once, told in help and palette, on a key of its own."""

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.screen import Screen

import qualcode.tui
from qualcode.tui.app import QualcodeApp
from qualcode.tui.keys.app_keys import AppKeys
from qualcode.tui.keys.commands import commands_of, place_of, places
from qualcode.tui.keys.groups import ORDER

ROOM = Path(qualcode.tui.__path__[0])
# The editor is opened from everywhere but itself; in the codebook panel Enter applies the code that stands there.
MEANT = {"the codebook editor": {"E"}, "the coding screen": {"enter"}}


def classes():
    """All classes of the terminal UI that bind keys."""
    for path in sorted(ROOM.rglob("*.py")):
        module = import_module(".".join(("qualcode", "tui", *path.relative_to(ROOM).with_suffix("").parts)))
        for found in vars(module).values():
            if isinstance(found, type) and found.__module__ == module.__name__ and "BINDINGS" in vars(found):
                yield found


BINDERS = list(classes())


@pytest.mark.parametrize("of", BINDERS, ids=lambda of: of.__name__)
def test_every_binding_has_an_id_a_description_and_a_group(of):
    """So that it can be put on another key, and stands in footer, help and palette; `group` says where in the help."""
    lacking = [
        binding
        for binding in Binding.make_bindings(of.BINDINGS)
        if not (binding.id and "." in binding.id and binding.description and binding.group in ORDER)
    ]

    assert [] == lacking


@pytest.mark.parametrize("place", places(), ids=lambda place: place.screen.__name__)
def test_no_two_commands_of_a_screen_have_one_key(place):
    """Whatever on it has the focus."""
    for chain in place.chains():
        keys = Counter(key for commands in chain for command in commands for key in command.keys)

        assert {key for key, count in keys.items() if count > 1} <= MEANT.get(place.title, set())


@pytest.mark.parametrize("place", places(), ids=lambda place: place.screen.__name__)
def test_no_two_commands_of_a_screen_have_one_id(place):
    """Each id is one command with one key string; a command of several widgets is the same in all of them."""
    found = {}
    for command in place.commands():
        before = found.setdefault(command.id, command)

        assert (before.action, before.words) == (command.action, command.words)


def test_one_id_is_one_command():
    """Wherever it is offered."""
    meant = {}
    for of in BINDERS:
        for command in commands_of(of):
            meant.setdefault(command.id, set()).add((command.words, command.keys))

    assert {} == {name: several for name, several in meant.items() if len(several) > 1}


def test_every_class_that_binds_keys_is_on_some_screen():
    """A screen is listed in `commands._PLACES`, a widget in its screen's `PARTS`; help and settings know them so."""
    known: set[type] = {QualcodeApp, AppKeys}
    for place in places():
        for of in (place.screen, *place.parts):
            known |= set(of.__mro__)

    assert [] == [of.__name__ for of in BINDERS if of not in known]


def test_every_screen_has_a_name():
    """In the title of its help; the palette has none, since it is a list of commands itself."""
    from textual.command import CommandPalette

    screens = {of for of in _all_screens(Screen) if of.__module__.startswith("qualcode.")}
    screens -= _all_screens(CommandPalette)
    bases = {base for of in screens for base in of.__mro__[1:]}

    assert set() == {of.__name__ for of in screens - bases if place_of(of.__new__(of)).title == "this screen"}


def _all_screens(of):
    return {of}.union(*map(_all_screens, of.__subclasses__()))


def test_a_screen_is_known_by_its_class():
    """Without importing the others; one that is not listed still tells its commands."""
    from qualcode.tui.asking.confirmation import Confirmation

    class Another(Confirmation):
        pass

    assert "a question" == place_of(Confirmation("", "", "")).title
    assert "question.go-on" in {command.id for command in place_of(Another("", "", "")).commands()}
