"""REFI-QDA codebooks: valid by the published schema, and read as other programs write them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from qualcode.codebooks.reading import read_codebook
from qualcode.codebooks.writing import write_codebook
from qualcode.errors.codebooks import CodebookFileError
from qualcode.model.codebook import Code, Codebook, Cue
from tests.codebooks.test_codebook_formats import holdable

SCHEMA = Path(__file__).parent / "Codebook-v1.0.xsd"
STANDARD = "urn:QDA-XML:codebook:1.0"


def guid(number):
    return f"00000000-0000-4000-8000-{number:012d}"


@pytest.fixture
def read(tmp_path):
    """Write a .qdc and read it."""

    def written_and_read(content):
        path = tmp_path / "book.qdc"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_codebook(path)

    return written_and_read


def book(codes, namespace=STANDARD, origin="NVivo 14", sets=""):
    xmlns = f' xmlns="{namespace}"' if namespace else ""
    return (
        f'<?xml version="1.0"?>\n<CodeBook{xmlns} origin="{origin}">\n<Codes>\n{codes}\n</Codes>\n{sets}</CodeBook>\n'
    )


def code(number, name, inner="", more='isCodable="true"'):
    return f'<Code guid="{guid(number)}" name="{name}" {more}>{inner}</Code>'


def tree(file):
    """The codes as paths."""
    return [file.codebook.path(each.guid) for each in file.codebook.codes]


@settings(deadline=None, max_examples=15)
@given(codebook=holdable)
def test_every_export_is_valid_by_the_published_schema(tmp_path, codebook):
    """Whatever a codebook holds, its .qdc is what the standard says a .qdc is."""
    path = tmp_path / "book.qdc"

    write_codebook(codebook, path, revision="f" * 64, parents=["a" * 64], ancestors=["b" * 64])

    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(etree.parse(path))


def test_what_a_colleague_reads_in_another_program(tmp_path):
    """What has no place of its own stands in the description, under headings that anybody understands."""
    codes = (
        Code(
            guid=guid(1),
            name="Call-up",
            definition="Fear of a call-up.",
            use_when="It is what worries the speaker.",
            not_when="Losses so far.",
            cues=(Cue("call-up papers", "lower", "en"), Cue("agenda", is_negative=True)),
            examples=("they will come for my son",),
            color="#c0392b",
            key="b1",
        ),
    )
    path = tmp_path / "book.qdc"

    write_codebook(Codebook(guid=guid(9), name="Talks", codes=codes), path)

    (element,) = etree.parse(path).iter(f"{{{STANDARD}}}Code")
    assert dict(element.attrib) == {"guid": guid(1), "name": "Call-up", "isCodable": "true", "color": "#c0392b"}
    assert element[0].text == (
        "Fear of a call-up.\n\nUse when:\nIt is what worries the speaker.\n\nDo not use when:\nLosses so far.\n\n"
        "Cues:\nen lower: call-up papers\nnot: agenda\n\nExamples:\nthey will come for my son\n\nKey:\nb1"
    )


def test_a_codebook_without_codes_is_no_qdc(tmp_path):
    """The standard wants one code at least."""
    with pytest.raises(Exception, match="has no codes yet"):
        write_codebook(Codebook(guid=guid(9), name="Talks"), tmp_path / "book.qdc")

    assert not (tmp_path / "book.qdc").exists()


@pytest.mark.parametrize(
    ("namespace", "told"),
    [
        (STANDARD, ()),
        (
            "urn:QDA-XML:codebook:0:4",
            ("is of the namespace urn:QDA-XML:codebook:0:4; it is read as " + STANDARD + ".",),
        ),
        (
            "urn:QDA-XML:codebook:0.4",
            ("is of the namespace urn:QDA-XML:codebook:0.4; it is read as " + STANDARD + ".",),
        ),
        (
            "urn:QDA-XML:codebook:1:0",
            ("is of the namespace urn:QDA-XML:codebook:1:0; it is read as " + STANDARD + ".",),
        ),
        ("", ("has no namespace; it is read as " + STANDARD + ".",)),
        ("urn:x", ("is of a namespace that is not known ('urn:x'); it is read as " + STANDARD + ".",)),
    ],
)
def test_every_namespace_is_read_and_told(read, namespace, told):
    """All that programs have written over the years is read."""
    file = read(book(code(1, "A", code(2, "B")), namespace))

    assert (tree(file), file.remarks) == (["A", "A > B"], told)


def test_prefixed_names_are_read(read):
    """A prefix instead of a default namespace is the same XML."""
    file = read(
        f'<q:CodeBook xmlns:q="{STANDARD}"><q:Codes><q:Code guid="{guid(1)}" name="A" isCodable="true">'
        "<q:Description>Means <![CDATA[a & b]]>.</q:Description></q:Code></q:Codes></q:CodeBook>"
    )

    assert file.codebook.codes[0].definition == "Means a & b."


@pytest.mark.parametrize("written", ["{%s}", "%s", " %s "])
@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_guids_in_braces_and_any_case_are_the_same(read, written, case):
    """One identity however a program spells it, and nothing to tell."""
    wanted = "abcdefab-0000-4000-8000-00000000cdef"

    file = read(book(f'<Code guid="{written % case(wanted)}" name="A" isCodable="true"/>'))

    assert (file.codebook.codes[0].guid, file.remarks) == (wanted, ())


def test_missing_malformed_and_double_guids_are_made_anew_and_told(read):
    """What identifies nothing is replaced, each with its line."""
    file = read(
        book(
            '<Code name="A" isCodable="true"/>\n<Code guid="12-34" name="B" isCodable="true"/>\n'
            f"{code(3, 'C')}\n{code(3, 'D')}"
        )
    )

    guids = [each.guid for each in file.codebook.codes]
    assert file.without_guid == {file.codebook.guid, guids[0], guids[1], guids[3]}
    assert guids[2] == guid(3)
    assert file.remarks == (
        "line 5: '12-34' of 'B' is no GUID; a new one is made.",
        "one code has no GUID; made anew.",
        "line 7: 'D' has the GUID of 'C' (line 6); a new one is made.",
    )


@pytest.mark.parametrize(
    ("written", "color"),
    [
        ("#F00", "#ff0000"),
        ("red", "#ff0000"),
        ("DarkOrange", "#ff8c00"),
        ("rgb(192, 57, 43)", "#c0392b"),
        ("#80C0392B", "#c0392b"),
        ("argb(128,1,2,3)", None),
        ("blurple", None),
        ("#12", None),
    ],
)
def test_colors_in_most_spellings(read, written, color):
    """Short, named and RGB colors are mended, others left out; either is told."""
    file = read(book(code(1, "A", more=f'isCodable="true" color="{written}"')))

    assert (file.codebook.codes[0].color, len(file.remarks)) == (color, 1)


def test_capitals_in_colors_are_not_worth_a_word(read):
    """ATLAS.ti and MAXQDA write every color so."""
    file = read(book(code(1, "A", more='isCodable="true" color="#C0392B"')))

    assert (file.codebook.codes[0].color, file.remarks) == ("#c0392b", ())


def test_a_description_may_be_an_attribute(read):
    """As portableQDA writes it."""
    codes = code(1, "A", more='isCodable="true" description="Means a."')

    assert read(book(codes)).codebook.codes[0].definition == "Means a."


def test_codes_are_found_in_what_stands_around_them(read):
    """Some programs put a group of their own making around sub-codes; none of them is lost."""
    inner = f"<SubCodes>{code(2, 'B')}{code(3, 'C', '<Codes>' + code(4, 'D') + '</Codes>')}</SubCodes><Note/>"

    file = read(f'<CodeBook xmlns="{STANDARD}">{code(1, "A", inner)}<Group>{code(5, "E")}</Group></CodeBook>')

    assert tree(file) == ["A", "A > B", "A > C", "A > C > D", "E"]
    assert file.remarks == ("line 1: the element <Note> is not read.",)


def test_sets_are_told_of_and_empty_ones_are_no_fault(read):
    """A codebook here has no sets; what is not kept is said, an empty element is not worth a word."""
    sets = f'<Sets><Set guid="{guid(8)}" name="Economy"><MemberCode guid="{guid(1)}"/></Set></Sets>'

    assert read(book(code(1, "A"), sets="<Sets/>")).remarks == ()
    assert read(book(code(1, "A"), sets=sets)).remarks == (
        "line 6: the set 'Economy' of 1 code is not kept; a codebook here has no sets.",
    )


def test_categories_stay_categories(read):
    """What cannot be applied there cannot be applied here."""
    file = read(book(code(1, "A", code(2, "B", more='isCodable="1"'), more='isCodable="false"')))

    assert [each.is_codable for each in file.codebook.codes] == [False, True]


def test_the_folder_of_nvivo_is_left_out(read):
    """NVivo's folder around all codes is no theme of anybody's."""
    codes = code(1, "A", code(2, "B")) + code(3, "C")

    file = read(book(code(7, "Nodes", codes, more='isCodable="false"')))

    assert tree(file) == ["A", "A > B", "C"]
    assert file.remarks == ("line 4: the folder 'Nodes' around all codes is left out.",)


def test_a_theme_that_is_called_like_a_folder_stays(read):
    """Only what cannot be applied and tells nothing is a folder."""
    inner = "<Description>All of them.</Description>" + code(1, "A")

    assert tree(read(book(code(7, "Nodes", inner, more='isCodable="false"')))) == ["Nodes", "Nodes > A"]
    assert tree(read(book(code(7, "Nodes", code(1, "A"))))) == ["Nodes", "Nodes > A"]


def test_dotted_tags_of_taguette_are_a_tree(read):
    """Taguette's tags are flat, with dots for levels; a level without a tag of its own becomes a category."""
    codes = "".join(
        code(n, name) for n, name in enumerate(("people", "people.leaders", "terms.land.sea", "e.g. this"), 1)
    )

    file = read(book(codes, origin="Taguette 1.4.1"))

    assert tree(file) == ["people", "people > leaders", "terms", "terms > land", "terms > land > sea", "e.g. this"]
    assert [each.is_codable for each in file.codebook.codes] == [True, True, False, False, True, True]
    assert file.codebook.codes[1].guid == guid(2)
    assert tree(read(book(codes)))[1] == "people.leaders"  # only Taguette means it so


def test_names_that_cannot_be_are_mended_and_told(read):
    """Line breaks, overrides, names without end, twice or missing do not stop a colleague's codebook."""
    names = ["A&#10;B", "a\u202eb", "x" * 300, "", "Twice", "twice"]

    file = read(book("\n".join(code(n, name) for n, name in enumerate(names, 1))))

    assert [each.name for each in file.codebook.codes] == [
        "A B",
        "ab",
        "x" * 199 + "…",
        "unnamed code",
        "Twice",
        "twice (2)",
    ]
    assert len(file.remarks) == 5


def test_descriptions_with_our_headings_are_taken_apart(read):
    """What somebody typed under the same headings elsewhere means the same; line ends of Windows do not matter."""
    text = "Fear of it.&#13;&#10;&#13;&#10;Use when:&#13;&#10;It worries.&#13;&#10;"

    file = read(book(code(1, "A", f"<Description>{text}</Description>")))

    assert (file.codebook.codes[0].definition, file.codebook.codes[0].use_when) == ("Fear of it.", "It worries.")
    assert file.fields == {"parent", "definition", "is_codable", "use_when"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251"])
def test_encodings(read, encoding):
    """Byte order marks, UTF-16 and what the declaration names are read."""
    text = book(code(1, "Вожди"))
    if encoding == "windows-1251":
        text = text.replace('version="1.0"', 'version="1.0" encoding="windows-1251"')

    assert tree(read(text.encode(encoding))) == ["Вожди"]


def test_a_whole_project_gives_its_codebook(read):
    """The XML of a REFI-QDA project holds a codebook too."""
    inner = book(code(1, "A"), "").partition("?>")[2]

    assert tree(read(f'<Project xmlns="urn:QDA-XML:project:1.0">{inner}</Project>')) == ["A"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is no XML"),
        ("<CodeBook>", "is no XML"),
        ("name,parent\n", "is no XML"),
        ("<html/>", "begins with <html>, not with <CodeBook>"),
        ('<?xml version="1.0"?><!-- x --><!DOCTYPE CodeBook><CodeBook/>', "line 1: declares a document type"),
        (book('<Code name="A">' * 60 + "</Code>" * 60), "more than 50 levels deep"),
        (book('<Code name="A">' * 400 + "</Code>" * 400), "is no XML"),
    ],
)
def test_what_is_no_codebook_is_refused_in_one_line(read, content, reason):
    """Each refusal names the file and the reason."""
    with pytest.raises(CodebookFileError) as refused:
        read(content)

    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
