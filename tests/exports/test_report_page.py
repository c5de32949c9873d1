"""The report as a page: what stands in it, for everyone, and that nothing in the data can do harm."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import polars as pl
import pytest

from qualcode.analysis.selection import Selection
from qualcode.errors.files import UnknownFormatError
from qualcode.errors.lookups import UnknownVariableError
from qualcode.errors.values import InvalidValueError
from qualcode.exports.report import Origin, Scope, report_of
from qualcode.exports.report_page import report_page, write_report
from qualcode.files import defused
from qualcode.model.codebook import Code, Codebook
from tests.analysis.studies import BY_HAND, by_hand, guid, tables

AT = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
HOSTILE = '</p><script>alert(1)</script><img src=x onerror="alert(2)">{{ 7*7 }}&amp;\u202egnp.exe\x1b[31m\x00\ufffe'
WORDS = {number: f"words number {number}" for number in range(1, 11)}


def books(rows=BY_HAND["codes"], definition="What it is."):
    """The codebooks of a study's rows."""
    names = dict.fromkeys(row[6] for row in rows)
    guids = {row[0]: row[1] for row in rows}
    return tuple(
        Codebook(
            guid=guid(900 + place),
            name=name,
            codes=tuple(
                Code(
                    guid=row[1],
                    name=row[2],
                    parent_guid=guids.get(row[5]),
                    definition=definition,
                    use_when="Whenever.",
                    color="#aa3300",
                    is_retired=row[7],
                )
                for row in rows
                if row[6] == name
            ),
        )
        for place, name in enumerate(names)
    )


def study(selected=(), words=WORDS, **changes):
    """The study counted by hand, with words; the codings of these numbers are marked for the report."""
    codings = changes.get("codings", BY_HAND["codings"])
    facts = [
        (row[0], guid(500 + row[0]), AT.isoformat(), False, row[0] in selected, None, words[row[0]]) for row in codings
    ]
    codings = [(*row[:3], 100 * row[0], 100 * row[0] + 60, *row[5:]) for row in codings]
    places = [(row[0], row[1], 0, row[4], None) for row in BY_HAND["turns"]]
    return by_hand(**{**changes, "codings": codings, "coding_facts": facts, "turn_places": places})


def report(made=None, scope=None, *, codebooks=None, project="Peace talks"):
    made = study() if made is None else made
    codebooks = books() if codebooks is None else codebooks
    revisions = {book.guid: "ab" * 32 for book in codebooks}
    about = {"program": "qualcode 9.9", "project": project, "at": AT.isoformat()}
    origin = Origin(
        program="qualcode 9.9", project=project, codebooks=codebooks, revisions=revisions, at=AT, about=about
    )
    return report_of(made, scope or Scope(), origin)


class Page(HTMLParser):
    """What a page is made of, as far as the claims below need it."""

    VOID = ("meta", "link", "img", "br")

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.texts, self.crooked = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.crooked.append(tag)

    def handle_data(self, data):
        self.texts.append((tuple(self.open), data))

    def all(self, *tags):
        return [attrs for tag, attrs in self.elements if tag in tags]

    def words(self, *inside):
        return " ".join("".join(data for where, data in self.texts if set(inside) <= set(where)).split())


def page(*args, **more):
    return Page(report_page(report(*args, **more)))


def test_every_element_is_closed_where_it_was_opened():
    """The tree of codes is a list in a list."""
    found = page(scope=Scope(by="gender"))

    assert ([], []) == (found.crooked, found.open)


def test_a_spreadsheet_that_opens_the_page_finds_no_formula():
    """Names of themes, people, groups and levels are cells of tables there, what is said a cell of its own."""
    evil = "=HYPERLINK(A1)"
    rows = [(*row[:2], f"{evil}{row[0]}", *row[3:]) for row in BY_HAND["codes"]]
    made = study(
        words=dict.fromkeys(WORDS, evil),
        codes=rows,
        sources=[(number, guid(10 + number), evil, "en") for number in (1, 2, 3)],
        cases=[(*row[:2], evil, row[3]) for row in BY_HAND["cases"]],
        source_variables=[(1, "wave", evil)],
    )
    found = page(made, Scope(title=evil, by="wave"), codebooks=books(rows, definition=evil), project=evil)

    drawn = {"script", "style", "svg"}
    told = [text for where, text in found.texts if drawn.isdisjoint(where) and text.strip()]
    assert 20 < sum(evil in text for text in told)
    assert told == [defused(text) for text in told]


def test_what_a_page_has_for_everyone():
    """Language, landmarks, a skip link that leads somewhere, captions, scopes, names of charts, no identity twice."""
    found = page(scope=Scope(by="gender"))

    assert "en" == found.all("html")[0]["lang"]
    assert [1, 1, 1] == [len(found.all(tag)) for tag in ("header", "nav", "main")]
    ids = [attrs["id"] for _, attrs in found.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for attrs in found.all("a")]
    assert "#main" == links[0]
    assert {link[1:] for link in links} <= set(ids)
    assert len(found.all("table")) == len(found.all("caption"))
    assert all(attrs.get("scope") in ("row", "col") for attrs in found.all("th"))
    assert all("aria-labelledby" in attrs for attrs in found.all("svg"))
    assert all({"tabindex", "role"} <= set(attrs) for attrs in found.all("div") if attrs.get("class") == "frame")


def test_headings_are_in_order():
    """One h1, and no level is skipped."""
    levels = [int(tag[1]) for tag, _ in page(scope=Scope(by="gender")).elements if tag in ("h1", "h2", "h3", "h4")]

    assert (1, 1) == (levels[0], levels.count(1))
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _contrast(one, other):
    """WCAG 2's ratio of two colors like #1b1b1b or #fff."""
    lights = []
    for color in (one, other):
        digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
        parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_words_can_be_read_in_light_dark_and_print():
    """Contrast of AA, 4.5 to 1, between every ink and every paper it stands on."""
    style = files("qualcode.exports").joinpath("report.css").read_text(encoding="utf-8")
    palettes = [dict(re.findall(r"--(\w+): (#\w+)", block)) for block in re.findall(r":root \{[^}]*\}", style)]

    assert 3 == len(palettes)
    for colors in palettes:
        for ink, paper in (("ink", "paper"), ("ink", "head"), ("soft", "paper"), ("soft", "head"), ("link", "paper")):
            assert _contrast(colors[ink], colors[paper]) >= 4.5, (ink, paper, colors)


def test_nothing_is_fetched_and_nothing_runs():
    """The policy forbids it, and there is nothing to forbid."""
    found = page(scope=Scope(by="gender"))

    policy = next(meta["content"] for meta in found.all("meta") if "http-equiv" in meta)
    assert "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" == policy
    assert ["application/json"] == [attrs.get("type") for attrs in found.all("script")]
    assert [] == found.all("link", "img", "iframe", "object", "form", "base")
    for _, attrs in found.elements:
        assert not [name for name in attrs if name.startswith("on") or name == "src"]
        assert attrs.get("href", "#").startswith("#")
        assert attrs.get("xlink:href", "#").startswith("#")
    assert "url(http" not in report_page(report())


def test_hostile_words_are_only_words():
    """Names, quotes, definitions, groups and the title: no element, no template, nothing that turns text around."""
    rows = [(*BY_HAND["codes"][0][:2], "A<b>c", "A<b>c", *BY_HAND["codes"][0][4:]), *BY_HAND["codes"][1:]]
    hostile = HOSTILE.replace("\x1b", "").replace("\x00", "").replace("\u202e", "")
    made = study(
        words=dict.fromkeys(WORDS, HOSTILE),
        codes=rows,
        sources=[(number, guid(10 + number), HOSTILE, "en") for number in (1, 2, 3)],
        cases=[(*row[:2], HOSTILE, row[3]) for row in BY_HAND["cases"]],
        case_variables=[(2, HOSTILE, HOSTILE)],
        source_variables=[(1, "wave", HOSTILE)],
    )
    scope = Scope(title=HOSTILE, by="wave")
    text = report_page(report(made, scope, codebooks=books(rows, definition=hostile), project=HOSTILE))
    found = Page(text)

    assert ([], []) == (found.crooked, found.open)
    assert 1 == len(found.all("script"))
    assert [] == found.all("img", "b")
    assert "49" not in found.words("h1")
    assert "{{ 7*7 }}&amp;�gnp.exe␛[31m␀" in found.words("h1")
    assert found.words("blockquote").startswith("</p><script>alert(1)</script>")
    assert {"\u202e", "\x1b", "\x00", "\ufffe"}.isdisjoint(text)


def test_a_theme_shows_what_is_marked_or_says_that_it_proposes():
    """Kim's coding 6 of Fear is marked; the other themes have none."""
    found = report(study(selected=(6,))).quotes

    told = {theme.theme: (theme.is_proposed, [quote.row["quote"] for quote in theme.quotes]) for theme in found}
    assert (False, ["words number 6"]) == told["Fear"]
    assert told["Leaders"][0]
    text = page(study(selected=(6,))).words("main")
    assert "Proposed by the program" in text.partition("Leaders words")[0]
    assert "1 quote was marked for the report by the coders." in text


def test_a_passage_with_two_codes_of_a_theme_is_shown_once():
    """With both codes."""
    same = [(*row[:3], 0, 60, *row[5:]) for row in BY_HAND["codings"]]
    made = study(selected=(1, 2))
    made = type(made)(
        **{
            name: getattr(made, name)
            for name in ("codes", "turns", "cases", "sources", "case_variables", "source_variables", "turn_places")
        },
        coding_facts=made.coding_facts,
        codings=pl.DataFrame(same, schema=made.codings.schema, orient="row"),
    )
    theme = report(made).quotes[0]

    assert [("Dealmakers", "Trump")] == [quote.codes for quote in theme.quotes]


def test_without_quotes_nobody_is_quoted():
    """No words of a transcript, no names of who said them."""
    text = report_page(report(scope=Scope(with_quotes=False)))

    assert "words number" not in text
    assert "Anna" not in text
    assert 'href="#quotes"' not in text


def test_quotes_say_which_language_they_are_in():
    """So that they are read out right."""
    languages = {attrs.get("lang") for attrs in page().all("blockquote")}

    assert {"en", "ru"} == languages


def test_figures_are_those_of_the_table():
    """Codings, turns, spontaneous, prompted (in the exchange of fg1's turn 4), n of N and percent."""
    text = page().words("table")

    assert "Leaders 5 4 3 1 2 of 3 67 % 2 of 2 100 %" in text
    assert "Hope 0 0 0 0 0 of 3 0 % 0 of 2 0 %" in text


def test_by_a_variable_small_levels_get_no_percentage():
    """One woman, one man, one of whom nothing is known."""
    text = page(scope=Scope(by="gender")).words("section")

    assert "Themes by gender" in text
    assert "1 of 1 *" in text
    assert "* Too few participants (below 5) or groups (below 2) to say more." in text


def test_a_variable_with_more_levels_than_a_page_holds_is_refused():
    """With the way out."""
    cases = [(number, guid(1000 + number), f"P{number}", "participant") for number in range(1, 31)]
    made = study(
        cases=cases,
        turns=[(1, number, number, 5, 10) for number in range(1, 31)],
        case_variables=[(number, "age", str(20 + number)) for number in range(1, 31)],
    )

    with pytest.raises(InvalidValueError, match="has 30 levels"):
        report(made, Scope(by="age"))
    assert report(made, Scope(by="age", bands=(("age", "20-39,40+"),))).breakdown is not None
    with pytest.raises(UnknownVariableError):
        report(made, Scope(by="aeg"))


def test_agreement_is_there_where_two_coded_the_same():
    """Kim and Lee in fg1 and fg2; of one coder there is no such section."""
    both, one = page(), page(scope=Scope(selection=Selection(coders=("Kim",))))

    assert "How far Kim and Lee agree on each code" in both.words("caption")
    assert "Krippendorff" in both.words("main")
    assert "agree" not in one.words("caption")
    assert "Krippendorff" not in one.words("main")


def test_a_part_of_the_study_is_said_to_be_one():
    """At the head and in the methods; only its codes are shown."""
    found = page(scope=Scope(selection=Selection(codes=("Dealmakers",))))

    assert "A part of the study only: codes Dealmakers." in found.words("header")
    assert "Only a part of the study is reported: codes Dealmakers." in found.words("main")
    assert "Fear" not in found.words("main")
    assert "Leaders" in found.words("ul")  # what Dealmakers stands under


def test_methods_say_how_many_and_which_versions():
    """In whole sentences."""
    text = page().words("main")

    assert (
        "The material is 3 transcripts of 2 focus groups in 3 waves: 3 participants, 5 turns, 33 words. Kim and Lee "
        "made 7 codings in 5 turns (100 %) of 3 transcripts."
    ) in text
    assert "Talks (5 codes shown, revision abababababab) and Dynamics (1 code shown, revision abababababab)" in text
    assert "Counted with qualcode 9.9." in text


def test_an_empty_project_has_a_report_too():
    """It says that nothing is there, and has no section that pretends."""
    found = page(tables(), codebooks=())

    assert ([], []) == (found.crooked, found.open)
    assert ["#main", "#study", "#methods", "#made"] == [attrs["href"] for attrs in found.all("a")]
    assert "None of it has been coded yet." in found.words("main")


def test_the_same_study_gives_the_same_page():
    """Byte by byte."""
    scope = Scope(by="gender", seed=7)

    assert report_page(report(scope=scope)) == report_page(report(scope=scope))


def test_a_report_without_a_second_coder_or_words_is_whole():
    """The moderator counted, one source: no section is empty."""
    selection = Selection(sources=("fg3",), coders=("Lee",))
    found = page(scope=Scope(selection=selection, with_moderator=True))

    assert ([], []) == (found.crooked, found.open)
    assert "2 speakers" in found.words("main")
    assert "Turns of everybody count" in found.words("main")


def test_a_report_is_an_html_file(tmp_path):
    """Another ending is refused before anything is written."""
    made = report()

    assert write_report(made, tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(UnknownFormatError):
        write_report(made, tmp_path / "r.pdf")
