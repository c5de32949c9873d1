"""Codes found by a few letters, and what of them fits."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebooks.finding import Fit, entries, fitting, ranked
from qualcode.model.codebook import Code, Codebook, Cue


def guid(number):
    return str(UUID(int=0x40008000000000000000 << 48 | number, version=4))


LEADERS = Code(guid=guid(1), name="Leaders as dealmakers", key="d")
TRADER = Code(
    guid=guid(2),
    name="Businessman who trades",
    key="d1",
    parent_guid=LEADERS.guid,
    cues=(Cue("art of the deal"), Cue("small shop", is_negative=True)),
)
DETENTE = Code(guid=guid(3), name="Détente as non-interference", key="l")
TERMS = Code(guid=guid(4), name="Acceptable terms", is_codable=False)
CHURCH = Code(guid=guid(5), name="Church and language", parent_guid=TERMS.guid)
OLD = Code(guid=guid(6), name="Business as usual", is_retired=True)
BOOK = Codebook(guid=guid(100), name="Peace talks", codes=(LEADERS, TRADER, DETENTE, TERMS, CHURCH, OLD))
JOKE = Code(guid=guid(8), name="Joke", key="j")
DYNAMICS = Codebook(guid=guid(101), name="Group dynamics", codes=(JOKE,))
ALL = entries((BOOK, DYNAMICS))


@pytest.mark.parametrize(
    ("typed", "fit", "first"),
    [
        ("d1", Fit.KEY, TRADER),
        ("LEAD", Fit.NAME, LEADERS),
        ("detente", Fit.NAME, DETENTE),
        ("trad bus", Fit.WORDS, TRADER),
        ("maker", Fit.INSIDE, LEADERS),
        ("bwt", Fit.INITIALS, TRADER),
        ("church peace", Fit.PATH, CHURCH),
        ("art of the", Fit.CUES, TRADER),
        ("busnesman", Fit.NEARLY, TRADER),
        ("art of th deal", Fit.NEARLY, TRADER),
    ],
)
def test_a_few_letters_find_a_code_and_tell_why(typed, fit, first):
    """The code that fits best comes first, with what of it fits."""
    best, entry = fitting(ALL, typed)[0]

    assert (fit, first) == (best, entry.code)


def test_codes_that_cannot_be_applied_are_left_out_unless_asked_for():
    """Retired codes and those that only group others."""
    every = {code.guid for code in (*BOOK.codes, *DYNAMICS.codes)}

    assert every - {OLD.guid, TERMS.guid} == {entry.code.guid for entry in ALL}
    assert every == {entry.code.guid for entry in entries((BOOK, DYNAMICS), with_all=True)}


def test_paths_name_the_codebook_where_there_are_several():
    """With one codebook they begin with the theme."""
    assert ["Peace talks", "Peace talks > Leaders as dealmakers"] == [entry.path for entry in ALL[:2]]
    assert ["", "Leaders as dealmakers"] == [entry.path for entry in entries((BOOK,))[:2]]


def test_cues_that_speak_against_a_code_do_not_find_it():
    """A negative cue is no name for the code."""
    assert [] == ranked(ALL, "small shop")


def test_recent_codes_come_first_among_equals():
    """Of two names that begin alike, the one used lately is first; of two alike in nothing, nothing changes."""
    twins = tuple(Code(guid=guid(20 + n), name=name) for n, name in enumerate(("Fear of war", "Fear of mobilization")))
    book = entries((Codebook(guid=guid(102), name="Fears", codes=twins),))

    assert [twins[1], twins[0]] == [entry.code for entry in ranked(book, "fear", (twins[1].guid,))]
    assert [twins[0]] == [entry.code for entry in ranked(book, "war", (twins[1].guid,))]


def test_of_two_that_nearly_fit_the_nearer_comes_first():
    """Fewer letters wrong, nearer."""
    codes = tuple(Code(guid=guid(30 + n), name=name) for n, name in enumerate(("Sanctionary", "Sanctions", "Joke")))
    book = entries((Codebook(guid=guid(103), name="Any", codes=codes),))

    assert [codes[1], codes[0]] == [entry.code for entry in ranked(book, "sanktions")]


@given(st.text(max_size=12))
def test_whatever_is_typed_each_code_comes_at_most_once(typed):
    """No letters make the search fail or repeat itself, and what fits better stands before what fits less."""
    found = fitting(ALL, typed)

    assert len({entry.code.guid for _, entry in found}) == len(found)
    assert [fit for fit, _ in found] == sorted(fit for fit, _ in found)
