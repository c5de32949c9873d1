"""What holds for every class of the terminal UI."""

import ast
from pathlib import Path

from qualcode import tui

ROOM = Path(tui.__path__[0])
MODULES = {str(path.relative_to(ROOM)): path for path in sorted(ROOM.rglob("*.py"))}


def classes(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.ClassDef)]


def test_no_class_is_longer_than_a_person_reads_at_once():
    """At most 300 lines, with docstring and bindings."""
    lengths = {
        f"{name}: {one.name}": one.end_lineno - one.lineno + 1
        for name, path in MODULES.items()
        for one in classes(path)
    }

    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_a_screen_has_a_file_of_its_own():
    """No module holds two screens or questions."""
    screens = {
        name: [one.name for one in classes(path) if one.name.endswith("Screen")] for name, path in MODULES.items()
    }

    assert {name: found for name, found in screens.items() if len(found) > 1} == {}
