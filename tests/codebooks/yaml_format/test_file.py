"""YAML codebooks, read: the format itself, what is forgiven, and what is not."""

import inspect
from pathlib import Path

import pytest

from qualcode.codebooks.drafts import CODE_FIELDS, Remarks
from qualcode.codebooks.yaml_format.file import read_yaml
from qualcode.errors.codebooks import CodebookFileError
from qualcode.model.codebook import Cue

FILE = Path("folder/talks.yaml")


def read(text):
    """The draft and the remarks on it."""
    remarks = Remarks()
    return read_yaml(FILE, text, remarks), remarks.lines()


def only_code(fields):
    """The one code of a codebook in which it has these fields."""
    draft, remarks = read(f"qualcode: codebook/1\nname: Talks\ncodes:\n- name: Leaders\n{fields}")
    return draft.codes[0], remarks


def refusal(text):
    with pytest.raises(CodebookFileError) as refused:
        read(text)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_whole_format(request):
    """
    qualcode: codebook/1
    name: Peace talks
    guid: b49fe4dd-0d26-41ef-b411-6bb4f69ceaf6
    revision: 0a1b
    description: |-
      Who should talk,
      and why.
    codes:
    - name: Leaders as dealmakers
      guid: b37523a5-3b4a-4ee2-8463-513755ac0ecd
      definition: Leaders bargain.
      use_when: Trade explains it.
      not_when: 'Hope: another code.'
      is_codable: false
      codes:
      - name: Businessman
        guid: 566bf9d7-c55a-45f8-91a6-e55e9b9b1325
        cues:
          en:
          - businessman
          - exact: The Deal
          - pattern: [{LEMMA: count}, {LOWER: {IN: [the, his]}, OP: '?'}]
          any:
          - lower: deal
        not_cues:
          ru:
          - малый бизнес
        examples:
        - Trump is a businessman
        color: '#b32f28'
        key: d1
        is_retired: true
    """
    text = inspect.cleandoc(request.function.__doc__)

    draft, remarks = read(text)

    assert remarks == ()
    assert (draft.name, draft.guid, draft.revision, draft.description) == (
        "Peace talks",
        "b49fe4dd-0d26-41ef-b411-6bb4f69ceaf6",
        "0a1b",
        "Who should talk,\nand why.",
    )
    theme, code = draft.codes
    assert (theme.line, theme.column, theme.name, theme.parent, theme.is_codable) == (
        9,
        9,
        "Leaders as dealmakers",
        None,
        False,
    )
    assert (theme.definition, theme.use_when, theme.not_when) == (
        "Leaders bargain.",
        "Trade explains it.",
        "Hope: another code.",
    )
    assert (code.line, code.parent, code.guid) == (16, 0, "566bf9d7-c55a-45f8-91a6-e55e9b9b1325")
    assert code.cues == (
        Cue("businessman", language="en"),
        Cue("The Deal", "exact", "en"),
        Cue('[{"LEMMA":"count"},{"LOWER":{"IN":["the","his"]},"OP":"?"}]', "pattern", "en"),
        Cue("deal", "lower"),
        Cue("малый бизнес", language="ru", is_negative=True),
    )
    assert (code.examples, code.color, code.key, code.is_retired) == (
        ("Trump is a businessman",),
        "#b32f28",
        "d1",
        True,
    )


def test_a_yaml_file_speaks_of_everything():
    """What a YAML codebook leaves out it says is empty."""
    assert read("qualcode: codebook/1\nname: x\n")[0].fields >= {*CODE_FIELDS, "parent", "codebook name"}


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ("  definition:\n", "definition", ""),
        ("  definition: ~\n", "definition", ""),
        ("  definition: null\n", "definition", ""),
        ("  definition: 12\n", "definition", "12"),
        ("  definition: yes\n", "definition", "yes"),
        ("  definition: |\n    One.\n", "definition", "One."),
        ("  definition: [One., Two.]\n", "definition", "One.\nTwo."),
        ("  description: One.\n", "definition", "One."),
        ("  examples: One.\n", "examples", ("One.",)),
        ("  examples: [One., 2, ~]\n", "examples", ("One.", "2")),
        ("  examples:\n", "examples", ()),
        ("  key: 1\n", "key", "1"),
        ("  key: n\n", "key", "n"),
        ("  colour: '#FFF'\n", "color", "#FFF"),
        ("  is_codable: no\n", "is_codable", False),
        ("  is_codable: False\n", "is_codable", False),
        ("  is_retired: 'yes'\n", "is_retired", True),
        ("  is_codable:\n", "is_codable", True),
        ("  cues:\n", "cues", ()),
        ("  cues: []\n", "cues", ()),
        ("  cues: {}\n", "cues", ()),
        ("  cues: deal\n", "cues", (Cue("deal"),)),
        ("  cues: 12\n", "cues", (Cue("12"),)),
        ("  cues: [deal, ~, '', no]\n", "cues", (Cue("deal"), Cue("no"))),
        ("  cues: {exact: Deal}\n", "cues", (Cue("Deal", "exact"),)),
        (
            "  cues: [{exact: Deal}, {lower: [a, b]}]\n",
            "cues",
            (Cue("Deal", "exact"), Cue("a", "lower"), Cue("b", "lower")),
        ),
        ("  cues: {en: deal, any: x}\n", "cues", (Cue("deal", language="en"), Cue("x"))),
        ("  cues: {no: avtale}\n", "cues", (Cue("avtale", language="no"),)),
        ("  cues: {EN: deal, pt_BR: acordo}\n", "cues", (Cue("deal", language="en"), Cue("acordo", language="pt-BR"))),
        ("  cues: {en: {lower: a}}\n", "cues", (Cue("a", "lower", "en"),)),
        ("  keywords: [a]\n", "cues", (Cue("a"),)),
        ("  not_cues: [a]\n", "cues", (Cue("a", is_negative=True),)),
        (
            "  cues: [{pattern: [LOWER: a, IS_ALPHA: true]}]\n",
            "cues",
            (Cue('[{"LOWER":"a"},{"IS_ALPHA":true}]', "pattern"),),
        ),
        ("  cues: [{pattern: {LENGTH: {'>=': 3}}}]\n", "cues", (Cue('[{"LENGTH":{">=":3}}]', "pattern"),)),
        ('  cues: [{pattern: \'[ {"OP": "?"} ]\'}]\n', "cues", (Cue('[{"OP":"?"}]', "pattern"),)),
        ("  cues: [{pattern: 'no json'}]\n", "cues", (Cue("no json", "pattern"),)),
        ("  cues: [{pattern: [{X: 1.5, Y: '1', Z: ~}]}]\n", "cues", (Cue('[{"X":1.5,"Y":"1","Z":null}]', "pattern"),)),
    ],
)
def test_plain_meanings_are_understood(fields, name, value):
    """Lists or single values, numbers for words, other spellings of keys: no remark is needed."""
    code, remarks = only_code(fields)

    assert getattr(code, name) == value
    assert remarks == ()


def test_a_color_without_quotes_is_understood():
    """Without quotes YAML takes #c0392b for a comment; it is read all the same, and remarked."""
    code, remarks = only_code("  color: #c0392b\n")

    assert code.color == "#c0392b"
    assert remarks == ("line 5: the color #c0392b of 'Leaders' should stand in quotes.",)


def test_unknown_keys_are_passed_over_with_a_remark():
    """A key nobody knows does not stop the reading."""
    code, remarks = only_code("  weight: 3\n  definition: One.\n")

    assert code.definition == "One."
    assert remarks == ("line 5: the key 'weight' of 'Leaders' is not read.",)


def test_a_list_of_names_is_a_codebook():
    """A code may be a name and nothing else."""
    draft, _ = read("qualcode: codebook/1\nname: x\ncodes: [Leaders, Terms]\n")

    assert [code.name for code in draft.codes] == ["Leaders", "Terms"]


def test_files_from_elsewhere_are_read_with_remarks():
    """Without the first line, with `title`, `keywords` and `children`, a file is a codebook of what it speaks of."""
    draft, remarks = read("codes:\n- code: a1\n  title: Trust\n  keywords: [a]\n  children:\n  - {code: doubt}\n")

    assert [(code.name, code.parent) for code in draft.codes] == [("Trust", None), ("doubt", 0)]
    assert draft.name == "talks"
    assert draft.fields == {"parent", "cues"}
    assert remarks == (
        "does not say `qualcode: codebook/1`; it is read as if it did.",
        "the codebook has no name; it is called 'talks'.",
    )


def test_windows_line_ends_are_line_ends():
    """A file that went through an editor on Windows reads the same."""
    text = "qualcode: codebook/1\r\nname: x\r\ncodes:\r\n- name: a\r\n  color: #c0392b\r\n"

    assert read(text)[0].codes[0].color == "#c0392b"


HEAD = "qualcode: codebook/1\nname: x\n"


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "line 1, column 1: is empty", "lists its codes under `codes:`"),
        ("just text\n", "line 1, column 1", "begins with `qualcode: codebook/1`"),
        ("- name: a\n", "line 1, column 1", "begins with `qualcode: codebook/1`"),
        ("name: x\nsize: 3\n", "line 1, column 1", "begins with `qualcode: codebook/1`"),
        ("qualcode: codebook/2\nname: x\n", "line 1, column 11", "newer qualcode (codebook/2"),
        ("qualcode: project/1\nname: x\n", "line 1, column 11", "should say codebook/1"),
        ("qualcode: [1]\nname: x\n", "line 1, column 11", "should say codebook/1"),
        (HEAD + "codes: {a: b}\n", "line 3, column 8", "should be a list of entries"),
        (HEAD + "codes:\n- definition: a\n", "line 4, column 3", "has no name"),
        (HEAD + "codes:\n- name:\n", "line 4, column 3", "has no name"),
        (HEAD + "codes:\n- name: a\n-\n", "line 5, column 2", "has no name"),
        (HEAD + "codes:\n- [a, b]\n", "line 4, column 3", "has no name"),
        (HEAD + "codes:\n- name: {a: b}\n", "line 4, column 9", "should be one word or line"),
        (HEAD + "codes:\n- name: a\n  definition: {b: c}\n", "line 5, column 15", "should hold text"),
        (HEAD + "codes:\n- name: a\n  examples:\n  - He said: no\n", "line 6, column 5", "a colon in quotes"),
        (HEAD + "codes:\n- name: a\n  cues:\n  - x\n  - He said: no\n", "line 7, column 5", "a colon in quotes"),
        (HEAD + "codes:\n- name: a\n  cues: {english: x}\n", "line 5, column 10", "neither a language code"),
        (HEAD + "codes:\n- name: a\n  cues: [[x]]\n", "line 5, column 10", "a cue is text"),
        (HEAD + "codes:\n- name: a\n  cues: [{lower: {x: y}}]\n", "line 5, column 18", "should hold text"),
    ],
)  # fmt: skip
def test_unclear_files_are_refused_with_the_place(text, place, reason):
    """What could mean several things, or nothing, is refused where it stands."""
    said = refusal(text)

    assert place in said
    assert reason in said


def test_fifty_levels_are_read():
    """Codes may stand fifty levels deep."""
    draft, _ = read(HEAD + nested(50))

    assert len(draft.codes) == 50


def test_more_levels_are_refused():
    """The fifty-first level is refused where it begins."""
    assert "codes stand more than 50 levels deep here" in refusal(HEAD + nested(51))


def nested(levels):
    return "".join(f"{'  ' * n}codes:\n{'  ' * n}- name: c{n}\n" for n in range(levels))
