"""A corrected transcript into a project: everything that hangs on the old text goes along."""

import pytest

from qualcode.coding.applying import apply_code, resize_coding
from qualcode.coding.bookmarks import set_bookmark
from qualcode.coding.memos import write_memo
from qualcode.coding.revision_review import Review, review_revised
from qualcode.coding.undoing import redo, undo
from qualcode.coding.verdicts import reject
from qualcode.errors.coding import UndoConflictError
from qualcode.errors.files import SourceExistsError
from qualcode.errors.source_texts import (
    CorrectionsDroppedError,
    RevisionRefusedError,
    SameTextError,
    TextChangedError,
    TurnChangedError,
    UnknownDoubtError,
    UnknownSpeakerError,
)
from qualcode.errors.values import OffsetError
from qualcode.exchange.new_texts import text_of_edit, text_of_reading
from qualcode.exchange.revision_plans import RevisionReport, planned_revision
from qualcode.exchange.revisions import revise
from qualcode.model.coding import Suggestion
from qualcode.model.transcript import Segment
from qualcode.store.codings import read_codings
from qualcode.store.database import Store
from qualcode.store.examination import faults
from qualcode.store.frames import read_frames
from qualcode.store.memos import read_memos
from qualcode.store.places import ReadingPlace, keep_place, read_bookmarks, read_places
from qualcode.store.revised_codings import read_doubtful
from qualcode.store.source_history import read_revisions
from qualcode.store.source_texts import read_stored_text
from qualcode.store.sources import read_case_list, read_source
from qualcode.store.verdicts import read_verdicts
from qualcode.transcripts.reading import read_text
from tests.conftest import AT, CODE, OTHER, TEXT, THEME, add_small_source, later

BIG = "Let the big people decide"


def segment(quote: str, text: str = TEXT) -> Segment:
    start = text.index(quote)
    return Segment(start, start + len(quote))


def corrected(
    store: Store, source: str, text: str, *, renamed: dict[str, str] | None = None, drop: bool = False
) -> RevisionReport:
    reading = read_text(text, name="fg1 corrected.txt")
    make = text_of_reading(reading, renamed=renamed, drop=drop)
    return revise(store, source, make, coder="Vera", at=later(5))


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows but the journal's."""
    tables = store.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {
        name: store.rows(f"SELECT * FROM {name} ORDER BY 1") for (name,) in tables if name not in ("acts", "coders")
    }


@pytest.fixture
def coded(study: Store, source: str) -> Store:
    """Two codings, a memo, a bookmark, a verdict and a reading place."""
    first = apply_code(study, source, segment(BIG), CODE, coder="Vera", at=AT)
    apply_code(study, source, segment("I watch"), OTHER, coder="Boris", at=AT)
    write_memo(study, "coding", first, "Telling.", coder="Vera", at=AT)
    set_bookmark(study, source, 3, True, coder="Vera", at=AT)
    place = ReadingPlace(segment=segment("I watch"), turns_read=((1, 2),), at=AT)
    keep_place(study, source, "Vera", place)
    wrong = Suggestion(
        source_guid=source, segment=segment("I watch"), quote="I watch", code_guid=OTHER, score=0.5, reason="r", cue="c"
    )
    reject(study, wrong, coder="Vera", at=AT)
    return study


def test_codings_slide_with_their_words(coded: Store, source: str) -> None:
    """Same identity, coder, memo and time; offsets, turns and quotes are those of the new text."""
    before = read_codings(coded, source)
    text = TEXT.replace("Composed.", "Composed, and corrected since.").replace("IVAN:", "ANNA: More.\n\nIVAN:")

    report = corrected(coded, source, text)

    after = read_codings(coded, source)
    assert {"exact": 2, "moved": 0, "changed": 0, "lost": 0} == report.counts()
    assert [(c.guid, c.quote, c.coder, c.at, c.memo) for c in before] == [
        (c.guid, c.quote, c.coder, c.at, c.memo) for c in after
    ]
    assert [segment(BIG, text), segment("I watch", text)] == [c.segment for c in after]
    assert () == read_doubtful(coded)
    assert () == faults(coded)


def test_bookmarks_places_and_verdicts_go_along(coded: Store, source: str) -> None:
    """The bookmark is on Ivan's turn still, which is the fourth now."""
    text = TEXT.replace("ANNA: Let", "IVAN: Well.\n\nANNA: Let")

    corrected(coded, source, text)

    assert (4,) == read_bookmarks(coded, source, "Vera")
    place = read_places(coded, "Vera")[source]
    assert (segment("I watch", text), ((1, 1), (3, 3))) == (place.segment, place.turns_read)
    assert [segment("I watch", text)] == [verdict.segment for verdict in read_verdicts(coded, source)]


def test_undo_restores_every_row_and_redo_makes_them_again(coded: Store, source: str) -> None:
    """Nothing is left of the revision, and nothing is missing."""
    before = everything(coded)
    corrected(coded, source, TEXT.replace("big people decide", "great people deside").replace("IVAN: Yes.", ""))
    after = read_codings(coded, source), read_doubtful(coded)

    undo(coded, coder="Vera", at=later(6))

    changed = {name for name, rows in everything(coded).items() if rows != before[name]}
    assert set() == changed

    redo(coded, coder="Vera", at=later(7))

    assert after == (read_codings(coded, source), read_doubtful(coded))
    assert () == faults(coded)


def test_undo_refuses_what_somebody_coded_on_the_new_text(coded: Store, source: str) -> None:
    """Boris's coding is on words that only the new text has."""
    text = TEXT.replace("IVAN: Yes.", "IVAN: Certainly.")
    corrected(coded, source, text)
    apply_code(coded, source, segment("Certainly", text), THEME, coder="Boris", at=later(6))

    with pytest.raises(UndoConflictError):
        undo(coded, coder="Vera", at=later(7))


def test_lost_codings_stay_on_the_old_text_and_are_listed(coded: Store, source: str) -> None:
    """Tables do not count them; the old text and their words can be read."""
    report = corrected(coded, source, TEXT.replace(" I watch.", ""))

    assert 1 == report.counts()["lost"]
    assert [BIG] == [coding.quote for coding in read_codings(coded, source)]
    (lost,) = read_doubtful(coded)
    assert ("lost", "I watch", None, "Boris") == (lost.outcome, lost.before, lost.segment, lost.coder)
    assert TEXT == read_stored_text(coded, source, 1).text
    assert [(1, False, 1), (2, True, 0)] == [
        (facts.number, facts.stands, facts.left_codings) for facts in read_revisions(coded, source)
    ]
    assert () == faults(coded)
    frames = read_frames(coded, is_whole=True)
    assert [1, 1] == [frames[name].height for name in ("codings", "coding_facts")]
    assert frames["turns"].height == frames["turn_places"].height == len(read_source(coded, source).turns)


def test_lost_codings_come_back_when_their_words_do(coded: Store, source: str) -> None:
    """A wrong file does no lasting harm: the right one after it finds all again, and says so."""
    corrected(coded, source, "Moderator: Quite another talk?\n\nANNA: Nothing of this was said.\n")
    assert 0 == len(read_codings(coded, source))

    text = TEXT.replace("Composed.", "Composed again.")
    report = corrected(coded, source, text, drop=True)

    assert [BIG, "I watch"] == [coding.quote for coding in read_codings(coded, source)]
    assert {"was lost before, found again"} == {coding.note for coding in report.codings}
    assert 2 == len(read_doubtful(coded))


def test_changed_codings_are_reviewed(coded: Store, source: str) -> None:
    """Confirming one takes it off the list, and undo puts it back."""
    corrected(coded, source, TEXT.replace("big people decide", "great people decide"))
    (doubt,) = read_doubtful(coded)
    assert ("changed", BIG, "Let the great people decide") == (doubt.outcome, doubt.before, doubt.quote)

    review_revised(coded, Review(confirmed=[doubt.guid]), coder="Vera", at=later(6))
    assert () == read_doubtful(coded)

    undo(coded, coder="Vera", at=later(7))
    assert (doubt,) == read_doubtful(coded)


def test_a_lost_coding_can_be_put_elsewhere(coded: Store, source: str) -> None:
    text = TEXT.replace(" I watch.", " So I look on.")
    corrected(coded, source, text)
    lost = next(doubt for doubt in read_doubtful(coded) if doubt.outcome == "lost")

    placed = {lost.guid: segment("I look on", text)}
    review_revised(coded, Review(placed=placed, seen={lost.guid: "I look on"}), coder="Vera", at=later(6))

    assert [BIG, "I look on"] == [coding.quote for coding in read_codings(coded, source)]
    assert () == read_doubtful(coded)
    assert () == faults(coded)


def test_a_lost_coding_is_not_resized_by_who_has_not_heard_of_it(coded: Store, source: str) -> None:
    """Its offsets would be read against the older text it stayed on, where other words stand."""
    lost = next(coding for coding in read_codings(coded, source) if coding.quote == "I watch")
    corrected(coded, source, TEXT.replace(" I watch.", " So I look on."))
    before = everything(coded)

    with pytest.raises(TextChangedError):
        resize_coding(coded, lost.guid, Segment(0, 4), coder="Vera", at=later(6))

    assert before == everything(coded)


def test_codings_are_settled_all_or_none(coded: Store, source: str) -> None:
    """One is put past the end of the text, another where other words stand than were seen: nothing else happens."""
    corrected(coded, source, TEXT.replace("big people decide", "great people decide").replace(" I watch.", " I look."))
    changed, lost = read_doubtful(coded)
    before = everything(coded)

    for place, seen, refusal in (((500, 501), {}, OffsetError), ((0, 4), {lost.guid: "Anna"}, TextChangedError)):
        said = Review(removed=[changed.guid], placed={lost.guid: Segment(*place)}, seen=seen)
        with pytest.raises(refusal):
            review_revised(coded, said, coder="Vera", at=later(6))

    assert before == everything(coded)


def test_a_doubtful_coding_can_be_removed_with_its_memo(coded: Store, source: str) -> None:
    corrected(coded, source, TEXT.replace("big people decide", "great people decide"))
    (doubt,) = read_doubtful(coded)

    review_revised(coded, Review(removed=[doubt.guid]), coder="Vera", at=later(6))

    assert ["I watch"] == [coding.quote for coding in read_codings(coded, source)]
    assert () == read_memos(coded)
    with pytest.raises(UnknownDoubtError):
        review_revised(coded, Review(confirmed=[doubt.guid]), coder="Vera", at=later(7))


def test_two_codings_that_end_on_one_segment_are_not_joined_silently(coded: Store, source: str) -> None:
    """One stands, the other is listed as lost."""
    apply_code(coded, source, segment("Let the big people decide 🙂"), CODE, coder="Vera", at=AT)

    report = corrected(coded, source, TEXT.replace("decide 🙂.", "decide."))

    assert {"exact": 2, "moved": 0, "changed": 0, "lost": 1} == report.counts()
    assert ["its words are coded so by this coder already"] == [doubt.note for doubt in read_doubtful(coded)]
    assert () == faults(coded)


def test_words_that_another_says_now_are_doubtful(coded: Store, source: str) -> None:
    report = corrected(coded, source, TEXT.replace("ANNA: Let", "IVAN: Let"))

    assert {("exact", "said by IVAN now")} == {(coding.outcome, coding.note) for coding in report.codings}
    assert ("'ANNA' speaks no more; 'IVAN' says now what 'ANNA' said (1 turns): "
            "if they are one person, say --map ANNA=IVAN",) == report.remarks  # fmt: skip


def test_cases_keep_their_identity_by_label(coded: Store, source: str) -> None:
    """Also where the label is written with other letter case, and with a new speaker beside them."""
    before = {case.label: case.guid for case in read_case_list(coded)}

    report = corrected(coded, source, TEXT.replace("ANNA:", "Anna:") + "\nOlga: Me too.\n")

    after = {case.label: case.guid for case in read_case_list(coded)}
    assert before == {label: guid for label, guid in after.items() if label != "Olga"}
    assert ("'Olga' is new",) == report.remarks


def test_a_renamed_speaker_is_the_same_case(coded: Store, source: str) -> None:
    before = {case.label: case.guid for case in read_case_list(coded)}

    report = corrected(coded, source, TEXT.replace("ANNA:", "Anja:"), renamed={"Anna": "Anja"})

    after = {case.label: case.guid for case in read_case_list(coded)}
    assert before["ANNA"] == after["Anja"]
    assert ["", ""] == [coding.note for coding in report.codings]
    assert ("'ANNA' is called 'Anja' from now on",) == report.remarks


def test_a_map_of_nobody_is_refused(coded: Store, source: str) -> None:
    with pytest.raises(UnknownSpeakerError, match="Nobody is called 'Zoe'"):
        corrected(coded, source, TEXT + " ", renamed={"Zoe": "Anna"})


def test_a_plan_writes_nothing(coded: Store, source: str) -> None:
    before = everything(coded)
    reading = read_text(TEXT.replace(" I watch.", ""), name="fg1.txt")

    planned = planned_revision(coded, source, text_of_reading(reading))

    assert before == everything(coded)
    assert planned == revise(coded, source, text_of_reading(reading), coder="Vera", at=later(5))


def test_the_same_text_is_no_revision(coded: Store, source: str) -> None:
    with pytest.raises(SameTextError, match=r"the one 'fg1.txt' has already"):
        corrected(coded, source, TEXT)


def test_the_text_of_another_source_is_refused(coded: Store, source: str) -> None:
    other = TEXT.replace("Yes", "No")
    add_small_source(coded, "fg2.txt", other)

    with pytest.raises(SourceExistsError, match=r"as 'fg2.txt'"):
        corrected(coded, source, other)


def test_a_turn_is_edited_and_all_others_slide(coded: Store, source: str) -> None:
    """The speaker, the label and the numbers of turns stay."""
    report = revise(coded, source, text_of_edit(1, "Who should talk\nto whom, then?"), coder="Vera", at=later(5))

    edited = read_source(coded, source)
    assert TEXT.replace("Who should talk?", "Who should talk\nto whom, then?") == edited.text
    assert ["Who should talk\nto whom, then?", "Let the big people decide 🙂. I watch.", "Yes."] == [
        edited.text[turn.speech : turn.end] for turn in edited.turns
    ]
    assert 2 == report.counts()["exact"]
    assert () == faults(coded)


def test_an_edit_keeps_codings_of_the_words_around_it(coded: Store, source: str) -> None:
    revise(coded, source, text_of_edit(2, "Let the big people decide 🙂. I just watch."), coder="Vera", at=later(5))

    assert [(BIG, 2), ("I just watch", 2)] == [(c.quote, c.first_turn) for c in read_codings(coded, source)]


@pytest.mark.parametrize(("turn", "talk"), [(9, "Hello"), (0, "Hello"), (2, " \n ")])
def test_an_edit_needs_a_turn_and_words(coded: Store, source: str, turn: int, talk: str) -> None:
    with pytest.raises(RevisionRefusedError):
        revise(coded, source, text_of_edit(turn, talk), coder="Vera", at=later(5))


def test_a_file_from_before_a_correction_is_refused(coded: Store, source: str) -> None:
    """Two people correct one source, on the screen and in a file: neither drops the other's without a word."""
    revise(coded, source, text_of_edit(2, "Let the big people decide, truly."), coder="Boris", at=AT)
    before = coded.last_act()

    with pytest.raises(CorrectionsDroppedError, match=r"would drop a correction \(turn 2: .*truly"):
        corrected(coded, source, TEXT.replace("Composed.", "Composed again."))

    assert before == coded.last_act()


@pytest.mark.parametrize("first", ["Composed anew.", "Quite composed.", "Composed. Or not."])
def test_a_file_from_before_another_file_is_refused(coded: Store, source: str, first: str) -> None:
    """Words replaced, and words put in before or behind others."""
    corrected(coded, source, TEXT.replace("Composed.", first))

    with pytest.raises(CorrectionsDroppedError, match="would drop a correction"):
        corrected(coded, source, TEXT.replace("Let the big", "So let the big"))

    both = TEXT.replace("Composed.", first).replace("Let the big", "So let the big")
    corrected(coded, source, both)
    assert both == read_stored_text(coded, source).text


def test_what_was_corrected_otherwise_in_the_file_is_no_older_word(coded: Store, source: str) -> None:
    """Whoever made the file saw the place and wrote something new there."""
    revise(coded, source, text_of_edit(2, "Let the great people decide 🙂. I watch."), coder="Boris", at=AT)
    file = TEXT.replace(BIG, "Let the mighty decide")

    corrected(coded, source, file)
    assert file == read_stored_text(coded, source).text


def test_corrections_can_be_dropped_when_told(coded: Store, source: str) -> None:
    revise(coded, source, text_of_edit(2, "Let nobody decide."), coder="Boris", at=AT)

    corrected(coded, source, TEXT + "\n", drop=True)

    assert TEXT + "\n" == read_stored_text(coded, source).text


def test_an_edit_finds_its_turn_again_where_others_were_put_in(coded: Store, source: str) -> None:
    """By what was seen in it; where that was changed by somebody else, what is said now is told."""
    corrected(coded, source, TEXT.replace("Moderator:", "OLGA: Me first!\n\nModerator:", 1))
    seen = read_stored_text(coded, source).text
    talk = seen[seen.index(BIG) :].split("\n")[0]

    revise(coded, source, text_of_edit(2, "Let me decide.", seen=talk), coder="Boris", at=AT)

    assert "ANNA: Let me decide." in read_stored_text(coded, source).text
    with pytest.raises(TurnChangedError) as caught:
        revise(coded, source, text_of_edit(3, "No.", seen=talk), coder="Vera", at=AT)
    assert (3, "Let me decide.") == (caught.value.turn, caught.value.now)


def test_a_coding_that_fell_off_silently_is_a_fault(coded: Store, source: str) -> None:
    """What nobody was told about is what the examination is for."""
    corrected(coded, source, TEXT.replace(" I watch.", ""))
    coded.connection().execute("DELETE FROM revised_codings")

    assert [True] == ["left on it" in fault for fault in faults(coded)]
