"""What is said of transcripts before they come in: a row a label, and two lines above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from qualcode.transcripts.labels.shapes import label_key
from qualcode.tui.drawing.texts import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.transcripts.labels.seen import SeenLabel
    from qualcode.tui.preview.desk import PreviewDesk


def label_cells(label: SeenLabel, roles: Mapping[str, str], variables: Mapping[str, str]) -> list[Content]:
    """Return the cells of a label's row; roles and variables are by the keys of speakers' names."""
    near = f" ≈ {label.near}?" if label.near and label_key(label.near) != label_key(label.speaker) else ""
    return [
        said("●" if label.speaker else "○", "$success" if label.speaker else "dim"),
        said(label.written, "bold"),
        said((label.speaker or "talk") + near, "$warning" if near else "" if label.speaker else "dim"),
        said(roles.get(label_key(label.speaker), "") if label.speaker else "", "dim"),
        said(str(label.times)),
        said(str(label.line)),
        said(label.looks, "dim"),
        said(variables.get(label_key(label.speaker), "") if label.speaker else "", "dim"),
    ]


def head_lines(desk: PreviewDesk, place: int) -> Content:
    """Return the name of a file, where it stands among all, and what it is."""
    count = len(desk.found)
    bad = sum(1 for look in desk.looks.values() if look.reading is None)
    unread = count - len(desk.looks)
    facts = [f"file {place + 1} of {count}" if count else "no file"]
    facts += [f"{bad} cannot come in"] if bad else []
    facts += [f"{unread} being read"] if unread else []
    name = desk.found[place].name if count else "Preview"
    look = desk.looks.get(place)
    about = ""
    if look and look.reading:
        one = look.reading
        people = sum(1 for speaker in one.speakers if speaker.role == "participant")
        about = f"{one.format}, {one.encoding}, {one.language} · {len(one.turns)} turns · {people} participants"
    return said(name, "bold") + Content("  ") + said(" · ".join(facts), "dim") + Content("\n") + said(about)
