"""A chart's SVG made ready to stand within a page: named for those who cannot see it, in the page's own colors.

Several charts on one page must not share identities, so each gets its key before its own. Black and white, which
Matplotlib writes out, become the page's ink and paper by the page's style; see `report.css`.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink"
_REFERENCE = re.compile(r"url\(#")
ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _LINK)


def inline_svg(svg: str, *, key: str, title: str, description: str) -> str:
    """Return the drawing as an element of HTML.

    Args:
        svg: a file of `exports.charts.chart_svg`.
        key: put before every identity in it.
        title: its name.
        description: what it shows, in words.
    """
    root = ET.fromstring(svg.encode())  # noqa: S314  # drawn here, no entity in it
    for name in ("metadata", "title"):
        for old in root.findall(f"{{{_SVG}}}{name}"):
            root.remove(old)
    for parent in root.iter(f"{{{_SVG}}}defs"):
        for style in parent.findall(f"{{{_SVG}}}style"):
            parent.remove(style)  # it would hold for the whole page
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, _keyed(name, value, key))
    for name in ("aria-label", "height", "width"):
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title {key}-description")
    for place, (name, text) in enumerate((("title", title), ("desc", description))):
        told = ET.Element(f"{{{_SVG}}}{name}", {"id": f"{key}-{'title' if name == 'title' else 'description'}"})
        told.text = text
        root.insert(place, told)
    return ET.tostring(root, encoding="unicode")


def _keyed(name: str, value: str, key: str) -> str:
    if name == "id":
        return f"{key}-{value}"
    if name == f"{{{_LINK}}}href" and value.startswith("#"):
        return f"#{key}-{value[1:]}"
    return _REFERENCE.sub(f"url(#{key}-", value)
