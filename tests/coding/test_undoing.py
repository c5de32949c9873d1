"""Which acts a key takes back, and which it asks about first."""

import ast
from pathlib import Path
from typing import get_args

import pytest

import qualcode
from qualcode.coding.bookmarks import set_bookmark
from qualcode.coding.undoing import FAR_REACHING, undo
from qualcode.errors.coding import FarReachingUndoError
from qualcode.exchange.guide import set_guide
from qualcode.exchange.new_texts import text_of_edit, text_of_reading
from qualcode.exchange.revisions import revise
from qualcode.exchange.variables import import_variables
from qualcode.model.act_kinds import ActKind, FarReachingKind, NearKind
from qualcode.store.database import Store
from qualcode.store.journal import read_acts
from qualcode.transcripts.guide import GuideQuestion
from qualcode.transcripts.reading import read_text
from qualcode.transcripts.variables import VariableRow
from tests.conftest import AT, later


def corrected(store: Store, source: str) -> None:
    reading = read_text("MODERATOR: Who decides?\nANNA: Nobody does.\n", name="fg1.txt")
    revise(store, source, text_of_reading(reading), coder="Vera", at=later(1))


def described(store: Store, source: str) -> None:
    row = VariableRow(line=2, source=source, case=None, values=(("city", "Kyiv"),))
    import_variables(store, Path("table.csv"), [row], coder="Vera", at=later(1))


def guided(store: Store, source: str) -> None:
    set_guide(store, [GuideQuestion("Q1", "Who decides?")], coder="Vera", at=later(1), origin="guide.txt")


@pytest.mark.parametrize("brought", [corrected, described, guided])
def test_a_key_does_not_take_back_what_a_whole_file_brought(study: Store, source: str, brought):
    brought(study, source)
    before = read_acts(study)[0]

    with pytest.raises(FarReachingUndoError):
        undo(study, coder="Vera", at=later(2), but_not=FAR_REACHING)

    assert before == read_acts(study)[0]
    assert before.summary == undo(study, coder="Vera", at=later(2))


def test_a_key_takes_back_the_correction_of_a_turn(study: Store, source: str):
    text = study.value("SELECT text FROM source_revisions")
    revise(study, source, text_of_edit(1, "Something else?"), coder="Vera", at=later(1))

    undo(study, coder="Vera", at=later(2), but_not=FAR_REACHING)

    assert 1 == study.value("SELECT revision FROM sources")
    assert text == study.value("SELECT text FROM source_revisions WHERE number = 1")


def test_a_key_takes_back_a_bookmark(study: Store, source: str):
    set_bookmark(study, source, 1, True, coder="Vera", at=AT)

    assert "bookmarked turn 1" in undo(study, coder="Vera", at=later(1), but_not=FAR_REACHING)


def test_every_act_is_of_a_kind_that_is_told_near_or_far_and_every_kind_is_of_an_act():
    """The type check holds the first half too; a kind that nobody writes any more would stand in the lists for ever."""
    written = set()
    for path in Path(qualcode.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "act_kinds.py":
                written.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "act" and len(node.args) > 1:
                kind = node.args[0]
                assert not isinstance(kind, ast.Constant) or kind.value in _all_kinds(), f"{path.name}: {kind.value}"

    assert not set(get_args(NearKind)) & set(get_args(FarReachingKind))
    assert _all_kinds() <= written


def _all_kinds() -> set[str]:
    return set(get_args(ActKind))
