"""The JSON Schema that editors check codebook files by: what is written is valid, what is refused is not."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from qualcode.codebooks.drafts import CODE_FIELDS
from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import SCHEMA_FILE, write_codebook
from qualcode.codebooks.yaml_format.file import BOOK_KEYS, CODE_KEYS
from qualcode.errors.base import QualcodeError
from qualcode.model.codebook import Code, Codebook
from tests.codebooks.generated_codebooks import codebooks

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "codebooks" / SCHEMA_FILE).read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
HEAD = "qualcode: codebook/1\nname: x\n"
GUID = "33333333-3333-4333-8333-333333333333"


def faults(text):
    """What the schema says against a YAML text, as an editor loads it."""
    return [error.message for error in VALIDATOR.iter_errors(YAML(typ="safe", pure=True).load(text))]


def test_the_schema_is_one():
    """It is valid by the schema of schemas, and knows every key that the reader knows."""
    Draft202012Validator.check_schema(SCHEMA)

    assert set(SCHEMA["properties"]) == set(BOOK_KEYS)
    assert set(SCHEMA["$defs"]["code"]["properties"]) == set(CODE_KEYS) >= set(CODE_FIELDS)


@settings(deadline=None, max_examples=15)
@given(codebook=codebooks())
def test_every_export_is_valid(tmp_path, codebook):
    """Whatever a codebook holds, its file is what the schema says a file is."""
    path = tmp_path / "book.yaml"
    path.unlink(missing_ok=True)

    write_codebook(codebook, path, revision="a" * 64, parents=["b" * 64], ancestors=["c" * 64])

    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", ["peace-talks.yaml", "group-dynamics.yaml"])
def test_the_sample_codebooks_are_valid_and_name_the_schema(name):
    """An editor that knows the hint completes and checks them."""
    text = (ROOT / "codebooks" / name).read_text("utf-8")

    assert faults(text) == []
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")


@pytest.mark.parametrize(
    "text",
    [
        "[]\n",
        "name: x\n",
        "qualcode: codebook/2\nname: x\ncodes: []\n",
        "qualcode: 1\nname: x\ncodes: []\n",
        "qualcode: codebook/1\nname: ''\ncodes:\n- name: ''\n",
        HEAD + "codes: a\n",
        HEAD + "codes:\n  name: a\n",
        HEAD + "codes:\n- definition: a\n",
        HEAD + "codes:\n- [a]\n",
        HEAD + "codes:\n- name: [a]\n",
        HEAD + "codes:\n- name: '   '\n",
        HEAD + f"codes:\n- name: {'x' * 201}\n",
        HEAD + 'codes:\n- name: "a\\x07"\n',
        HEAD + 'codes:\n- name: "a\\u202Eb"\n',
        HEAD + "codes:\n- name: a\n  definition: {a: b}\n",
        HEAD + "codes:\n- name: a\n  examples: [{a: b}]\n",
        HEAD + "codes:\n- name: a\n  cues: {english: [b]}\n",
        HEAD + "codes:\n- name: a\n  cues: [{word: b}]\n",
        HEAD + "codes:\n- name: a\n  cues: {en: {ru: [b]}}\n",
        HEAD + "codes:\n- name: a\n  key: [k]\n",
        HEAD + "codes:\n- name: a\n  codes:\n  - name: b\n    codes: c\n",
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(tmp_path, text):
    """All but what no schema can see: the same name, key or GUID in two places."""
    path = tmp_path / "book.yaml"
    path.write_text(text, "utf-8")

    assert faults(text) != []
    with pytest.raises(QualcodeError):
        read_codebook(path)


@pytest.mark.parametrize(
    "code",
    [
        "colour: '#fff'",
        "color: red",
        "color: #c0392b",
        "key: toolong",
        "guid: 12-34",
        "defintion: typed wrong",
        "is_retired: perhaps",
    ],
)
def test_what_the_reader_only_remarks_on_the_schema_tells_too(tmp_path, code):
    """A typing mistake is underlined while it is typed."""
    start = f"{HEAD}codes:\n- name: a\n  guid: {GUID}\n- name: b\n"
    path = tmp_path / "book.yaml"

    remarks = []
    for text in (start, f"{start}  {code}\n"):
        path.write_text(text, "utf-8")
        remarks.append(read_codebook(path).remarks)

    assert faults(start) == []
    assert faults(f"{start}  {code}\n") != []
    assert remarks[0] != remarks[1]


def test_a_new_file_beside_the_schema_names_it(tmp_path):
    """Where the schema lies, a codebook that is written there is checked by it; elsewhere nothing is named."""
    codebook = Codebook(guid=GUID, name="x", codes=(Code(guid=GUID, name="a"),))
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / SCHEMA_FILE).write_text("{}")

    for path in (beside / "book.yaml", tmp_path / "book.yaml"):
        write_codebook(codebook, path)

    hint = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
    assert (beside / "book.yaml").read_text("utf-8") == hint + (tmp_path / "book.yaml").read_text("utf-8")
