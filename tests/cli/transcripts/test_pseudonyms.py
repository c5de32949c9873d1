"""Names out of the transcripts: found, looked through, replaced, codings and all."""

import csv
from pathlib import Path

import pytest

from qualcode.suggestions.language.names import capitalized_in
from qualcode.transcripts.pseudonyms import addresses, is_name
from tests.cli.conftest import CODEBOOK, Run

FIRST = """Moderator: Who begins? Anna?

ANNA: I met Ben in Oslo. Write to me: anna@example.org, or call +47 22 12 34 56.

BEN: Anna's right, as always. Anna knows Petrova.
"""
SECOND = """Модератор: Кто начнёт?

Вера: Я не знаю. Спросите Олега.

Олег: Вере виднее, чем Анне. С Верой не спорю, а вера тут ни при чём.
"""


@pytest.fixture
def groups(run: Run, tmp_path: Path) -> Run:
    for name, text in (("fg1.txt", FIRST), ("fg2.txt", SECOND), ("book.yaml", CODEBOOK), ("more.txt", "Petrova,[P]\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert 0 == run("init", "study.qualcode").code
    assert 0 == run("import", "fg1.txt", "fg2.txt").code
    assert 0 == run("codebook", "import", "book.yaml").code
    for words in ("Anna's right", "I met Ben in Oslo", "as always"):
        start = FIRST.index(words)
        assert 0 == run("code", "fg1", start, start + len(words), "Dealmakers").code
    return run


def table(path: Path) -> dict[tuple[str, str], dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return {(row["name"], row["source"]): row for row in csv.DictReader(file)}


def test_names_are_found_in_all_their_forms(groups: Run, tmp_path: Path) -> None:
    """Speakers in each of their sources, addresses, what was listed; small words that only look like names stay."""
    assert 0 == groups("pseudonyms", "find", "--names", "more.txt", "--out", "key.csv").code

    rows = table(tmp_path / "key.csv")
    assert {"ANNA", "Anna"} == set(rows["ANNA", "fg1.txt"]["forms"].split("; "))
    assert {"Вера", "Вере", "Верой"} == set(rows["Вера", "fg2.txt"]["forms"].split("; "))
    assert {"Олег", "Олега"} == set(rows["Олег", "fg2.txt"]["forms"].split("; "))
    assert ("[P]", "1") == (rows["Petrova", ""]["replacement"], rows["Petrova", ""]["times"])
    assert "e-mail" == rows["anna@example.org", ""]["kind"]
    assert ["phone"] == [row["kind"] for row in rows.values() if row["name"].startswith("'+47")]


def test_what_may_be_a_name_is_offered_and_left_alone_until_it_is_told(groups: Run, tmp_path: Path) -> None:
    """Third parties and short forms, by their capital within a sentence; in Russian all forms of a name together."""
    told = groups("pseudonyms", "find", "--out", "key.csv")
    rows = {name: row for (name, _), row in table(tmp_path / "key.csv").items() if row["kind"] == "name?"}

    assert {"Oslo": "", "Petrova": "", "Анна": ""} == {name: row["replacement"] for name, row in rows.items()}
    assert "Анне" == rows["Анна"]["forms"]
    assert "3 words may be a name (name?)" in told.err

    text = (tmp_path / "key.csv").read_text(encoding="utf-8").replace("name?,Анна,,,", "name?,Анна,,P9,")
    (tmp_path / "key.csv").write_text(text, encoding="utf-8")
    groups("pseudonyms", "apply", "key.csv")
    assert "Petrova" in groups("sources", "text", "fg1").out
    assert "виднее, чем P9." in groups("sources", "text", "fg2").out


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "en",
            "So I told Katya, and then Katya's mother. On Monday I'm off. We like Apples. I like apples.",
            {"Katya"},
        ),
        ("en", "Katya came. Then NATO said so.", set()),
        ("ru", "Я сказала Кате, и мама Кати пришла. Так и Москва.", {"Катя", "Москва"}),
        ("de", "Ich mag den Garten und die Straße.", set()),
    ],
)
def test_words_with_a_capital_within_sentences_may_be_names(language: str, text: str, names: set[str]) -> None:
    """At the beginning of a sentence every word has one; in German every noun."""
    assert names == set(capitalized_in([text], language))


def test_they_are_replaced_and_codings_go_along(groups: Run, tmp_path: Path) -> None:
    groups("pseudonyms", "find", "--names", "more.txt", "--out", "key.csv")
    rows = table(tmp_path / "key.csv")
    anna, ben = rows["ANNA", "fg1.txt"]["replacement"], rows["BEN", "fg1.txt"]["replacement"]

    answer = groups("pseudonyms", "apply", "key.csv")

    assert (0, True) == (answer.code, "share what you export, not the file" in answer.err)
    text = groups("sources", "text", "fg1").out
    assert f"{anna}: I met {ben} in Oslo. Write to me: [e-mail 1], or call [phone 1]." in text
    assert f"{ben}: {anna}'s right, as always. {anna} knows [P]." in text
    groups("codings", "export", "codings.csv")
    with (tmp_path / "codings.csv").open(encoding="utf-8") as file:
        assert {f"{anna}'s right", f"I met {ben} in Oslo", "as always"} == {
            row["quote"] for row in csv.DictReader(file)
        }
    assert [] == groups("sources", "review", "--json").rows
    assert {anna, ben} <= {row["label"] for row in groups("cases", "--json").rows}
    assert "вера тут ни при чём" in groups("sources", "text", "fg2").out
    assert 0 == groups("doctor").code


def test_the_same_name_is_the_same_person_within_a_source(groups: Run, tmp_path: Path) -> None:
    groups("pseudonyms", "find", "--out", "key.csv")
    groups("pseudonyms", "apply", "key.csv")

    vera = table(tmp_path / "key.csv")["Вера", "fg2.txt"]["replacement"]
    text = groups("sources", "text", "fg2").out
    assert f"{vera} виднее" in text
    assert f"С {vera} не спорю" in text


def test_the_key_is_not_in_the_journal_and_undo_brings_the_names_back(groups: Run) -> None:
    groups("pseudonyms", "find", "--out", "key.csv")
    groups("pseudonyms", "apply", "key.csv")
    assert not [row for row in groups("history", "--json").rows[:1] if "Anna" in str(row) or "key" in str(row)]

    groups("undo")

    assert FIRST == groups("sources", "text", "fg1").out
    assert "ANNA" in {row["label"] for row in groups("cases", "--json").rows}


def test_what_is_emptied_in_the_table_stays(groups: Run, tmp_path: Path) -> None:
    (tmp_path / "key.csv").write_text("name,replacement\nAnna,\nOslo,[place]\n", encoding="utf-8")

    assert 0 == groups("pseudonyms", "apply", "key.csv").code

    assert FIRST.replace("Oslo", "[place]") == groups("sources", "text", "fg1").out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name\nAnna\n", "it has no column 'replacement'"),
        ("name,replacement\nAnna,A\nAnna,B\n", "line 3: 'Anna' has another replacement above"),
        ("name,replacement\nZoe,Z\n", "stands in the transcripts any more"),
    ],
)
def test_a_table_that_cannot_be_is_refused(groups: Run, tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "key.csv").write_text(content, encoding="utf-8")

    answer = groups("pseudonyms", "apply", "key.csv")

    assert (1, 1, True) == (answer.code, len(answer.err.strip().splitlines()), said in answer.err)


@pytest.mark.parametrize("label", ["P3", "R1 woman", "Moderator", "Speaker", "All", "woman", "И2", "Участник 4"])
def test_labels_that_are_no_names(label: str) -> None:
    assert not is_name(label)


@pytest.mark.parametrize("label", ["Anna", "ANNA", "Anna Petrova", "Вера", "Jean-Luc"])
def test_labels_that_are_names(label: str) -> None:
    assert is_name(label)


def test_addresses_are_told_from_years_and_sums() -> None:
    said = "In 2014, for 1 500 000 roubles: call 8 (495) 123-45-67, see https://example.org/a?b=1, or www.example.com."

    assert [("link", "https://example.org/a?b=1"), ("link", "www.example.com"), ("phone", "8 (495) 123-45-67")] == list(
        addresses(said, "ru")
    )


def test_codings_are_exported_without_names(groups: Run, tmp_path: Path) -> None:
    """Also those in quotes, in every form, and addresses; the project stays as it is."""
    for words in ("Write to me: anna@example.org, or call +47 22 12 34 56", "Anna knows Petrova"):
        start = FIRST.index(words)
        groups("code", "fg1", start, start + len(words), "Dealmakers")
    start = SECOND.index("Вере виднее")
    groups("code", "fg2", start, start + len("Вере виднее, чем Анне. С Верой"), "Dealmakers")

    assert 0 == groups("codings", "export", "codings.csv", "--pseudonymized").code

    with (tmp_path / "codings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {
        "I met P2 in Oslo",
        "Write to me: [e-mail], or call [phone]",
        "P1's right",
        "as always",
        "P1 knows Petrova",
        "P3 виднее, чем Анне. С P3",
    } == {row["quote"] for row in rows}
    assert {"P1", "P2", "P4"} == {row["speaker"] for row in rows}
    assert FIRST == groups("sources", "text", "fg1").out


def test_names_of_sources_and_what_belongs_to_people_are_under_pseudonyms(run: Run, tmp_path: Path) -> None:
    """File names, underscores and all, in every export; each source keeps a name of its own."""
    text = "Модератор: Кто тут?\n\nСветлана Ким: Я и Светланина сестра.\n\nМодератор: И?\n\nСветлана Ким: Всё.\n"
    for name in ("Светлана_Ким2.txt", "Беседа_Светланы.txt"):
        (tmp_path / name).write_text(text.replace("Всё", name[:3]), encoding="utf-8")
    (tmp_path / "book.yaml").write_text(CODEBOOK, encoding="utf-8")
    run("init", "study.qualcode")
    run("import", "Светлана_Ким2.txt", "Беседа_Светланы.txt")
    run("codebook", "import", "book.yaml")
    for name in ("Светлана_Ким2.txt", "Беседа_Светланы.txt"):
        start = text.index("Я и")
        assert 0 == run("code", name, start, start + 20, "Dealmakers").code

    run("codings", "export", "out.csv", "--pseudonymized")
    run("report", "--pseudonymized", "-o", "out.html")
    shown = [
        (tmp_path / "out.csv").read_text(encoding="utf-8"),
        (tmp_path / "out.html").read_text(encoding="utf-8"),
        run("quotes", "--pseudonymized").out,
        run("matrix", "--pseudonymized", "--no-about").out,
        run("participation", "--pseudonymized", "--no-about").out,
    ]

    assert [] == [text for text in shown if "Светлан" in text or "Ким" in text]
    assert 2 == len({row["source"] for row in run("quotes", "--pseudonymized", "--json").rows})
    one = run("quotes", "--pseudonymized", "--source", "Светлана_Ким2.txt", "--json").rows
    assert 1 == len(one)
