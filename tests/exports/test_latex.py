"""LaTeX tables: what stands where, and that nothing in a text is a command."""

import re

import pytest

from qualcode.exports.latex import latex_cell, latex_text
from qualcode.exports.sheet import sheet_of
from tests.exports.hostile import ABOUT, HOSTILE

ROWS = [{"code": "Надежда", "share_%": 37.5}, {"code": "Peace & quiet", "share_%": None}]


def test_a_short_table_whole():
    """Rules of booktabs, numbers to the right, a note below."""
    assert latex_text(sheet_of(ROWS, {"title": "Themes", "coders": ["Kim", "Lee"]})).splitlines()[1:] == [
        '% qualcode {"title": "Themes", "coders": ["Kim", "Lee"]}',
        r"\begin{table}[htbp]",
        r"\centering",
        r"\caption{Themes}",
        r"\begin{tabular}{lr}",
        r"\toprule",
        r"code & share\_\% \\",
        r"\midrule",
        r"Надежда & 37.5 \\",
        r"Peace \& quiet &  \\",
        r"\bottomrule",
        r"\end{tabular}",
        r"\par\smallskip{\footnotesize\raggedright Note. coders: Kim; Lee.\par}",
        r"\end{table}",
    ]


def test_a_long_table_goes_on_over_pages():
    """With its heading on each."""
    text = latex_text(sheet_of([{"n": n} for n in range(41)], ABOUT))

    assert r"\begin{longtable}{r}" in text
    assert text.count(r"n \\") == 2
    assert r"\begin{tabular}" not in text


def test_columns_of_quotes_are_paragraphs():
    """They share the width."""
    text = latex_text(sheet_of([{"quote": "word " * 20, "memo": "word " * 20, "n": 1}], {}))

    assert r"\begin{tabular}{p{0.30\linewidth}p{0.30\linewidth}r}" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("100% of $5 & #1_a", r"100\% of \$5 \& \#1\_a"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        ("<a|b>", r"\textless{}a\textbar{}b\textgreater{}"),
        ('"so"', r"\char34{}so\char34{}"),
        ("[Anna] *", "{[}Anna] {*}"),
        ("--- ''", "-{}-{}- '{}'"),
        ("a\nb", "a b"),
        ("\x1b[0m\u202e", "?{[}0m?"),
        ("Страх – ё", "Страх – ё"),
    ],
)
def test_every_sign_stands_for_itself(text, written):
    """What LaTeX would take for a command, a ligature or an option."""
    assert latex_cell(text) == written


@pytest.mark.parametrize("what", HOSTILE)
def test_no_text_can_leave_its_cell(what):
    """The same commands and rows, whatever a text holds; no control character."""
    text = HOSTILE[what]
    written = latex_text(sheet_of([{text: text, "b": 1}], {"title": text, "project": text}))

    body = [line for line in written.splitlines() if not line.startswith("%")]
    assert len(body) == 12
    assert [line.count(" & ") for line in body if line.endswith(r" \\")] == [1, 1]
    commands = set(re.findall(r"\\([a-z]+)", "\n".join(body)))
    assert commands <= {
        "begin", "end", "centering", "caption", "toprule", "midrule", "bottomrule", "par", "smallskip", "footnotesize",
        "raggedright", "linewidth", "textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater",
        "textbar", "textasciigrave", "char",
    }  # fmt: skip
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", written)
