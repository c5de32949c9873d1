"""What in a codebook could tell who took part: found where it stands in the transcripts, and left alone elsewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebooks.privacy.dates import dates_in
from qualcode.codebooks.privacy.privacy import Talk, Text, privacy_leaks, without_quotes
from qualcode.model.codebook import Code, Codebook, Cue
from tests.codebooks.generated_codebooks import codebooks

TALK = """Moderator: Where were you on 22 October 2024?

ANNA: In Saratov, at the bakery on Lenin Street. Let the big people decide, not us here.

IVAN: I never trusted them. You mark my words, the price of bread will go up again next year.
"""


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def book(**fields):
    return Codebook(guid=guid(9), name="Talks", codes=(Code(guid=guid(1), name="Trust", **fields),))


def leaks(codebook, text=TALK, people=("ANNA", "IVAN"), places=(), language="en", **more):
    talk = Talk(texts=[Text("fg1.txt", language, text)], people=people, places=places)
    return privacy_leaks(codebook, talk, **more)


def told(codebook, *arguments, **more):
    """What was found, as kind, field and words."""
    return [(leak.kind, leak.field, leak.text) for leak in leaks(codebook, *arguments, **more)]


def test_a_definition_in_ones_own_words_is_left_alone():
    """Nothing is found where nothing stands in the transcripts."""
    assert told(book(definition="Trusts those who lead, whoever they are.", cues=(Cue("big people"),))) == []


def test_names_of_participants_are_found_in_any_form():
    """Capital or not as the label is, with an ending; a word that only looks alike is none."""
    found = told(book(definition="As Anna's and IVAN say. An annal, an ivanhoe."))

    assert found == [("participant", "definition", "Anna"), ("participant", "definition", "IVAN")]


def test_names_in_small_letters_are_found_where_they_are_no_words():
    """A cue is typed without capitals; “mark my words” names nobody."""
    codebook = book(cues=(Cue("says anna"), Cue("mark my words")), definition="As Mark told.")

    assert told(codebook, people=("Anna", "Mark")) == [
        ("participant", "definition", "Mark"),
        ("participant", "cues", "anna"),
    ]


@pytest.mark.parametrize("form", ["Анна", "Анны", "Анне", "Анной", "АННА"])
def test_russian_names_are_found_in_every_case(form):
    """Declension hides nobody."""
    assert told(book(definition=f"Как у {form}, так."), people=("Анна",)) == [("participant", "definition", form)]


def test_words_for_what_a_person_is_are_no_names():
    """Moderator and woman are labels of many; P7 is one of somebody."""
    codebook = book(definition="The Moderator asks; Woman 34 and P7 answer.")

    assert told(codebook, people=("Moderator", "Woman 34", "P7")) == [("participant", "definition", "P7")]


def test_a_run_of_words_from_a_transcript_is_a_quote():
    """Letter case and punctuation hide nothing; the run is told in full, with where it stands."""
    (leak,) = leaks(book(definition="They say: “the price of bread will go UP again” and mean it."))

    assert (leak.kind, leak.text, leak.source, leak.sources) == (
        "quote",
        "the price of bread will go UP again",
        "fg1.txt",
        1,
    )


def test_fewer_words_are_no_quote_unless_they_are_a_whole_example():
    """Five words may meet by chance in a definition; as an example they were taken from somewhere."""
    codebook = book(definition="Let the big people decide.", examples=("Let the big people decide!", "big people"))

    assert told(codebook) == [("quote", "examples", "Let the big people decide")]
    assert told(codebook, words=5)[0] == ("quote", "definition", "Let the big people decide")


def test_memos_and_names_are_looked_through():
    """A memo travels nowhere in a codebook file, yet is told; so is a code named after somebody."""
    codebook = Codebook(guid=guid(9), name="Talks", codes=(Code(guid=guid(1), name="Like Ivan"),))

    found = told(codebook, memos=[(guid(1), "Anna: in Saratov, at the bakery on Lenin Street")])

    assert found == [
        ("participant", "name", "Ivan"),
        ("quote", "memo", "Anna: in Saratov, at the bakery on Lenin Street"),
        ("participant", "memo", "Anna"),
    ]


def test_dates_are_the_same_in_figures_and_words():
    """22 October 2024 is 22.10.2024; another day is not."""
    codebook = book(definition="On 22.10.2024, October 22, in October 2024, but not on 23.10.2024 or 22 October 2023.")

    assert [text for kind, _, text in told(codebook) if kind == "date"] == ["22.10.2024", "October 22", "October 2024"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-10-22", (22, 10, 2024)),
        ("22.10.2024", (22, 10, 2024)),
        ("10/22/2024", (22, 10, 2024)),
        ("22 октября 2024 года", (22, 10, 2024)),
        ("22-го октября", (22, 10, 0)),
        ("October 22nd, 2024", (22, 10, 2024)),
        ("the 22nd of October", (22, 10, 0)),
        ("22. Oktober 2024", (22, 10, 2024)),
        ("22 de octubre de 2024", (22, 10, 2024)),
        ("Mai 2024", (0, 5, 2024)),
        ("1/2/99", (1, 2, 1999)),
    ],
)
def test_dates_in_many_spellings(text, date):
    """A day and a month, or a month and a year, in figures and in words."""
    assert [each[:3] for each in dates_in(f"on {text}.")] == [date]


@pytest.mark.parametrize("text", ["2024", "version 1.2", "45.10.2024", "12", "marching 12 men", "3.14.15.92"])
def test_what_is_no_date(text):
    """A year alone tells nobody's day, and figures are mostly figures."""
    assert list(dates_in(text)) == []


def test_places_come_from_variables_and_from_the_talk():
    """A city that a variable tells; a name that is said within a sentence and never in small letters."""
    codebook = book(definition="Lives in Nizhny Novgorod, or in Saratov. Bread is dear. Mark it.")

    assert told(codebook, places=("Nizhny Novgorod",)) == [
        ("place", "definition", "Nizhny Novgorod"),
        ("name", "definition", "Saratov"),
    ]


def test_addresses_and_numbers_are_always_told():
    """Whoever they belong to, they do not belong in a codebook."""
    codebook = book(definition="Ask anna@example.org, +7 (912) 345-67-89 or https://example.org/a; 12 to 15 people.")

    assert [text for kind, _, text in told(codebook) if kind == "contact"] == [
        "anna@example.org",
        "+7 (912) 345-67-89",
        "https://example.org/a;",
    ]


def test_quotes_can_be_left_out():
    """Such examples and cues go; in other texts a mark stands for them; all else stays as it was."""
    codebook = book(
        definition="Say: the price of bread will go up again! Often.",
        examples=("Let the big people decide", "An invented one."),
        cues=(Cue("bread"), Cue("the price of bread will go up")),
    )

    stripped = without_quotes(codebook, leaks(codebook))

    (code,) = stripped.codes
    assert code.definition == "Say: […]! Often."
    assert (code.examples, code.cues) == (("An invented one.",), (Cue("bread"),))
    assert (stripped.guid, code.guid, code.name) == (codebook.guid, codebook.codes[0].guid, "Trust")
    assert [leak for leak in leaks(stripped) if leak.kind == "quote"] == []


@settings(deadline=None, max_examples=20)
@given(codebook=codebooks(), words=st.integers(2, 6))
def test_no_quote_is_left_of_any_codebook(codebook, words):
    """Law: a transcript that holds every text of a codebook leaves no run of so many words in what is stripped."""
    text = "\n".join(
        each
        for code in codebook.codes
        for each in (code.definition, code.use_when, code.not_when, *code.examples, *(cue.text for cue in code.cues))
    )

    found = leaks(codebook, text, people=(), words=words)
    stripped = without_quotes(codebook, found)

    assert {code.guid for code in stripped.codes} == {code.guid for code in codebook.codes}
    assert all(leak.field == "name" for leak in leaks(stripped, text, people=(), words=words) if leak.kind == "quote")
