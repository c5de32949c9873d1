"""Generated codebooks: any tree and any text that a codebook may hold, awkward ones first."""

from dataclasses import replace

from hypothesis import strategies as st

from qualcode.codebooks.cue_patterns import pattern_json
from qualcode.model.codebook import Code, Codebook, Cue

# Words that some format or reader would take for something else.
AWKWARD = [
    "null", "~", "yes", "No", "on", "true", "12", "1e5", "0x1f", "12:30", "2024-05-01", "1_000", ".5", "-", "- a",
    "a: b", "a:", "# no", "a #b", "#b", "'=1+1", "=1+1", "@a", "+7 900", "-1", "''-", "'", '"', '"a"', "a;b", "a; b",
    "a|b", "a, b", "en: a", "not: a", "lower: a", "en not exact: a", "no: a", "pattern: [1]", "[a]", "{a: b}",
    '{"text": "a"}', "[1]", "&a", "*a", "!a", "!!str a", "%a", "`a`", "? a", "| a", "> a", "a > b", "a>b", "a / b",
    "---", "...", "\\n", "\\", "a\\b", "  ", " a", "a ", "a  b", "a\tb", "\ta", "a\nb", "a\n\nb", "\na", "a\n",
    "a\n\n\n  b\nc", "  a\nb", "a \nb", "a\n# b", "\x00", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff",
    "a\ufeffb", "\u00a0", "a\u00a0", "\u3000a", "\u200b", "😀", "дела", "“так”", "«да»", "…и", "any", "sep=;",
    "name,parent", "x" * 91, "word " * 30 + "end", "word " * 30 + "\nnext " + "word " * 30 + "end", " word" * 40,
    "a\u2003b " * 40 + "c",
]  # fmt: skip

_chars = st.characters(exclude_categories=("Cs",))
texts = st.one_of(st.sampled_from(AWKWARD), st.text(_chars, max_size=30), st.text("ab :#-'\"\n>|;,=", max_size=150))
_name_chars = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
names = st.one_of(
    st.sampled_from([word for word in AWKWARD if word.strip() and word.isprintable()]),
    st.text(_name_chars, min_size=1, max_size=12),
    st.text("ab> :'=", min_size=1, max_size=6),
).filter(lambda name: name.strip() != "")
guids = st.uuids(version=4).map(str)
languages = st.sampled_from([None, None, "en", "ru", "no", "pt-BR", "xx", "qqq"])
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
_tokens = st.lists(
    st.dictionaries(
        st.sampled_from(["LOWER", "LEMMA", "OP", "IS_ALPHA", "LENGTH"]),
        st.one_of(
            texts,
            st.booleans(),
            st.just("?"),
            st.dictionaries(
                st.sampled_from(["IN", "REGEX", ">="]), st.one_of(st.lists(texts, max_size=3), texts, st.integers())
            ),
        ),
        max_size=2,
    ),
    max_size=4,
)
patterns = st.one_of(
    _tokens.map(pattern_json), _json.map(pattern_json), st.sampled_from(["[", "not json", "[{]", "NaN", "{'a'}"])
)


@st.composite
def cues(draw):
    form = draw(st.sampled_from(["lemma", "lemma", "lower", "exact", "pattern"]))
    text = draw(patterns if form == "pattern" else texts.filter(lambda text: text.strip() != ""))
    return Cue(text, form, draw(languages), draw(st.booleans()))


def codes(guid, name, parent_guid):
    return st.builds(
        Code,
        guid=st.just(guid),
        name=st.just(name),
        parent_guid=st.just(parent_guid),
        definition=st.one_of(st.just(""), texts),
        use_when=st.one_of(st.just(""), texts),
        not_when=st.one_of(st.just(""), texts),
        cues=st.lists(cues(), max_size=4).map(tuple),
        examples=st.lists(texts, max_size=3).map(tuple),
        color=st.one_of(st.none(), st.sampled_from(["#c0392b", "#000000", "#123456"])),
        is_codable=st.booleans(),
        is_retired=st.booleans(),
        merged_guids=st.one_of(st.just(()), st.lists(guids, max_size=2, unique=True).map(tuple)),
        split_from_guid=st.one_of(st.none(), guids),
    )


@st.composite
def codebooks(draw, most=7):
    """A codebook of up to that many codes; keys are shared out so that none stands twice."""
    made: list[Code] = []
    siblings: set[tuple[str | None, str]] = set()
    keys = draw(
        st.lists(st.sampled_from(["k", "1", "~", "n", "'", "=", "-", "#", "key", "ю", "t1", "no", ";"]), unique=True)
    )
    for guid in draw(st.lists(guids, max_size=most, unique=True)):
        parent = draw(st.sampled_from([None, *(code.guid for code in made)]))
        name = draw(names)
        if (parent, name.strip().casefold()) in siblings:
            continue
        siblings.add((parent, name.strip().casefold()))
        code = draw(codes(guid, name, parent))
        made.append(replace(code, key=keys.pop()) if keys and draw(st.booleans()) else code)
    return Codebook(
        guid=draw(guids), name=draw(names), description=draw(st.one_of(st.just(""), texts)), codes=tuple(made)
    )
