"""Findings in a codebook that is whole: what is found, and what is not worth a word."""

import pytest
from hypothesis import given, settings

from qualcode.codebooks.checking import Finding, check_codebook, clashing_keys
from qualcode.model.codebook import Code, Codebook, Cue
from tests.codebooks.generated_codebooks import codebooks


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


def code(number, name, under=None, definition="It means this.", **fields):
    parent = guid(under) if under else None
    return Code(guid=guid(number), name=name, parent_guid=parent, definition=definition, **fields)


def findings(*codes):
    return check_codebook(Codebook(guid=guid(900), name="Talks", codes=codes))


@settings(deadline=None, max_examples=20)
@given(codebooks())
def test_any_codebook_can_be_checked(codebook):
    """No codebook stops the checks, and each finding is about a code of it."""
    paths = {codebook.path(each.guid) for each in codebook.codes}

    assert {finding.path for finding in check_codebook(codebook)} <= paths


def test_a_sound_codebook_has_no_findings():
    """Nothing is found where nothing could be better."""
    assert findings(code(1, "Leaders"), code(2, "Business", 1), code(3, "Deference", 1), code(4, "Terms")) == ()


def test_codes_without_definition():
    """A code that says nowhere what it means is found; a retired one is let be."""
    assert findings(code(1, "A", definition=" "), code(2, "B", definition="", is_retired=True)) == (
        Finding("no definition", "A", "A: says nowhere what it means."),
    )


def test_one_name_in_two_branches():
    """The same name in two places is found once, with both paths."""
    (finding,) = findings(
        code(1, "A"), code(2, "B"), code(3, "Other", 1), code(4, "x", 1), code(5, "other", 2), code(6, "y", 2)
    )

    assert finding == Finding("same name", "A > Other", "A > Other; B > other: have the same name.")


@pytest.mark.parametrize(
    ("one", "other"), [("Losses on both sides", "Losses on both side"), ("Deference to power", "power to deference")]
)
def test_names_nearly_alike(one, other):
    """A misspelling, or the same words in another order, is found."""
    (finding,) = findings(code(1, one), code(2, other))

    assert (finding.kind, finding.path) == ("similar names", one)


@pytest.mark.parametrize(
    ("one", "other"), [("Wave 1 leaders", "Wave 2 leaders"), ("War", "Was"), ("Trust in experts", "Trust in friends")]
)
def test_names_that_are_meant_to_be_alike(one, other):
    """Numbered names, short names and names with another word in them are no finding."""
    assert findings(code(1, one), code(2, other)) == ()


def test_shared_cues():
    """A cue that speaks for several codes is found, where their languages meet."""
    (finding,) = findings(
        code(1, "A", cues=(Cue("Big  people", language="en"), Cue("дело", language="ru"))),
        code(2, "B", cues=(Cue("big people"), Cue("дело", language="en"))),
        code(3, "C", cues=(Cue("big people", is_negative=True),)),
        code(4, "D", cues=(Cue("big people"),), is_retired=True),
    )

    assert finding == Finding("shared cue", "A", "cue “big people” speaks for several codes: A; B.")


def test_many_codes_are_named_in_part():
    """Of many codes four are named and the rest counted."""
    (finding,) = findings(*(code(n, f"c{n}", cues=(Cue("x"),)) for n in range(1, 8)))

    assert finding.sentence == "cue “x” speaks for several codes: c1; c2; c3; c4 and 3 more."


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("not json", "is not JSON (Expecting value at character 1)"),
        ("[NaN]", "is not JSON (NaN is no number in JSON)"),
        ("5", "is not a list of tokens"),
        ("[]", "is not a list of tokens"),
        ('{"LOWER":"a"}', "is not a list of tokens"),
        ('["a"]', "holds something else than tokens"),
        ("[" * 100_000, "is not JSON (nested too deeply)"),
    ],
)
def test_patterns_that_are_none(pattern, fault):
    """A token pattern that is not a list of tokens is found, with the reason."""
    (finding,) = findings(code(1, "A", cues=(Cue(pattern, "pattern"),)))

    assert finding.kind == "broken pattern"
    assert fault in finding.sentence


def test_sound_patterns_are_no_finding():
    """What spaCy makes of a pattern is not asked here."""
    assert findings(code(1, "A", cues=(Cue('[{"LOWER":"a"},{}]', "pattern"),))) == ()


def test_themes_of_one_code():
    """A theme with one code under it is found."""
    assert findings(code(1, "A"), code(2, "B", 1)) == (
        Finding("single code", "A", "A: the theme has one code only; are they the same?"),
    )


def test_deep_trees():
    """The first code beyond five levels stands for all below it."""
    chain = [code(n, f"c{n}", n - 1 if n > 1 else None) for n in range(1, 9)]

    deep = [finding.path for finding in findings(*chain) if finding.kind == "too deep"]

    assert deep == ["c1 > c2 > c3 > c4 > c5 > c6"]


def test_codes_with_nearly_the_same_cues():
    """Four of five cues in common, two at least; languages apart are cues apart."""
    cues = tuple(Cue(text, language="en") for text in ("a b", "c d", "e f", "g h"))
    kinds = [
        finding.kind
        for finding in findings(
            code(1, "Alpha", cues=cues),
            code(2, "Beta", cues=(*cues, Cue("i j", language="en"))),
            code(3, "Gamma", cues=tuple(Cue(cue.text, language="ru") for cue in cues)),
        )
    ]

    assert kinds.count("same cues") == 1


@pytest.mark.parametrize(
    ("one", "other", "count"), [("d", "D", 2), ("c", "с", 1), ("d", "d1", 0), ("1", "2", 0), ("+", "k", 1)]
)
def test_keys_that_cannot_be_typed_apart(one, other, count):
    """A key that begins like a command, or looks like another, is found; one that another begins with is not."""
    found = findings(code(1, "Alpha", key=one), code(2, "Beta", key=other))

    assert [finding.kind for finding in found] == ["clashing keys"] * count


def test_keys_of_two_codebooks_that_clash():
    """In one project, one key means one code."""
    books = tuple(
        Codebook(guid=guid(900 + n), name=f"Book {n}", codes=(code(n, "A", key="k"), code(10 + n, "B", key=f"{n}")))
        for n in (1, 2)
    )

    assert clashing_keys(books) == (Finding("clashing keys", "A", "A: its key 'k' is that of 'A' in 'Book 1' too."),)
