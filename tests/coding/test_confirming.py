"""Stale codings of a project, and confirming them: they remember today's revision, until that is undone."""

from qualcode.coding.applying import apply_code, recode
from qualcode.coding.codebook_editing import change_code, merge_codes, split_code
from qualcode.coding.confirming import confirm_codings
from qualcode.coding.undoing import undo
from qualcode.model.transcript import Segment
from qualcode.project.project import Project
from qualcode.store.database import Store
from tests.conftest import AT, CODE, OTHER, THEME

ME = {"coder": "Vera", "at": AT}


def _stale(study: Store, **asked: str) -> list[tuple[str, list[str]]]:
    found = Project(study, "Vera").stale_codings(**asked)
    return [(each.coding.quote, [change.sentence() for change in each.changes]) for each in found]


def test_codings_are_stale_until_confirmed_or_changed(study: Store, source: str) -> None:
    """Only those of the redefined code; undo makes them stale again."""
    first = apply_code(study, source, Segment(0, 8), CODE, **ME)
    second = apply_code(study, source, Segment(9, 20), CODE, **ME)
    apply_code(study, source, Segment(0, 8), OTHER, **ME)
    change_code(study, CODE, definition="New.", **ME)
    change_code(study, CODE, color="#000000", **ME)
    told = ["redefined: Deference > Big people: nothing → “New.”"]

    assert [changes for _, changes in _stale(study)] == [told, told]
    assert confirm_codings(study, [first], **ME) == 1
    assert len(_stale(study)) == 1
    recode(study, second, OTHER, **ME)
    assert _stale(study) == []
    undo(study, **ME)
    undo(study, **ME)
    assert len(_stale(study)) == 2
    assert confirm_codings(study, [first, second], **ME) == 2
    assert confirm_codings(study, [first], **ME) == 0


def test_asked_of_a_theme_a_source_a_coder(study: Store, source: str) -> None:
    """Codes under the theme count."""
    apply_code(study, source, Segment(0, 8), CODE, coder="Pavel", at=AT)
    change_code(study, CODE, definition="New.", **ME)

    assert len(_stale(study, code_guid=THEME)) == len(_stale(study, source=source)) == 1
    assert _stale(study, code_guid=OTHER) == _stale(study, coder="Vera") == []
    assert len(_stale(study, coder="Pavel")) == 1


def test_codings_of_merged_and_split_codes_are_stale(study: Store, source: str) -> None:
    """Those that stayed, and those that moved."""
    kept = apply_code(study, source, Segment(0, 8), OTHER, **ME)
    moved = apply_code(study, source, Segment(9, 20), OTHER, **ME)
    split_code(study, OTHER, "Tired", [moved], **ME)
    assert [changes for _, changes in _stale(study)] == [["split: Tired from News fatigue"]] * 2
    confirm_codings(study, [kept, moved], **ME)
    assert _stale(study) == []

    merge_codes(study, OTHER, THEME, **ME)

    assert [changes for _, changes in _stale(study)] == [["merged: News fatigue → Deference"]]
