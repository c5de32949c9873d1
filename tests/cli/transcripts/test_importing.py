"""import: formats, folders, corrections, profiles."""

import json
import shutil
import zipfile
from pathlib import Path

from tests.cli.conftest import Run
from tests.transcripts.documents.make import HERE

TALK = "Chercheur: Who?\n\nAnna: I do.\n\nChecheur: And then?\n\nAnna: Me.\n\nChercheur: Good.\n"


def test_a_folder_comes_in_and_what_is_bad_in_it_is_named(small: Run, tmp_path: Path) -> None:
    """The others come in; the exit code and the last line tell."""
    (tmp_path / "in").mkdir()
    for name in ("bold.docx", "talk.odt", "talk.pdf"):
        shutil.copy(HERE / name, tmp_path / "in" / name)
    (tmp_path / "in" / "broken.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff\xd8")

    answer = small("import", "in")

    assert (1, True, True) == (answer.code, "'broken.docx' cannot be read" in answer.err, "photo.jpg" in answer.err)
    assert "3 transcripts: 33 turns" in answer.err
    assert {"bold.docx", "talk.odt", "talk.pdf"} <= {row["name"] for row in small("sources", "--json").rows}


def test_what_is_doubtful_in_many_transcripts_is_said_once(small: Run, tmp_path: Path) -> None:
    """Up to three are named one by one."""
    (tmp_path / "in").mkdir()
    for number in range(7):
        (tmp_path / "in" / f"g{number}.csv").write_text(f"speaker,text\nP1,Prices rise {number}\nP2,They do\n")

    few = small("import", "in/g0.csv", "in/g1.csv").err.splitlines()
    (tmp_path / "in" / "g0.csv").unlink()
    (tmp_path / "in" / "g1.csv").unlink()
    many = small("import", "in").err.splitlines()

    doubt = "no moderator recognized; name one with --moderator"
    assert [f"g0.csv: {doubt}", f"g1.csv: {doubt}"] == [line for line in few if doubt in line]
    assert [f"g2.csv, g3.csv, g4.csv and 2 more: {doubt}"] == [line for line in many if doubt in line]


def test_a_zip_comes_in_like_a_folder(small: Run, tmp_path: Path) -> None:
    """Nothing of it is unpacked to disk."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.write(HERE / "talk.docx", "deep/talk.docx")

    assert 0 == small("import", "a.zip").code
    assert not (tmp_path / "deep").exists()
    assert "talk.docx" in [row["name"] for row in small("sources", "--json").rows]


def test_a_dry_run_says_format_encoding_and_styles(run: Run, tmp_path: Path) -> None:
    """And why others cannot be read."""
    (tmp_path / "talk.txt").write_text(TALK)
    (tmp_path / "none.txt").write_text("Nobody speaks here.")

    answer = run("import", "--dry-run", "--json", "talk.txt", "none.txt")

    row = answer.rows[0]
    assert ("text", "utf-8", ["Name: × 5"]) == (row["format"], row["encoding"], row["styles"])
    assert ["none.txt" in one for one in json.loads(answer.out)["about"]["refused"]] == [True]
    assert 1 == answer.code


def test_labels_are_corrected_and_kept_as_a_profile(run: Run, tmp_path: Path) -> None:
    """The profile reads the next file in the same way."""
    (tmp_path / "talk.txt").write_text(TALK)

    first = run("import", "--dry-run", "--json", "talk.txt", "--map", "Checheur=Chercheur", "--save-profile", "Trint")
    second = run("import", "--dry-run", "--json", "talk.txt", "--profile", "Trint")
    third = run("import", "--dry-run", "--json", "talk.txt", "--profile", "Tint")

    assert [["Chercheur", "Anna"]] * 2 == [first.rows[0]["speakers"], second.rows[0]["speakers"]]
    assert (1, True) == (third.code, "There are: Trint" in third.err)


def test_a_label_that_nobody_has_is_said(run: Run, tmp_path: Path) -> None:
    """It may be a slip."""
    (tmp_path / "talk.txt").write_text(TALK)

    assert "nobody is labelled 'Xenia'" in run("import", "--dry-run", "talk.txt", "--map", "Xenia=Anna").err
