"""Text from transcripts and names that means harm, or comes out of damaged files."""

HOSTILE = {
    "formula": "=cmd|'/c calc'!A1",
    "link": '=HYPERLINK("http://x")',
    "plus": "+1+cmd",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "terminal": "\x1b]0;owned\x07\x9b31m",
    "nul": "NUL \0 here",
    "bidi": "user\u202egnp.exe\u2066",
    "script": "</script><script>alert(1)</script><!--",
    "entity": "&lt;b&gt; \"quoted\" 'so'",
    "latex": r"\input{/etc/passwd} 100% $x_1$ & #1 ~^{} [a] * -- ''",
    "surrogate": "half \ud83d of it",
    "noncharacter": "none \ufffe\uffff",
    "escaped": "_x0041_ \\u0041",
    "url": "http://example.org/x internal:table!A1",
    "newlines": "one\ntwo\r\nthree\rfour",
    "cyrillic": "Страх эскалации – ё, é, 中, 😀",
    "long": "x" * 1_000_000,
}
SHORT = {what: text for what, text in HOSTILE.items() if what != "long"}
ABOUT = {
    "title": "Themes",
    "program": "qualcode 0.1.0",
    "project": "Peace --> </script> % \u202e\x1b",
    "codebook_revisions": {"Talks": "ab" * 32},
    "coders": ["Kim", "Lee"],
    "command": "qualcode freq --by gender",
    "at": "2025-02-14T10:30:00+00:00",
    "options": {"by": "gender", "code": ["Надежда"]},
}
