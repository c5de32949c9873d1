"""Filters: what they keep, and what they say of names that are not there."""

import pytest

from qualcode.analysis.coding_filters import confidence_of
from qualcode.analysis.selection import EVERYTHING, Level, Selection, level_of, selected
from qualcode.analysis.tables import ON_DEMAND, SCHEMAS, Tables
from qualcode.errors.analysis import EmptySelectionError
from qualcode.errors.lookups import (
    AmbiguousCodeError,
    UnknownCodebookError,
    UnknownCodeError,
    UnknownCoderError,
    UnknownSourceError,
    UnknownVariableError,
)
from qualcode.errors.values import InvalidValueError
from tests.analysis.studies import BY_HAND, by_hand, guid


def kept(name, column, **filters):
    return getattr(selected(by_hand(), Selection(**filters)), name)[column].to_list()


def test_everything_keeps_everything():
    """Without filters the tables are the same ones."""
    study = by_hand()

    assert selected(study, EVERYTHING) is study


def test_a_code_brings_all_that_stands_under_it():
    """Two levels down, and nothing beside it."""
    assert kept("codes", "code_id", codes=("leaders",)) == [1, 2, 3]


@pytest.mark.parametrize(
    "wanted",
    [
        "Trump",
        "leaders  >  dealmakers > trump",
        "Leaders/Dealmakers/Trump",
        "Talks > Leaders > Dealmakers > Trump",
        guid(3),
    ],
)
def test_a_code_goes_by_name_path_and_guid(wanted):
    """Letter case and repeated space do not matter; the codebook may stand in front."""
    assert kept("codes", "code_id", codes=(wanted,)) == [3]


def test_a_name_that_two_codes_bear_is_not_guessed():
    """The paths to choose from are told, with their codebooks when they are of two."""
    codes = [*BY_HAND["codes"], (7, guid(7), "Hope", "Hope", 0, None, "Dynamics", False)]

    with pytest.raises(AmbiguousCodeError, match="Talks > Hope; Dynamics > Hope"):
        selected(by_hand(codes=codes), Selection(codes=("Hope",)))


def test_a_codebook_is_kept_alone():
    """Its codes and their codings only."""
    chosen = selected(by_hand(), Selection(codebooks=("dynamics",)))

    assert (chosen.codes["code_id"].to_list(), chosen.codings["coding_id"].to_list()) == ([6], [8, 9, 10])


@pytest.mark.parametrize("wanted", ["fg2", "FG2.txt", guid(12)])
def test_a_source_goes_by_name_without_its_ending_and_by_guid(wanted):
    """Two sources are either of them: codings and turns of others go."""
    assert kept("sources", "source_id", sources=(wanted, "fg3")) == [2, 3]
    assert set(kept("turns", "source_id", sources=(wanted, "fg3"))) == {2, 3}
    assert kept("codings", "coding_id", sources=(wanted, "fg3")) == [5, 6, 10]


def test_a_name_that_two_sources_share_but_for_the_ending_is_not_guessed():
    """The full name is offered."""
    sources = [*BY_HAND["sources"], (4, guid(14), "fg1.md", "en")]

    with pytest.raises(UnknownSourceError, match=r"Did you mean 'fg1\.txt'"):
        selected(by_hand(sources=sources), Selection(sources=("fg1",)))


def test_origins_and_coders_narrow_each_other():
    """Lee's hand-made codings: neither Kim's nor those accepted from suggestions."""
    assert kept("codings", "coding_id", coders=("Lee",), origins=("hand",)) == [5, 8, 9, 10]


def test_levels_of_one_variable_widen_and_of_two_narrow():
    """Women and men of wave 2, not of others."""
    levels = (Level("gender", "woman"), Level("gender", "man"), Level("wave", "2"))

    assert kept("turns", "number", levels=levels) == [2, 3, 5]


def test_missing_values_can_be_asked_for():
    """Vera and those who are no participants have no gender."""
    assert kept("cases", "label", levels=(Level("gender", "(missing)"),)) == ["Mod", "Vera", "Watcher"]


def test_a_level_is_found_in_any_letter_case():
    """What a person types is compared without it."""
    assert kept("cases", "label", levels=(Level("Gender", "WOMAN"),)) == ["Anna"]


@pytest.mark.parametrize(
    ("filters", "error", "message"),
    [
        ({"codes": ("Feer",)}, UnknownCodeError, "Did you mean 'Fear'"),
        ({"codebooks": ("Talk",)}, UnknownCodebookError, "it has: 'Talks', 'Dynamics'"),
        ({"sources": ("fg4.txt",)}, UnknownSourceError, r"Did you mean 'fg3\.txt'|Did you mean 'fg"),
        ({"coders": ("Max",)}, UnknownCoderError, "it has: 'Kim', 'Lee'"),
        ({"levels": (Level("gendr", "man"),)}, UnknownVariableError, "Did you mean 'gender'"),
        ({"levels": (Level("gender", "men"),)}, EmptySelectionError, r"there are: man, woman, \(missing\)"),
    ],
)
def test_what_is_not_there_is_said(filters, error, message):
    """One error a kind, naming what is there or nearest."""
    with pytest.raises(error, match=message):
        selected(by_hand(), Selection(**filters))


def test_a_selection_in_which_nobody_speaks_is_said():
    """Boris does not speak in fg3."""
    with pytest.raises(EmptySelectionError, match="nobody speaks in sources fg3 with levels gender=man"):
        selected(by_hand(), Selection(sources=("fg3",), levels=(Level("gender", "man"),)))


def test_a_coder_without_codings_in_the_selection_is_said():
    """Zeros would read as if Kim had coded fg3 and found nothing."""
    with pytest.raises(EmptySelectionError, match="coders Kim with sources fg3"):
        selected(by_hand(), Selection(sources=("fg3",), coders=("Kim",)))


def test_an_origin_that_does_not_exist_is_refused():
    """The ways a coding can come about are told."""
    with pytest.raises(InvalidValueError, match="is none of hand"):
        Selection(origins=("magic",))


def test_a_level_is_written_with_an_equals_sign():
    """The first one divides; space around it does not matter."""
    assert level_of(" gender = a=b ") == Level("gender", "a=b")
    assert level_of("=sex=woman") == Level("=sex", "woman")


@pytest.mark.parametrize("text", ["gender", "gender=", "=woman"])
def test_a_level_without_both_sides_is_refused(text):
    """The message shows how it is written."""
    with pytest.raises(InvalidValueError, match="gender=woman"):
        level_of(text)


def test_filters_say_what_was_asked_for():
    """Only the kinds that were used, levels as they are typed."""
    selection = Selection(coders=("Kim", "Lee"), levels=(Level("wave", "2"),))

    assert selection.filters() == {"coders": ("Kim", "Lee"), "levels": ("wave=2",)}
    assert selection.sentence() == "coders Kim, Lee; levels wave=2"
    assert EVERYTHING.sentence() == ""


FACTS = [  # coding 1 to 4; memo, time and confidence of each
    (1, guid(31), "2025-03-01T00:00:00+00:00", True, False, 1, "q"),
    (2, guid(32), "2025-03-01T23:59:59.500000+00:00", False, False, 2, "q"),
    (3, guid(33), "2025-03-02T00:00:00+00:00", True, False, None, "q"),
    (4, guid(34), "2025-03-02T10:30:00+00:00", False, False, 3, "q"),
]


def kept_by_facts(**filters):
    study = by_hand(codings=BY_HAND["codings"][:4], coding_facts=FACTS)
    return selected(study, Selection(**filters)).codings["coding_id"].to_list()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"has_memo": True}, [1, 3]),
        ({"has_memo": False}, [2, 4]),
        ({"since": "2025-03-02"}, [3, 4]),
        ({"until": "2025-03-01"}, [1, 2]),
        ({"since": "2025-03-01", "until": "2025-03-01"}, [1, 2]),
        ({"since": "2025-03-01T23:59:59"}, [2, 3, 4]),
        ({"until": "2025-03-01T23:59:59"}, [1]),
        ({"until": "2025-03-02T12:30+02:00"}, [1, 2, 3, 4]),
        ({"confidences": (1, 3)}, [1, 4]),
        ({"confidences": (None,)}, [3]),
        ({"confidences": (2, None)}, [2, 3]),
        ({"confidences": (1, 2), "has_memo": True, "since": "2025-03-01", "coders": ("Kim",)}, [1]),
    ],
)
def test_memo_time_and_confidence_narrow_codings(filters, expected):
    """A day counts whole and in UTC; kinds narrow each other."""
    assert kept_by_facts(**filters) == expected


def test_facts_that_leave_nothing_are_said():
    """What was asked for is named."""
    with pytest.raises(EmptySelectionError, match="memo yes with confidences 2"):
        kept_by_facts(has_memo=True, confidences=(2,))


def test_facts_that_were_not_read_are_not_guessed():
    """The selection says beforehand which frames it needs."""
    selection = Selection(has_memo=True)

    assert (selection.demanded, EVERYTHING.demanded) == (("coding_facts",), ())
    with pytest.raises(InvalidValueError, match=r"tables\(selection\)"):
        selected(Tables(**{name: getattr(by_hand(), name) for name in SCHEMAS if name not in ON_DEMAND}), selection)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"since": "March"}, "Date 'March'"),
        ({"until": "2025-02-30"}, "Date '2025-02-30'"),
        ({"until": "9999-12-31"}, "Date '9999-12-31'"),
        ({"since": "2025-03-02", "until": "2025-03-01"}, "is before 2025-03-02"),
        ({"confidences": (4,)}, "is none of 1"),
    ],
)
def test_dates_and_confidences_that_cannot_be_are_refused(filters, message):
    """When the selection is made, not when it is used."""
    with pytest.raises(InvalidValueError, match=message):
        Selection(**filters)


def test_a_confidence_is_written_as_its_number_or_none():
    """`none` asks for codings of which nothing was said."""
    assert [confidence_of(text) for text in ("1", " 3 ", "None")] == [1, 3, None]
    with pytest.raises(InvalidValueError, match="2, 3"):
        confidence_of("sure")
