"""Canonical content: everything in, everything back, one text for one codebook."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from qualcode.codebooks.content import codebook_from_json, codebook_json, content_hash
from qualcode.errors.base import QualcodeError
from qualcode.errors.values import InvalidValueError
from qualcode.model.codebook import Code, Codebook, Cue
from tests.codebooks.generated_codebooks import codebooks

BOOK = "11111111-1111-4111-8111-111111111111"
THEME = "22222222-2222-4222-8222-222222222222"
CODE = "33333333-3333-4333-8333-333333333333"


@settings(deadline=None, max_examples=20)
@given(codebooks())
def test_content_comes_back(codebook):
    """Reading the JSON of a codebook gives that codebook."""
    assert codebook_from_json(codebook_json(codebook)) == codebook


@settings(deadline=None, max_examples=20)
@given(codebooks())
def test_content_does_not_depend_on_the_order_codes_were_handed_over(codebook):
    """Parents may come after their children; only the order of siblings is content."""
    deepest_first = sorted(codebook.codes, key=lambda code: codebook.depth(code.guid), reverse=True)

    again = replace(codebook, codes=tuple(deepest_first))

    assert content_hash(again) == content_hash(codebook)


def test_content_is_written_one_way():
    """Sorted keys, no spaces, nothing that is empty: this text, and so its hash, may never change."""
    codebook = Codebook(
        guid=BOOK,
        name="Talks",
        codes=(
            Code(guid=THEME, name="Вожди"),
            Code(
                guid=CODE,
                name="Deals",
                parent_guid=THEME,
                cues=(Cue("a deal"), Cue("дело", "exact", "ru", is_negative=True)),
                examples=("yes",),
                is_codable=False,
            ),
        ),
    )

    assert codebook_json(codebook) == (
        '{"codes":['
        f'{{"guid":"{THEME}","name":"Вожди"}},'
        '{"cues":[{"text":"a deal"},{"form":"exact","is_negative":true,"language":"ru","text":"дело"}],'
        f'"examples":["yes"],"guid":"{CODE}","is_codable":false,"name":"Deals","parent_guid":"{THEME}"}}],'
        f'"guid":"{BOOK}","name":"Talks"}}'
    )
    assert content_hash(codebook) == "e512b76eeef3ab107f03ad9198a397e353a5a398411d6b1497f949edfa4ca9e8"


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Other"},
        {"definition": "x"},
        {"use_when": "x"},
        {"not_when": "x"},
        {"cues": (Cue("x"),)},
        {"cues": (Cue("x", "lower"),)},
        {"examples": ("x",)},
        {"color": "#c0392b"},
        {"key": "x"},
        {"is_codable": False},
        {"is_retired": True},
    ],
)
def test_every_field_counts(change):
    """No field of a code can change without the hash changing."""
    code = Code(guid=THEME, name="Leaders")
    before = Codebook(guid=BOOK, name="Talks", codes=(code,))

    after = replace(before, codes=(replace(code, **change),))

    assert content_hash(after) != content_hash(before)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "{",
        '{"codes":[1],"guid":"x","name":"y"}',
        f'{{"codes":[{{"guid":"{CODE}","name":"a","weight":3}}],"guid":"{BOOK}","name":"b"}}',
        f'{{"codes":[],"guid":"{BOOK}","name":"b","shape":"round"}}',
        "[" * 100_000,
    ],
)
def test_other_text_is_refused(text):
    """What is not such content, or holds more than this version knows, is refused."""
    with pytest.raises(InvalidValueError, match="not a codebook's content"):
        codebook_from_json(text)


def test_a_broken_tree_is_refused():
    """Content whose codes make no tree is refused for that reason."""
    lost = json.dumps({"codes": [{"guid": CODE, "name": "a", "parent_guid": THEME}], "guid": BOOK, "name": "b"})

    with pytest.raises(QualcodeError, match="parent of 'a' is not in it"):
        codebook_from_json(lost)
