"""YAML composed safely: what a tree is, and everything that is refused, by both of ruamel.yaml's parsers."""

from pathlib import Path

import pytest

from qualcode.codebooks.yaml_format.tree import Listing, Mapping, Scalar, is_nothing, text_of, yaml_tree
from qualcode.errors.codebooks import CodebookFileError

FILE = Path("book.yaml")


@pytest.fixture(params=[True, False], ids=["python", "c-where-installed"])
def tree(request):
    """The tree of a text, by either parser."""
    return lambda text: yaml_tree(FILE, text, pure=request.param)


def test_values_know_their_places(tree):
    """Every value knows its line and column, from 0."""
    root = tree("a: 1\nb:\n- 'x'\n- {c: d}\n")

    assert isinstance(root, Mapping)
    _, one = root.entries["a"]
    _, listing = root.entries["b"]
    assert isinstance(one, Scalar)
    assert isinstance(listing, Listing)
    quoted, flow = listing.items
    assert (one.text, one.is_plain, one.line, one.column) == ("1", True, 0, 3)
    assert (quoted.text, quoted.is_plain, quoted.line, quoted.column) == ("x", False, 2, 2)
    assert (flow.line, flow.column, flow.flow_end) == (3, 2, (3, 8))
    assert listing.flow_end is None


def test_an_emoji_is_one_column(tree):
    """Columns count code points, not bytes or UTF-16 units."""
    with pytest.raises(CodebookFileError, match="line 1, column 8"):
        tree("- [😀😀, &x y]\n")


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n"])
def test_no_document_is_nothing(tree, text):
    """A file without a value has no tree, or one null."""
    root = tree(text)

    assert root is None or is_nothing(root)


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_null_is_nothing(tree, written):
    """YAML's nulls are nothing."""
    assert is_nothing(tree(f"a: {written}\n").entries["a"][1])


@pytest.mark.parametrize("written", ["'null'", '"~"', "''", "no", "0", "false"])
def test_text_is_something(tree, written):
    """Quoted nulls, and words YAML 1.1 took for false, are text."""
    assert not is_nothing(tree(f"a: {written}\n").entries["a"][1])


@pytest.mark.parametrize("header", ["|", "|-", "|+", ">", ">-"])
def test_the_last_line_break_of_a_block_is_the_file_s(tree, header):
    """However a block is written, its text does not end in a line break."""
    assert text_of(tree(f"a: {header}\n  one\nb: c\n").entries["a"][1]) == "one"


def test_quoted_line_breaks_stay():
    """A line break that was spelled out belongs to the text."""
    assert text_of(yaml_tree(FILE, 'a: "one\\n"\n').entries["a"][1]) == "one\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("a: &x 1\nb: *x\n", 1, 4, "anchors are not used"),
        ("a: b\nc: *x\n", 2, 4, "anchors are not used"),
        ("a:\n  - &x {b: c}\n", 2, 5, "anchors are not used"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, 4, "tags"),
        ("a: !!str b\n", 1, 4, "tags"),
        ("a: !mine {b: c}\n", 1, 4, "tags"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, r"the key 'a' stands twice in this entry \(first in line 1\)"),
        ("x:\n- a: 1\n  a: 2\n", 3, 3, "stands twice"),
        ("{a: 1, 'a': 2}\n", 1, 8, "stands twice"),
        ("? [a, b]\n: c\n", 1, 3, "a key must be one word"),
        ("a: b\n---\nc: d\n", 2, 1, "a second YAML document"),
        ("a: b: c\n", 1, 5, "mapping values are not allowed"),
        ("a:\n  - b\n c: d\n", 3, 2, "expected"),
        ("a: 'b\n", 2, 1, "unexpected end"),
        ("a: [b\n", None, None, "expected"),
        ("a:\n\t- b\n", 2, 1, "cannot start any token"),
        ("a: x\x00y\n", 1, 5, r"a control character \(U\+0000\)"),
        ("a: b\nc: \x1b[31m\n", 2, 4, r"a control character \(U\+001B\)"),
        ("%YAML 2.0\n---\na: b\n", 1, 1, "incompatible YAML document"),
        ('a: "\\ud800"\n', 1, None, "surrogate|invalid Unicode"),
    ],
)
def test_what_codebook_files_do_not_use_is_refused(tree, text, line, column, reason):
    """Broken YAML, and all of YAML that could hide something, is refused where it stands."""
    place = f"line {line}" if line else "line"
    place += f", column {column}:" if column else ""

    with pytest.raises(CodebookFileError, match=reason) as refusal:
        tree(text)
    assert place in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_billion_laughs_are_refused_at_the_first(tree):
    """An anchor bomb is refused at its first anchor; nothing is expanded."""
    bomb = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))

    with pytest.raises(CodebookFileError, match="line 1, column 5: anchors"):
        tree(bomb)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_without_end_is_refused(tree, opening):
    """A file of brackets or dashes is refused before it exhausts anything."""
    with pytest.raises(CodebookFileError, match="nested too deeply"):
        tree(opening * 100_000)


def test_aliases_in_keys_are_refused(tree):
    """An alias has no place as a key either."""
    with pytest.raises(CodebookFileError, match="anchors"):
        tree("*a : b\n")
