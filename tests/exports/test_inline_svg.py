"""Charts that stand within a page."""

from xml.etree import ElementTree as ET

import polars as pl

from qualcode.exports.charts import Chart, chart_svg
from qualcode.exports.inline_svg import inline_svg

SVG = "{http://www.w3.org/2000/svg}"
CHART = Chart(kind="bars", title="", row="code", value="n")
FRAME = pl.DataFrame({"code": ["Страх", "<b>Hope</b> & co"], "n": [2, 5]})


def drawn(key: str = "c1", title: str = "A & <b>", description: str = "Words.") -> str:
    return inline_svg(chart_svg(FRAME, CHART, {"title": "x"}), key=key, title=title, description=description)


def test_it_is_named_for_those_who_cannot_see_it():
    """Title and description first, and the drawing points at them."""
    root = ET.fromstring(drawn())

    assert ["A & <b>", "Words."] == [element.text for element in root[:2]]
    assert root.get("aria-labelledby").split() == [element.get("id") for element in root[:2]]
    assert "img" == root.get("role")


def test_identities_have_the_key_and_are_found_again():
    """Two charts on one page share none, and every reference leads somewhere."""
    names = []
    for key in ("c1", "c2"):
        root = ET.fromstring(drawn(key))
        own = [element.get("id") for element in root.iter() if element.get("id")]
        names += own
        used = [value for element in root.iter() for value in element.attrib.values() if "#" in value]
        targets = [value.split("#")[1].rstrip(")") for value in used if value.startswith(("#m", "#c", "url("))]
        assert targets
        assert set(targets) <= set(own)
    assert len(names) == len(set(names))


def test_text_stays_text():
    """It can be selected and read out; nothing in it is markup."""
    texts = [element.text for element in ET.fromstring(drawn()).iter(f"{SVG}text")]

    assert {"Страх", "<b>Hope</b> & co"} <= set(texts)


def test_nothing_in_it_holds_for_the_page():
    """No style of its own, no metadata, no size."""
    root = ET.fromstring(drawn())

    assert [] == list(root.iter(f"{SVG}style")) + list(root.iter(f"{SVG}metadata"))
    assert {"width", "height"}.isdisjoint(root.attrib)
    assert "viewBox" in root.attrib
