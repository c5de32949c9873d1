"""CSV, TSV, Markdown and JSON, each on its own."""

import csv
import io
import json
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exports.formats import csv_text, json_text, markdown_text, tsv_text
from qualcode.exports.sheet import sheet_of
from qualcode.files import defused

AT = datetime(2025, 2, 14, 10, 30, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def test_numbers_are_never_defused():
    """A negative number is a number."""
    assert csv_text(sheet_of([{"difference": -3, "share": -0.5}], {})) == "difference,share\n-3,-0.5\n"


def test_headings_are_defused_too():
    """Levels of a variable become columns."""
    assert csv_text(sheet_of([{"=HYPERLINK": 1}], {})) == "'=HYPERLINK\n1\n"


def test_cells_of_other_types_have_one_spelling():
    """Yes and no, times in ISO 8601, lists with semicolons, nothing as nothing."""
    row = {"done": True, "at": AT, "speakers": ["Anna", "Борис"], "doubt": None, "not_a_number": float("nan")}

    assert csv_text(sheet_of([row], {})).splitlines()[1] == "true,2025-02-14T10:30:00+00:00,Anna; Борис,,"


def test_rows_may_lack_keys():
    """Columns stand in the order of their first use."""
    assert csv_text(sheet_of([{"a": 1}, {"b": 2, "a": 3}], {})) == "a,b\n1,\n3,2\n"


def test_an_empty_cell_alone_in_its_row_is_a_row():
    """A blank line would be skipped by readers."""
    assert csv_text(sheet_of([{"memo": None}, {"memo": "x"}], {})) == 'memo\n""\nx\n'


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1), st.sampled_from([(csv_text, ","), (tsv_text, "\t")]))
def test_delimited_text_comes_back(rows, form):
    """Every reader gets the same cells, with the defusing apostrophes."""
    text_of, delimiter = form
    text = text_of(sheet_of([{"a": a, "b": b} for a, b in rows], {}))

    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))

    assert read == [["a", "b"], *([defused(a), defused(b)] for a, b in rows)]


def test_markdown_sets_numbers_to_the_right_and_says_what_it_was_made_from():
    """Gaps do not make a column of numbers one of texts; empty facts are left out."""
    rows = [{"code": "Hope", "turns": 12, "percent": 37.5}, {"code": "Fear", "turns": 0, "percent": None}]
    about = {"program": "qualcode 0.1.0", "coders": ("Kim", "Lee"), "by": None, "in": {"Talks": "a1"}}

    assert markdown_text(sheet_of(rows, about)).splitlines() == [
        "| code | turns | percent |",
        "| ---- | ----: | ------: |",
        "| Hope |    12 |    37.5 |",
        "| Fear |     0 |         |",
        "",
        "program: qualcode 0.1.0 · coders: Kim; Lee · in: Talks=a1",
        "",
        '<!-- qualcode {"program": "qualcode 0.1.0", "coders": ["Kim", "Lee"], "by": null, "in": {"Talks": "a1"}} -->',
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a|b", r"a\|b"),
        ("a\nb", "a<br>b"),
        ("<script>", r"\<script>"),
        ("*so* and _so_", r"\*so\* and \_so\_"),
        ("participants_total", "participants_total"),
        ("[x](y) `z`", r"\[x](y) \`z\`"),
        ("back\\slash", r"back\\slash"),
        ("R&amp;D", r"R\&amp;D"),
        ("Leaders > Trump", "Leaders > Trump"),
    ],
)
def test_markdown_takes_nothing_in_a_name_for_markup(text, written):
    """Pipes, newlines, emphasis, links, HTML; underscores inside words are none."""
    assert markdown_text(sheet_of([{"a": text}], {})).splitlines()[2].strip("| ") == written


def test_markdown_does_not_pad_to_the_longest_quote():
    """A column of quotes would be mostly space."""
    lines = markdown_text(sheet_of([{"quote": "x" * 500}, {"quote": "short"}], {})).splitlines()

    assert lines[3] == "| short |"


def test_json_is_one_object_with_about_and_rows():
    """Whole numbers stay whole, nothing is null, lists stay lists, facts keep their nesting."""
    rows = [{"code": "Надежда", "turns": 3, "percent": None, "speakers": ("Anna",), "done": False}]
    text = json_text(sheet_of(rows, {"at": AT, "filters": {"coders": ("Kim",)}}))

    assert text == (
        '{"about": {"at": "2025-02-14T10:30:00+00:00", "filters": {"coders": ["Kim"]}},\n"rows": [\n'
        '{"code": "Надежда", "turns": 3, "percent": null, "speakers": ["Anna"], "done": false}\n]}\n'
    )


def test_json_says_nothing_where_there_is_no_number():
    """NaN and infinity are no JSON."""
    frame = pl.DataFrame({"share": [float("nan"), float("inf"), 0.5]})

    assert [row["share"] for row in json.loads(json_text(sheet_of(frame, {})))["rows"]] == [None, None, 0.5]


@given(st.text())
def test_json_says_exactly_what_was_stored(text):
    """Control characters are escaped, not replaced; half characters too, so that UTF-8 can hold it."""
    written = json_text(sheet_of([{"quote": text}], {"project": text}))

    written.encode("utf-8")
    assert json.loads(written) == {"about": {"project": text}, "rows": [{"quote": text}]}


def test_json_escapes_what_could_steer_a_terminal():
    """C0, DEL, C1, line separators and bidirectional overrides; letters of every script stay readable."""
    written = json_text(sheet_of([{"quote": "\x1b\x7f\x9b\u2028\u202e\u2066 ё"}], {}))

    assert r'"\u001b\u007f\u009b\u2028\u202e\u2066 ё"' in written
