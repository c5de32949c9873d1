"""Files made to harm: each is refused with one line or defused, in bounded memory, and nothing else is touched."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qualcode.codebooks.reading import READABLE, read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.errors.base import QualcodeError
from qualcode.model.codebook import Code, Codebook

GUID = "33333333-3333-4333-8333-333333333333"
HEAD = "qualcode: codebook/1\nname: x\n"
QDC = (
    f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{GUID}" name="A" isCodable="true">%s</Code></Codes>'
    "</CodeBook>"
)
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{ENTITIES}]>' + QDC % "<Description>&l11;</Description>"


def refusal(tmp_path, content, ending):
    """The one line with which the file is refused."""
    path = tmp_path / f"book.{ending}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(QualcodeError) as refused:
        read_codebook(path)
    assert "\n" not in str(refused.value)
    assert str(refused.value).isprintable()
    return str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        BOMB,
        BOMB.encode("utf-16"),
        BOMB.replace("<!DOCTYPE", "<!-- > --><?x ?>\n<!DOCTYPE"),
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + QDC % "",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + QDC % "<Description>&e;</Description>",
        '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/x.dtd"> %e;]>' + QDC % "",
        '<!DOCTYPE x [<!ATTLIST Code name CDATA "B">]>' + QDC % "",
    ],
    ids=["laughs", "utf16", "after-comment", "external-subset", "external-entity", "parameter-entity", "attributes"],
)
def test_entities_are_refused_before_they_are_parsed(tmp_path, content):
    """No document type comes in, in any encoding, so nothing is expanded, opened or fetched."""
    assert "declares a document type or entities" in refusal(tmp_path, content, "qdc")


def test_an_entity_that_nobody_declared_is_refused(tmp_path):
    """It stands for nothing."""
    assert "is no XML" in refusal(tmp_path, QDC % "<Description>&secret;</Description>", "qdc")


def test_xinclude_and_styles_are_not_followed(tmp_path):
    """What would include another file is an element that is not read; no file is opened for it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
    path = tmp_path / "book.qdc"
    path.write_text(
        f'<?xml-stylesheet href="{secret}"?>' + QDC % f"<Description>a{include}b</Description>{include}", "utf-8"
    )

    file = read_codebook(path)

    assert file.codebook.codes[0].definition == "ab"
    assert any("<include> is not read" in remark for remark in file.remarks)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (HEAD + "codes: !!python/object/apply:os.system ['touch hacked']\n", "YAML tags"),
        (HEAD + "codes:\n- name: !!python/name:os.system\n", "YAML tags"),
        (HEAD + "codes: &a [*a]\n", "anchors"),
        (HEAD + "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ncodes: *c\n", "anchors"),
        (HEAD + "codes:\n- <<: *x\n  name: a\n", "anchors"),
        (HEAD + "codes:\n- name: a\n  name: b\n", "stands twice"),
        (HEAD + "codes: " + "[" * 500_000, "nested too deeply"),
        (HEAD + "codes: " + "{a: " * 100_000, "nested too deeply"),
        (HEAD + "codes:\n" + "- " * 500_000, "nested too deeply"),
        (HEAD + "codes:\n" + "".join("  " * n + "- name: a\n" + "  " * n + "  codes:\n" for n in range(200)), "deep"),
        (HEAD + "---\n" * 3, "second YAML document"),
    ],
    ids=["object", "name", "circle", "laughs", "merge-key", "twice", "lists", "maps", "dashes", "codes", "documents"],
)
def test_yaml_that_is_more_than_text_is_refused(tmp_path, content, reason):
    """No object, no anchor, no nesting without end."""
    assert reason in refusal(tmp_path, content, "yaml")
    assert not Path("hacked").exists()


def workbook(parts):
    """A zip archive of these parts, as bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_sheet(tmp_path, cells):
    """A workbook as it is written here, its sheet replaced."""
    path = tmp_path / "made.xlsx"
    write_codebook(Codebook(guid=GUID, name="x", codes=(Code(guid=GUID, name="A"),)), path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>".encode()
    return workbook(parts)


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c\nz='>' r = 'XFD1048576' ><v>1</v></c></row>",
    ],
    ids=["far", "far-oddly-written"],
)
def test_cells_at_the_end_of_a_sheet_make_no_table_of_billions(tmp_path, cells):
    """Two cells are enough to fill the memory of a reader that does not look first."""
    assert "so far apart" in refusal(tmp_path, with_sheet(tmp_path, cells), "xlsx")


def test_far_cells_that_only_have_a_look_are_no_harm(tmp_path):
    """Somebody colored a whole column; nothing stands in it."""
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="XFD1" s="0"/></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Trust</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    path = tmp_path / "book.xlsx"
    path.write_bytes(with_sheet(tmp_path, cells))

    assert [code.name for code in read_codebook(path).codebook.codes] == ["Trust"]


def test_zip_bombs_are_refused_by_what_they_say(tmp_path):
    """What would unpack beyond measure is not unpacked."""
    assert "unpacks to 100 MB" in refusal(tmp_path, workbook({"xl/workbook.xml": b"0" * 100_000_000}), "xlsx")


def test_zip_bombs_are_refused_by_what_they_are(tmp_path):
    """A part that says it is small and is not has another checksum than what is read of it."""
    content = bytearray(workbook({"xl/workbook.xml": b"0" * 10_000_000}))
    small = (1000).to_bytes(4, "little")
    place = content.rindex(b"PK\x01\x02")
    content[place + 24 : place + 28] = small
    content[22:26] = small

    assert "no whole Excel workbook" in refusal(tmp_path, bytes(content), "xlsx")


@pytest.mark.parametrize("name", ["../../evil.xml", "/tmp/evil.xml", "xl/../../evil.xml"])
def test_paths_in_an_archive_lead_nowhere(tmp_path, name):
    """Nothing is unpacked to disk, whatever a part is called."""
    before = sorted(tmp_path.parent.rglob("evil.xml"))

    refusal(tmp_path, workbook({name: b"<x/>"}), "xlsx")

    assert sorted(tmp_path.parent.rglob("evil.xml")) == before
    assert not Path("/tmp/evil.xml").exists()


@pytest.mark.parametrize("ending", [ending.removeprefix(".") for ending in READABLE])
def test_what_is_too_large_is_not_read_at_all(tmp_path, ending):
    """A hundred megabytes of nesting cost no time: the size is enough."""
    path = tmp_path / f"book.{ending}"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(QualcodeError, match="larger than 20 MB"):
        read_codebook(path)


@pytest.mark.parametrize("ending", [ending.removeprefix(".") for ending in READABLE])
def test_zero_bytes_and_scraps_are_refused(tmp_path, ending):
    """Neither zeros nor the beginning of anything is a codebook."""
    for content in (b"\0" * 1000, b"name\0,parent\n", b"PK\x03\x04", b"<", b"\xff\xfe", b"[", b"'"):
        refusal(tmp_path, content, ending)


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("csv", "name\n" + "".join(f"c{n}\n" for n in range(60_000))),
        ("yaml", HEAD + "codes:\n" + "".join(f"- c{n}\n" for n in range(60_000))),
        (
            "qdc",
            QDC.replace("%s", "").replace(
                "</Codes>", "".join(f'<Code name="c{n}"/>' for n in range(60_000)) + "</Codes>"
            ),
        ),
    ],
    ids=["csv", "yaml", "qdc"],
)
def test_codes_without_end_are_refused(tmp_path, ending, content):
    """Fifty thousand codes are the most."""
    assert "more than 50,000 codes" in refusal(tmp_path, content, ending)


@pytest.mark.parametrize("ending", ["yaml", "csv", "xlsx", "qdc"])
def test_names_cannot_hide_what_they_are(tmp_path, ending):
    """No name that is written anywhere holds a control or bidirectional character: none can be made."""
    with pytest.raises(QualcodeError):
        Code(guid=GUID, name="evil\u202etxt")
    path = tmp_path / f"book.{ending}"
    write_codebook(Codebook(guid=GUID, name="x", codes=(Code(guid=GUID, name="=cmd|' /C calc'!A0"),)), path)

    assert read_codebook(path).codebook.codes[0].name == "=cmd|' /C calc'!A0"


LIMITED = """
import resource, sys
from pathlib import Path
import lxml.etree, python_calamine, ruamel.yaml
from qualcode.codebooks.reading import read_codebook
from qualcode.errors.base import QualcodeError
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 700_000_000,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
for name in sys.argv[1:]:
    try:
        read_codebook(Path(name))
    except QualcodeError as error:
        print("refused")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits are set and read as Linux does")
def test_the_worst_files_are_refused_in_bounded_memory_and_time(tmp_path):
    """A million of what costs a reader most: in 700 MB of memory and a minute of the processor all together."""
    worst = {
        "a.yaml": HEAD + "codes:\n" + "- a\n" * 1_000_000,
        "b.yaml": HEAD + "codes: " + "[" * 5_000_000,
        "c.csv": "name\n" + "a\n" * 1_000_000,
        "d.csv": '"' * 2_000_000,
        "e.qdc": QDC % ("<a/>" * 1_000_000),
        "f.qdc": "<a>" * 1_000_000,
        "g.qdc": QDC % ("<!-- " + "x" * 11_000_000),
    }
    for name, content in worst.items():
        (tmp_path / name).write_text(content)

    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *(str(tmp_path / name) for name in worst)],
        capture_output=True,
        text=True,
        env={**os.environ},
        check=False,
    )

    assert (done.stdout.split(), done.stderr) == (["refused"] * len(worst), "")
