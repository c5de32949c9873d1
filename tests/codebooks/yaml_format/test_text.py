"""A codebook as YAML text: the keys in their order, empty fields left out, one item a line."""

import inspect

import pytest

from qualcode.codebooks.yaml_format.text import yaml_lines
from qualcode.model.codebook import Code, Codebook, Cue

BOOK = "11111111-1111-4111-8111-111111111111"
THEME = "22222222-2222-4222-8222-222222222222"
CODE = "33333333-3333-4333-8333-333333333333"


def written(codebook, **more):
    return "\n".join(line.text for line in yaml_lines(codebook, **more))


def written_cues(*cues):
    code = Code(guid=THEME, name="a", cues=cues)
    return written(Codebook(guid=BOOK, name="x", codes=(code,))).split(f"guid: {THEME}\n")[1]


def test_everything_a_codebook_holds(request):
    """
    qualcode: codebook/1
    name: Peace talks
    guid: 11111111-1111-4111-8111-111111111111
    revision: 0a1bc
    description: Who should talk.
    codes:
    - name: 'Leaders: dealmakers'
      guid: 22222222-2222-4222-8222-222222222222
      definition: |-
        One line.
        Another.
      use_when: Trade explains it.
      not_when: Hope does.
      cues:
      - deal
      not_cues:
      - exact: New Deal
      examples:
      - Trump is a businessman
      - 'no'
      color: '#c0392b'
      key: 'n'
      is_codable: false
      is_retired: true
      codes:
      - name: Бизнесмен
        guid: 33333333-3333-4333-8333-333333333333
    """
    codebook = Codebook(
        guid=BOOK,
        name="Peace talks",
        description="Who should talk.",
        codes=(
            Code(
                guid=THEME,
                name="Leaders: dealmakers",
                definition="One line.\nAnother.",
                use_when="Trade explains it.",
                not_when="Hope does.",
                cues=(Cue("deal"), Cue("New Deal", "exact", is_negative=True)),
                examples=("Trump is a businessman", "no"),
                color="#c0392b",
                key="n",
                is_codable=False,
                is_retired=True,
            ),
            Code(guid=CODE, name="Бизнесмен", parent_guid=THEME),
        ),
    )

    assert written(codebook, revision="0a1bc") == inspect.cleandoc(request.function.__doc__)


def test_a_codebook_without_codes_says_so():
    """An empty list shows that nothing was forgotten."""
    assert written(Codebook(guid=BOOK, name="x")).endswith("\ncodes: []")


def test_cues_stand_under_languages_where_one_has_a_language():
    """Cues of every language stand under `any` beside those of one."""
    assert written_cues(Cue("deal", language="no"), Cue("OK", "lower")) == (
        "  cues:\n    'no':\n    - deal\n    any:\n    - lower: OK"
    )


def test_patterns_are_lists_of_tokens():
    """A pattern in its canonical spelling is written as YAML, its texts quoted where they are not words."""
    pattern = '[{"IS_ALPHA":true,"LENGTH":{">=":3},"LOWER":{"IN":["a","b,c"]}},{"OP":"?"}]'

    assert written_cues(Cue(pattern, "pattern")) == (
        "  cues:\n  - pattern: [{IS_ALPHA: true, LENGTH: {'>=': 3}, LOWER: {IN: [a, 'b,c']}}, {OP: '?'}]"
    )


@pytest.mark.parametrize(
    "pattern", ["[", '[ {"A":1} ]', "5", "[1]", '[{"A":1234567890123456789012}]', '[{"A":' + "[" * 9 + "]" * 9 + "}]"]
)
def test_patterns_that_yaml_would_not_give_back_are_text(pattern):
    """What is not canonical JSON, not a list of tokens, or holds numbers beyond reach is kept as its text."""
    assert written_cues(Cue(pattern, "pattern")) == f"  cues:\n  - pattern: '{pattern}'"


def test_each_entry_knows_its_place():
    """A line tells which code and field begins in it; the inner lines of a block tell nothing."""
    code = Code(guid=THEME, name="a", definition="b\nc", cues=(Cue("d"),))

    places = [line.places for line in yaml_lines(Codebook(guid=BOOK, name="x", codes=(code,)))]

    assert places[0] == (("",), ("", "qualcode"))
    assert places[4:] == [
        ((THEME,), (THEME, "name")),
        ((THEME, "guid"),),
        ((THEME, "definition"),),
        (),
        (),
        ((THEME, "cues"),),
        ((THEME, "cues", "any", "lemma\nd"),),
    ]
