"""Two researchers and one codebook: files go back and forth, codings follow, nothing is lost, undo restores all."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebooks.ancestry import lineage
from qualcode.codebooks.reading import CodebookFile, read_codebook
from qualcode.codebooks.writing import write_codebook as write_file
from qualcode.coding.applying import apply_code
from qualcode.coding.codebook_editing import change_code, create_code, merge_codes, move_code, remove_code
from qualcode.coding.codebook_restoring import restore_revision
from qualcode.coding.codebook_writing import write_codebook
from qualcode.coding.memos import write_memo
from qualcode.coding.undoing import undo
from qualcode.coding.verdicts import reject
from qualcode.errors.codebooks import CodebookError, OpenClashesError
from qualcode.errors.projects import NotAProjectError
from qualcode.exchange.arriving import read_arriving
from qualcode.exchange.codebook_files import import_codebook
from qualcode.exchange.codebook_merging import Wishes, merge_codebook, merge_plan
from qualcode.exchange.known_revisions import EVERYTHING
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.store.codebooks import read_codebooks
from qualcode.store.codings import read_codings
from qualcode.store.database import Store, create_store
from qualcode.store.examination import faults
from qualcode.store.revisions import read_revision_hashes, read_revisions
from tests.codebooks.generated_edits import edited, edits, trees
from tests.conftest import AT, BOOK, CODE, OTHER, TEXT, THEME, add_small_source

ME = {"coder": "Vera", "at": AT}
PAVEL = {"coder": "Pavel", "at": AT}


@pytest.fixture
def pavel(study: Store, tmp_path: Path):
    """A colleague's project that began with Vera's codebook."""
    with create_store(tmp_path / "pavel.qualcode", name="Pavel", coder="Pavel", at=AT) as made:
        add_small_source(made)
        give(study, made, tmp_path / "begin.yaml")
        yield made


def export(store: Store, path: Path) -> Path:
    guid = BOOK.guid
    book = next(book for book in read_codebooks(store) if book.guid == guid)
    told = lineage(read_revision_hashes(store)[guid], read_revisions(store, guid))
    write_file(book, path, **told._asdict())
    return path


def give(giver: Store, taker: Store, path: Path, **wishes):
    file = read_codebook(export(giver, path))
    return merge_codebook(taker, file, name=path.name, wishes=Wishes(**wishes), **PAVEL)


def standing(store: Store) -> tuple[Codebook, str]:
    return read_codebooks(store)[0], read_revision_hashes(store)[BOOK.guid]


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row that an act writes, but for which act wrote it last."""
    found = {}
    for table in ("codebooks", "codes", "code_origins", "codings", "memos", "verdicts"):
        columns = [row[1] for row in store.rows(f"PRAGMA table_info({table})") if row[1] != "act_id"]
        cells = ", ".join(f'"{column}"' for column in columns)
        found[table] = store.rows(f"SELECT {cells} FROM {table} ORDER BY id")
    return found


def test_there_and_back_is_a_merge_and_then_a_fast_forward(study: Store, pavel: Store, tmp_path: Path) -> None:
    """Both changed what the other did not; afterwards both stand at the same revision."""
    change_code(study, CODE, definition="Those at the top.", **ME)
    change_code(pavel, THEME, name="Deferring", **PAVEL)
    create_code(pavel, BOOK.guid, "Experts", parent_guid=THEME, **PAVEL)

    first = give(pavel, study, tmp_path / "p.yaml")
    second = give(study, pavel, tmp_path / "v.yaml")
    third = give(pavel, study, tmp_path / "p.yaml")

    assert [plan.outcome for plan in (first, second, third)] == ["merged", "fast-forward", "known"]
    assert [change.sentence() for change in first.changes] == [
        "renamed: Deference → Deferring",
        "added: Deferring > Experts",
    ]
    assert standing(study) == standing(pavel)
    assert faults(study) == faults(pavel) == ()


def test_a_second_round_begins_with_what_the_first_ended_with(study: Store, pavel: Store, tmp_path: Path) -> None:
    """What both agreed on is not asked again."""
    change_code(study, CODE, definition="Ours.", **ME)
    change_code(pavel, CODE, definition="Theirs.", **PAVEL)
    with pytest.raises(OpenClashesError, match="definition: Deference > Big people: ours “Ours"):
        give(pavel, study, tmp_path / "p.yaml")
    give(pavel, study, tmp_path / "p.yaml", otherwise="ours")
    change_code(pavel, OTHER, color="#123456", **PAVEL)

    again = give(pavel, study, tmp_path / "p.yaml")

    assert [change.sentence() for change in again.changes] == ["color changed: News fatigue: nothing → “#123456”"]
    assert standing(study)[0].code(CODE).definition == "Ours."


def test_codings_follow_codes_merged_there(study: Store, source: str, pavel: Store, tmp_path: Path) -> None:
    """Theirs go on in what the code went into; one undoing brings every row back."""
    apply_code(study, source, Segment(0, 8), CODE, **ME)
    apply_code(study, source, Segment(0, 8), OTHER, **ME)
    apply_code(study, source, Segment(11, 20), CODE, **ME)
    merge_codes(pavel, CODE, OTHER, **PAVEL)
    before = rows(study)

    plan = give(pavel, study, tmp_path / "p.yaml")

    assert plan.went_into == {CODE: OTHER}
    assert [coding.code_guid for coding in read_codings(study)] == [OTHER, OTHER]
    assert standing(study) == standing(pavel)
    undo(study, **PAVEL)
    assert rows(study) == before
    assert faults(study) == ()


def test_a_code_removed_there_but_used_here_stays(study: Store, source: str, pavel: Store, tmp_path: Path) -> None:
    """And is told; given back, it comes again there."""
    apply_code(study, source, Segment(0, 8), OTHER, **ME)
    remove_code(pavel, OTHER, **PAVEL)

    plan = give(pavel, study, tmp_path / "p.yaml")
    back = give(study, pavel, tmp_path / "v.yaml")

    assert plan.remarks == ("'News fatigue' was removed there but is used here: it stays.",)
    assert back.outcome == "fast-forward"
    assert standing(study) == standing(pavel)


@pytest.mark.parametrize("use", ["memo", "verdict"])
def test_a_code_removed_there_with_a_memo_or_verdict_here_stays(
    study: Store, source: str, pavel: Store, tmp_path: Path, use: str
) -> None:
    """What somebody wrote or decided is not lost with it."""
    if use == "memo":
        write_memo(study, "code", OTHER, "why this code", **ME)
    else:
        said = Suggestion(
            source_guid=source, segment=Segment(0, 9), quote=TEXT[:9], code_guid=OTHER, score=0.5, reason="cue"
        )
        reject(study, said, **ME)
    remove_code(pavel, OTHER, **PAVEL)

    plan = give(pavel, study, tmp_path / "p.yaml")

    assert plan.remarks == ("'News fatigue' was removed there but is used here: it stays.",)


def test_a_merge_undone_can_be_done_again_otherwise(study: Store, pavel: Store, tmp_path: Path) -> None:
    """Undoing is as if it had never been: the file is not taken for known."""
    change_code(study, CODE, definition="Ours.", **ME)
    change_code(pavel, CODE, definition="Theirs.", **PAVEL)
    give(pavel, study, tmp_path / "p.yaml", otherwise="ours")
    undo(study, **PAVEL)

    plan = give(pavel, study, tmp_path / "p.yaml", otherwise="theirs")

    assert [change.sentence() for change in plan.changes] == ["redefined: Deference > Big people: [-Ours-] {+Theirs+}."]


def test_what_was_restored_here_is_restored_there(study: Store, pavel: Store, tmp_path: Path) -> None:
    """Going back is a change like any other."""
    first = standing(study)
    change_code(study, CODE, definition="Ours.", **ME)
    give(study, pavel, tmp_path / "v.yaml")
    restore_revision(study, BOOK.guid, first[1], **ME)

    plan = give(study, pavel, tmp_path / "v.yaml")

    assert plan.outcome == "fast-forward"
    assert standing(pavel) == standing(study)
    assert standing(pavel)[0] == first[0]


def test_a_file_changed_by_hand_is_merged_from_what_it_was(study: Store, tmp_path: Path) -> None:
    """Its revision tells what it began with."""
    path = export(study, tmp_path / "hand.yaml")
    change_code(study, THEME, definition="Ours.", **ME)
    path.write_text(path.read_text().replace("name: Big people", "name: The powerful\n    definition: Theirs."))

    plan = merge_codebook(study, read_codebook(path), name=path.name, **ME)
    again = merge_codebook(study, read_codebook(path), name=path.name, **ME)

    assert [change.sentence() for change in plan.changes] == [
        "renamed: Deference > Big people → Deference > The powerful",
        "redefined: Deference > The powerful: nothing → “Theirs.”",
    ]
    assert (plan.outcome, again.outcome) == ("merged", "known")


def test_a_code_written_by_hand_is_added_once(study: Store, tmp_path: Path) -> None:
    """It has no GUID in the file; the second time its place tells."""
    path = export(study, tmp_path / "hand.yaml")
    path.write_text(path.read_text() + "- name: Experts\n")

    for _ in range(2):
        merge_codebook(study, read_codebook(path), name=path.name, **ME)

    book = standing(study)[0]
    assert [code.name for code in book.codes] == ["Deference", "Big people", "News fatigue", "Experts"]
    assert book.codes[-1].merged_guids == ()


def test_codes_that_both_added_in_one_place_are_one(study: Store, pavel: Store, tmp_path: Path) -> None:
    """Its GUID there is remembered here, so that codings there follow; what is only alike is proposed."""
    mine = create_code(study, BOOK.guid, "Experts", **ME)
    theirs = create_code(pavel, BOOK.guid, "experts", definition="Those who know.", **PAVEL)
    create_code(study, BOOK.guid, "Leaders as dealmakers", **ME)
    alike = create_code(pavel, BOOK.guid, "Leaders as deal makers", parent_guid=THEME, **PAVEL)

    file = read_codebook(export(pavel, tmp_path / "p.yaml"))
    plan = merge_plan(study, file, Wishes(otherwise="ours"))
    done = merge_codebook(study, file, name="p", wishes=Wishes(otherwise="ours", with_proposals=True), **ME)
    back = give(study, pavel, tmp_path / "v.yaml")

    assert "'experts' there is taken for 'Experts' here." in plan.remarks
    assert [pair.theirs_guid for pair in plan.proposals] == [alike]
    assert alike in plan.after
    book = done.after
    assert (book.code(mine).definition, book.code(mine).merged_guids) == ("Those who know.", (theirs,))
    assert alike not in book
    assert (back.outcome, standing(pavel)) == ("fast-forward", standing(study))


def test_codebooks_without_a_common_ancestor_are_paired(study: Store, tmp_path: Path) -> None:
    """By GUID, then by place: nothing stands twice, nothing is removed, what both added stands by name."""
    path = tmp_path / "Peace talks.yaml"
    path.write_text("name: Peace talks\ncodes:\n- name: deference\n  codes:\n  - name: Experts\n- name: Hope\n")

    plan = merge_codebook(study, read_codebook(path), name=path.name, wishes=Wishes(otherwise="ours"), **ME)

    assert [plan.after.path(code.guid) for code in plan.after.codes] == [
        "Deference", "Deference > Big people", "Deference > Experts", "Hope", "News fatigue",
    ]  # fmt: skip


def test_of_two_codes_alike_the_one_in_its_place_is_proposed(study: Store, tmp_path: Path) -> None:
    """Names may be the same under several themes."""
    for theme in (THEME, OTHER):
        create_code(study, BOOK.guid, "Prices", parent_guid=theme, **ME)
    path = tmp_path / "Peace talks.yaml"
    path.write_text("name: Peace talks\ncodes:\n- name: News fatigue\n  codes: [Price]\n")

    (pair,) = merge_plan(study, read_codebook(path)).proposals

    assert (pair.theirs_path, pair.ours_path) == ("News fatigue > Price", "News fatigue > Prices")


def test_a_colleague_s_project_is_merged_and_left_alone(study: Store, pavel: Store, tmp_path: Path) -> None:
    """Its codebook comes with its history."""
    change_code(study, CODE, definition="Ours.", **ME)
    move_code(pavel, OTHER, THEME, **PAVEL)
    before = pavel.last_act()

    plan = merge_codebook(study, read_arriving(pavel.path), name="pavel.qualcode", **ME)

    assert [change.kind for change in plan.changes] == ["moved"]
    assert pavel.last_act() == before


def test_a_file_that_nobody_has_is_added_and_one_that_would_steal_is_refused(study: Store, tmp_path: Path) -> None:
    """A code belongs to one codebook."""
    new = Codebook(
        guid="0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0098", name="Second", codes=(replace(BOOK.codes[2], key=None),)
    )
    file = CodebookFile(codebook=new, fields=EVERYTHING)

    with pytest.raises(CodebookError, match="belongs to codebook 'Peace talks'"):
        merge_codebook(study, file, name="x", **ME)
    fine = replace(new, codes=(Code(guid="0f5f8b38-0a57-4c7c-8d2c-0c7c4a1e0097", name="Hope"),))
    plan = merge_codebook(study, CodebookFile(codebook=fine, fields=EVERYTHING), name="x", **ME)

    assert (plan.outcome, [book.name for book in read_codebooks(study)]) == ("new", ["Peace talks", "Second"])


def test_importing_an_older_file_is_a_change_of_its_own(study: Store, pavel: Store, tmp_path: Path) -> None:
    """The file wins, and the colleague who has what stood before gets that as a change."""
    old = export(study, tmp_path / "old.yaml")
    change_code(study, CODE, name="The powerful", **ME)
    give(study, pavel, tmp_path / "v.yaml")

    import_codebook(study, old, read_codebook(old), **ME)
    plan = give(study, pavel, tmp_path / "v.yaml")

    assert (plan.outcome, standing(pavel)) == ("fast-forward", standing(study))
    assert standing(pavel)[0] == BOOK


@settings(max_examples=25)
@given(trees(most=6), edits, edits, st.sampled_from(["ours", "theirs"]), st.sets(st.integers(1, 6)))
def test_any_merge_keeps_every_coding_and_undo_restores_every_row(
    store: Store, base: Codebook, here: list, there: list, side: str, coded: set[int]
) -> None:
    """On generated trees and edits: codings stay as many, on codes that are there."""
    if not store.value("SELECT count(*) FROM sources"):
        add_small_source(store)
    source = store.value("SELECT guid FROM sources")
    guid = f"{store.last_act():08d}-0000-4000-8000-{'9' * 12}"
    fresh = _renumbered(base, store.last_act())
    with store.act("import codebook", "imported", **ME) as unit:
        write_codebook(unit, replace(fresh, guid=guid, name=f"Book {guid}"))
    fresh = replace(fresh, guid=guid, name=f"Book {guid}")
    began = read_revision_hashes(store)[guid]
    for number in coded:
        for code in fresh.codes[number - 1 : number]:
            apply_code(store, source, Segment(number, number + 3), code.guid, **ME)
    used = {coding.code_guid for coding in read_codings(store)}
    ours = edited(fresh, here, offset=1000 + store.last_act() * 10_000)
    if used <= {code.guid for code in ours.codes}:
        with store.act("change", "changed", **ME) as unit:
            write_codebook(unit, ours)
    theirs = edited(fresh, there, offset=500_000_000 + store.last_act() * 10_000)
    before, count = rows(store), len(read_codings(store))

    merge_codebook(
        store,
        CodebookFile(codebook=theirs, fields=EVERYTHING, revision=began),
        name="theirs",
        wishes=Wishes(otherwise=side),
        **ME,
    )

    assert len(read_codings(store)) == count
    if rows(store) != before:
        undo(store, **ME)
        assert rows(store) == before


def _renumbered(book: Codebook, number: int) -> Codebook:
    """Return the tree with GUIDs that no other example has."""

    def of(guid: str | None) -> str | None:
        return guid and f"{number:08d}{guid[8:]}"

    return replace(
        book, codes=tuple(replace(code, guid=of(code.guid), parent_guid=of(code.parent_guid)) for code in book.codes)
    )


def test_what_is_no_project_is_told_by_its_own_name(study: Store, tmp_path: Path) -> None:
    """Though a copy of it is opened."""
    path = tmp_path / "x.qualcode"
    path.write_text("nothing of the kind")

    with pytest.raises(NotAProjectError, match=r"x\.qualcode' is not a qualcode project"):
        read_arriving(path)
