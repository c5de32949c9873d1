"""Make the documents of this folder anew with LibreOffice: python tests/transcripts/documents/make.py

`talk.txt` is composed for this project. The others are it as a word processor saves it: plain as it stands, and with
bold labels, a table, a page header and page numbers, or in two columns, from OpenDocument written here.
"""

import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt:writer8",
    "rtf": "rtf:Rich Text Format",
    "html": "html:HTML (StarWriter)",
    "pdf": "pdf:writer_pdf_Export",
}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="C" style:family="section"><style:section-properties>
<style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties></style:style>
<style:style style:name="T" style:family="table-cell"><style:table-cell-properties fo:padding="0.2cm"/></style:style>
<style:page-layout style:name="L">
<style:page-layout-properties fo:page-width="14.8cm" fo:page-height="21cm" fo:margin="2cm"/>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>Study on trust, group 3, confidential</text:p></style:header>
<style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles><office:body><office:text>
"""
_TAIL = "</office:text></office:body></office:document>\n"


def turns() -> list[tuple[str, str]]:
    """Return label and talk of each turn in `talk.txt`."""
    text = (HERE / "talk.txt").read_text(encoding="utf-8")
    parts = (paragraph.split(": ", 1) for paragraph in text.strip().split("\n\n"))
    return [(label, talk) for label, talk in parts]


def scenes() -> dict[str, str]:
    """Return the flat OpenDocument of each scene, by its name."""
    bold = "".join(
        f'<text:p><text:span text:style-name="B">{escape(label)}</text:span> {escape(talk)}</text:p>'
        for label, talk in turns()
    )
    cells = "".join(
        f'<table:table-row><table:table-cell table:style-name="T"><text:p>{escape(label)}</text:p></table:table-cell>'
        f'<table:table-cell table:style-name="T"><text:p>{escape(talk)}</text:p></table:table-cell></table:table-row>'
        for label, talk in turns()
    )
    table = f'<table:table><table:table-column table:number-columns-repeated="2"/>{cells}</table:table><text:p/>'
    plain = "".join(f"<text:p>{escape(label)}: {escape(talk)}</text:p>" for label, talk in turns() * 3)
    columns = f'<text:section text:style-name="C" text:name="S">{plain}</text:section>'
    return {
        name: _HEAD + body + _TAIL
        for name, body in (("bold", bold), ("table", table), ("pages", plain), ("columns", columns))
    }


def convert(files: list[Path], kind: str, folder: Path, profile: Path) -> None:
    """Have LibreOffice save files as another kind into a folder."""
    reading = ["--infilter=Text (encoded):UTF8,LF"] if files[0].suffix == ".txt" else []
    settings = f"-env:UserInstallation={profile.as_uri()}"
    subprocess.run(
        ["soffice", "--headless", settings, *reading, "--convert-to", FILTERS[kind], "--outdir", folder, *files],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def main(folder: Path) -> None:
    """Make all documents in a folder."""
    with tempfile.TemporaryDirectory() as place:
        profile = Path(place, "profile")
        for name, text in scenes().items():
            Path(place, f"{name}.fodt").write_text(text, encoding="utf-8")
        for kind in FILTERS:
            convert([HERE / "talk.txt"], kind, folder, profile)
        for kind in ("docx", "odt", "html"):
            convert([Path(place, "bold.fodt"), Path(place, "table.fodt")], kind, folder, profile)
        convert([Path(place, f"{name}.fodt") for name in ("table", "pages", "columns")], "pdf", folder, profile)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
