"""Whole sessions of linear mode, fed through stdin: what is stored, and what is said."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.cli.linear.linear import LinearSession
from qualcode.coding.codebook_writing import write_codebook
from qualcode.project.opening import create_project, open_project
from tests.cli.conftest import CODEBOOK, Answer, Run, place
from tests.conftest import AT, BOOK, add_small_source

Linear = Callable[..., Answer]
BIG = "Deference > Big people"


@pytest.fixture
def linear(small: Run, monkeypatch: pytest.MonkeyPatch) -> Linear:
    """Feed lines to `qualcode code fg1 --linear OPTIONS...`."""

    def session(*lines: str, options: tuple[object, ...] = ()) -> Answer:
        typed = io.TextIOWrapper(io.BytesIO("".join(f"{line}\n" for line in lines).encode()), encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", typed)
            return small("code", "fg1", "--linear", *options)

    return session


def stored(run: Run) -> list[tuple[Any, ...]]:
    """Code, quote, memo and coder of all codings, in order of place."""
    rows = run("codings", "list", "--json").rows
    return [(row["code"], row["quote"], row["memo"], row["coder"]) for row in rows]


def after_prompts(answer: Answer) -> list[str]:
    """The last line said before each prompt but the first."""
    lines = answer.out.splitlines()
    return [lines[at - 1] for at, line in enumerate(lines) if line.startswith("turn ")][1:]


def test_a_whole_session(small: Run, linear: Linear) -> None:
    """Turns are read out, codings made, a memo written, one removed, one undone; the end sums up."""
    answer = linear("", "f1 1", 'dealm "19:30"', "m 1 let them", "", "deal", "u", "r", "x 1", "p", "q")

    assert [(BIG, "Let the big people decide.", "let them", "Vera"), ("Dealmakers", "19:30", "", "Vera")] == stored(
        small
    )
    assert (0, "") == (answer.code, answer.err)
    assert [
        "fg1.txt: 6 turns, 0 of 4 turns of participants coded. Coding as Vera. ? is help, q leaves.",
        "Turn 1 of 6. Moderator (moderator). No codings.",
        "1 Who should talk to whom?",
        "turn 1>",
        "Turn 2 of 6. ANNA (participant). No codings.",
        "1 Let the big people decide.",
        "2 It is at 19:30 that I watch the news.",
        "turn 2>",
        "Coded: Deference > Big people, sentence 1. This is coding 1.",
        "turn 2>",
        'Coded: Dealmakers, "19:30". This is coding 2.',
        "turn 2>",
        "Memo on coding 1: let them.",
        "turn 2>",
        "Turn 3 of 6. IVAN (participant). No codings.",
        "1 Trump is a businessman, you can reach an agreement with him.",
        "turn 3>",
        "Coded: Dealmakers, the whole turn. This is coding 1.",
        "turn 3>",
        "Undone: coded “Trump is a businessman, you can reach an agreem…” in fg1.txt as Dealmakers.",
        "turn 3>",
        "Done again: coded “Trump is a businessman, you can reach an agreem…” in fg1.txt as Dealmakers.",
        "turn 3>",
        "Removed coding 1: Dealmakers. u brings it back.",
        "turn 3>",
        "Turn 2 of 6. ANNA (participant). 2 codings.",
        "1 Let the big people decide.",
        "2 It is at 19:30 that I watch the news.",
        "Coding 1: Deference > Big people, sentence 1. Memo: let them",
        'Coding 2: Dealmakers, "19:30".',
        "turn 2>",
        "Left at turn 2 of 6. In this session: 3 coded, 1 given a memo, 1 undone, 1 done again, 1 removed. "
        "Everything is saved.",
    ] == answer.out.splitlines()


def test_the_end_of_input_ends_it_politely(linear: Linear) -> None:
    """With the summary and exit code 0, also in the middle of a line."""
    answer = linear()

    assert (0, "") == (answer.code, answer.err)
    assert [
        "End of input.",
        "Left at turn 1 of 6. In this session: nothing was changed. Everything is saved.",
    ] == answer.out.splitlines()[-2:]


def test_several_fits_are_listed_and_a_number_takes_one(small: Run, linear: Linear) -> None:
    """Enter takes none and stays; a number that is not there asks again; another line is a command of its own."""
    answer = linear("g 2", "de 1", "", "de 1", "7", "2", "de", "g 3")

    assert [("Dealmakers", "Let the big people decide.", "", "Vera")] == stored(small)
    listed = [
        "Which code? Type a number, or Enter for none.",
        "1 Deference",
        "2 Dealmakers",
        "3 Deference > Big people, key f1",
        "turn 2, number?>",
    ]
    lines = answer.out.splitlines()
    at = lines.index(listed[0])
    assert [
        *listed,
        "None taken.",
        "turn 2>",
        *listed,
        "Say a number from 1 to 3, or Enter for none.",
        "turn 2, number?>",
        "Coded: Dealmakers, sentence 1. This is coding 1.",
        "turn 2>",
        *listed,
        "Turn 3 of 6. IVAN (participant). No codings.",
    ] == lines[at : at + 22]


def test_words_that_stand_twice_are_asked_about(small: Run, linear: Linear, tmp_path: Path) -> None:
    """The place is chosen by number among the sentences; the second one is coded here."""
    text = "Moderator: Well?\n\nANNA: They know. We do not know it.\n"
    (tmp_path / "fg7.txt").write_text(text, encoding="utf-8")
    assert 0 == small("import", "fg7.txt").code

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO('n\nf1 "know"\n2\n'))
        answer = small("code", "fg7", "--linear")

    lines = answer.out.splitlines()
    at = lines.index("Which of these? Type a number, or Enter for none.")
    assert ["1 sentence 1: They [know] .", "2 sentence 2: We do not [know] it."] == lines[at + 1 : at + 3]
    (coding,) = small("codings", "list", "--json").rows
    assert (text.rindex("know"), "know") == (coding["start"], coding["quote"])


def test_the_last_code_is_repeated_by_a_full_stop(small: Run, linear: Linear) -> None:
    """At a place too; before any code was applied there is none."""
    answer = linear("g 2", ".", "f1 1", ". 2")

    assert [quote for _, quote, _, _ in stored(small)] == [
        "Let the big people decide.",
        "It is at 19:30 that I watch the news.",
    ]
    assert "No code was applied yet." in after_prompts(answer)


def test_keys_that_are_commands_take_an_equals_sign(small: Run, linear: Linear, tmp_path: Path) -> None:
    """They are named at the start; the letter alone stays the command."""
    (tmp_path / "book.yaml").write_text(CODEBOOK.replace("key: f1", "key: p"), encoding="utf-8")
    small("codebook", "import", "book.yaml")

    answer = linear("g 2", "p", "g 2", "=p 1", "p 2")

    assert "Keys of codes that are commands here take = before them: =p" in answer.out.splitlines()
    assert [row[1] for row in stored(small)] == ["Let the big people decide.", "It is at 19:30 that I watch the news."]
    assert "Turn 1 of 6. Moderator (moderator). No codings." in answer.out.splitlines()[6:]


def test_suggestions_are_listed_accepted_and_rejected(small: Run, linear: Linear) -> None:
    """With score and reason, on their own segment or another; a rejected one does not come back."""
    answer = linear("g 3", "s", '+ 1 "a businessman"', "g 5", "s", "- 1", "s", "g 2", "s", "+1")

    assert [(BIG, "Let the big people decide.", "", "Vera"), ("Dealmakers", "a businessman", "", "Vera")] == stored(
        small
    )
    said = after_prompts(answer)
    assert said[1].startswith("Suggestion 1: 0.")
    assert "Dealmakers, the whole turn. cue" in said[1]
    assert 'Accepted: Dealmakers, "a businessman". This is coding 1.' == said[2]
    assert "1 suggestion: s lists." == said[3]
    assert "Rejected: Deference > Big people. It is not suggested here again." == said[5]
    assert "No suggestion for this turn." == said[6]
    origins = {row["quote"]: row["origin"] for row in small("codings", "list", "--json").rows}
    assert {"Let the big people decide.": "suggestion", "a businessman": "suggestion-resized"} == origins


def test_suggestions_can_be_left_out(linear: Linear) -> None:
    """Nothing is looked for then."""
    answer = linear("g 3", "s", "+ 1", options=("--no-suggestions",))

    assert [
        "Suggestions are off (--no-suggestions).",
        "No suggestions are listed now: s lists those of this turn.",
    ] == after_prompts(answer)[1:]


def test_the_moderator_has_suggestions_when_asked_for(small: Run, linear: Linear, tmp_path: Path) -> None:
    """By a command or an option, until the session or the next such command; a code can still be called so."""
    (tmp_path / "book.yaml").write_text(CODEBOOK.replace("businessman", "talk"), encoding="utf-8")
    small("codebook", "import", "book.yaml")

    answer = linear("s", "s moderator", "s", "+ 1", "s Moderator", "s", "=moderator")
    asked = linear("g 1", "u", "s", options=("--with-moderator",))
    off = linear("s moderator", options=("--no-suggestions",))

    said = after_prompts(answer)
    assert said[0] == "No suggestion for a turn of a moderator. s moderator asks for them."
    assert said[1] == "Suggestions on the moderator's turns too, in this session. s moderator ends that."
    assert said[2].startswith("Suggestion 1: 0.")
    assert said[3].startswith("Accepted: Dealmakers, ")
    assert said[4] == "Suggestions on participants' turns only."
    assert said[6].startswith('No code fits "moderator".')
    assert after_prompts(asked)[2].startswith("Suggestion 1: 0.")
    assert after_prompts(off) == ["Suggestions are off (--no-suggestions)."]


def test_moving(linear: Linear) -> None:
    """By number, to words, to what is uncoded, round from the end, and no further than the ends."""
    answer = linear("p", "g 2", "f1", "/BUSINESSMAN", "/big people", "/", "g 6", "n", "nu", "g 99", "/nowhere")

    assert [
        "Turn 1 of 6",
        "No turn before",
        "Turn 2 of 6",
        "Turn 3 of 6",
        "Turn 5 of 6",
        "From the beginning:",
        "Turn 2 of 6",
        "Turn 6 of 6",
        "No turn further on",
        "From the beginning:",
        "Turn 3 of 6",
        "Say a turn from 1 to 6, such as: g 6",
        '"nowhere" stands in no other turn',
    ] == [
        line.split(".")[0]
        for line in answer.out.splitlines()
        if line.startswith(("Turn ", "From", "No turn", "Say", '"'))
    ]


def test_a_coder_goes_on_where_she_was(linear: Linear, tmp_path: Path) -> None:
    """Also after the input ended; --from begins elsewhere; another coder begins at the first turn."""
    linear("g 5")

    lines = linear().out.splitlines()
    assert ["Going on at turn 5, where you were.", "Turn 5 of 6. OLGA (participant). No codings."] == lines[1:3]
    assert linear(options=("--coder", "Pavel")).out.splitlines()[1].startswith("Turn 1 of 6.")
    assert linear(options=("--from", 3)).out.splitlines()[1].startswith("Turn 3 of 6.")
    with open_project(tmp_path / "study.qualcode", coder="Vera") as project:
        (kept,) = project.reading_places().values()
    assert ((1, 1), (3, 3), (5, 5)) == kept.turns_read


def test_only_uncoded_turns_of_participants(small: Run, linear: Linear) -> None:
    """The moderator's and those that anybody coded are passed over."""
    small("code", "fg1", *place("Trump is a businessman"), "Dealmakers", "--coder", "Pavel")

    answer = linear("f1", "", "p", "", "", "", options=("--uncoded",))

    turns = [line.split()[1] for line in answer.out.splitlines() if line.startswith("Turn ")]
    assert ["2", "5", "6"] == turns
    assert "No uncoded turn before." in answer.out
    assert "No uncoded turn further on." in answer.out


def test_other_coders_codings_are_said_and_left_alone(small: Run, linear: Linear) -> None:
    """Only one's own can be removed or written on."""
    small("code", "fg1", *place("Trump is a businessman"), "Dealmakers", "--coder", "Pavel")

    answer = linear("g 3", "x 1", "m 1 mine")

    assert 'Coding 1: Dealmakers, "Trump is a businessman", by Pavel.' in answer.out.splitlines()
    assert 2 * ["Coding 1 is Pavel's; only your own can be changed here."] == after_prompts(answer)[1:]
    assert [("Dealmakers", "Trump is a businessman", "", "Pavel")] == stored(small)


def test_a_memo_is_read_and_taken_off(small: Run, linear: Linear) -> None:
    """Without a text it is read out; a dash takes it off."""
    answer = linear("g 3", "deal", "m 1 hm", "m 1", "m 1 -", "m 1")

    assert [
        "Memo on coding 1: hm.",
        "Memo on coding 1: hm",
        "Memo on coding 1 taken off.",
        "Memo on coding 1: none",
    ] == (after_prompts(answer)[2:])
    assert [("Dealmakers", "Trump is a businessman, you can reach an agreement with him.", "", "Vera")] == stored(small)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("f1 9", "Turn 1 has no sentence 9: it has 1 only."),
        ('f1 "not there"', 'Turn 1 has no "not there"'),
        ("zzzz", 'No code fits "zzzz".'),
        ("2", "Say a code before the place"),
        ("x", "Say the number of a coding of this turn (there are: none)"),
        ("x 1", "Say the number of a coding of this turn (there are: none)"),
        ("g", "Say a turn from 1 to 6"),
        ("g -1", "Say a turn from 1 to 6"),
        ("m", "Say the number of a coding"),
        ("+", "No suggestions are listed now"),
        ("- 7", "No suggestions are listed now"),
        ("/", "Say the words to look for"),
        ("r", "Nothing to redo for Vera."),
        ("\x1b[A", 'No code fits "␛[A".'),
        ("\x00", "No code fits"),
        ("f" * 100_000, "No code fits"),
    ],
)
def test_bad_input_is_one_line_and_never_ends_the_session(linear: Linear, line: str, said: str) -> None:
    """The next command is done as if nothing had been."""
    answer = linear(line, "g 2")

    assert after_prompts(answer)[0].startswith(said)
    assert len(after_prompts(answer)[0]) < 300
    assert "Turn 2 of 6. ANNA (participant). No codings." in answer.out.splitlines()


def test_bytes_that_are_no_text_do_not_end_it(small: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are taken for a character that is none."""
    typed = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\xc3\nmemo\ng 2"), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", typed)
        answer = small("code", "fg1", "--linear")

    assert 0 == answer.code
    assert "Turn 2 of 6. ANNA (participant). No codings." in answer.out.splitlines()


def test_control_characters_never_reach_the_terminal_raw(small: Run, linear: Linear, tmp_path: Path) -> None:
    """Neither from a transcript nor from what was typed."""
    (tmp_path / "fg2.txt").write_text("Moderator: Go\x1b[2J.\n\nANNA: No\x9b31m.\x07\n", encoding="utf-8")
    assert 0 == small("import", "fg2.txt").code
    linear("g 2", "f1", "m 1 a\x1b]0;b\x07")
    typed = io.StringIO("\ndeal\nm 1 \x1b[31mred\nagain\n/\x1b[2J\n")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", typed)
        answer = small("code", "fg2", "--linear")

    assert "Memo: ␛[31mred" in answer.out
    assert set() == {char for char in answer.out if (ord(char) < 32 or 127 <= ord(char) < 160) and char != "\n"}


SHORT = [*"npgurxmsf=./+-1230?\x1b🙂"]
WORDS = st.sampled_from([*SHORT, "nu", "f1", "big", "people", "2-3", '"big"', "again", "codes"])
LINES = st.lists(WORDS, max_size=5).map(" ".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=25, deadline=None)
@given(lines=st.lists(LINES, max_size=12))
def test_no_session_fails(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    """Whatever is typed, every line is answered, nothing said is empty, and the project stays whole."""
    said: list[str] = []
    with create_project(tmp_path_factory.mktemp("linear") / "study", coder="Vera") as project:
        add_small_source(project.store)
        with project.store.act("import codebook", "imported codebook", coder="Vera", at=AT) as unit:
            write_codebook(unit, BOOK)
        session = LinearSession(project, project.source("fg1"), said.append, with_suggestions=False)

        session.run(iter(lines), said.append, start=None)

        assert () == project.faults()
    assert said[-1].startswith("Left at turn ")
    assert all(said)


def test_numbers_stay_true_while_a_turn_is_on(small: Run, linear: Linear) -> None:
    """A coding before the others does not take their numbers, and a removed one's number is not used again."""
    linear("g 2", "f1 2", "deal 1", "x 1", "f1 1", "x 2")

    assert [(BIG, "Let the big people decide.", "", "Vera")] == stored(small)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fg1", "--linear", 0), "--linear"),
        (("fg1",), "START, END and CODE"),
        (("fg1", 0, 5), "START, END and CODE"),
        (("fg1", 0, 5, "Big people", "--uncoded"), "--uncoded"),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(small: Run, arguments: tuple[object, ...], said: str) -> None:
    """Exit code 2, nothing stored."""
    answer = small("code", *arguments)

    assert (2, True) == (answer.code, said in answer.err)
    assert [] == stored(small)


def test_a_turn_past_the_last_is_one_line(linear: Linear) -> None:
    """Named with how many there are."""
    answer = linear(options=("--from", 7))

    assert (1, "qualcode: No turn 7 in 'fg1.txt': it has 6, from 1 on.\n") == (answer.code, answer.err)


def _start(folder: Path, **more: Any) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "qualcode", "code", "fg1", "--linear", "--coder", "Vera"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        **more,
    )


def _said_until(process: "subprocess.Popen[str]", beginning: str) -> str:
    assert process.stdout
    for line in process.stdout:
        if line.startswith(beginning):
            return line
    raise AssertionError(f"it never said {beginning!r}")


def test_killed_right_after_a_confirmation_nothing_is_lost(small: Run, tmp_path: Path) -> None:
    """What was said to be done is in the file, each time."""
    for sentence in (1, 2):
        with _start(tmp_path) as process:
            assert process.stdin
            process.stdin.write(f"g 2\nf1 {sentence}\n")
            process.stdin.flush()
            _said_until(process, "Coded:")
            process.kill()

        assert sentence == len(stored(small))
    assert 0 == small("doctor").code


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_sums_up_too(small: Run, tmp_path: Path) -> None:
    """Exit code 130, as shells expect."""
    with _start(tmp_path) as process:
        _said_until(process, "turn 1>")
        process.send_signal(signal.SIGINT)

        assert _said_until(process, "Left at turn 1 of 6.")
    assert 130 == process.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_on_a_terminal_nothing_but_lines_comes_out(small: Run, tmp_path: Path) -> None:
    """No escape sequence at all; the prompt waits on its own line."""
    import pty

    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "qualcode", "code", "fg1", "--linear", "--coder", "Vera"],
        cwd=tmp_path,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    ):
        os.close(follower)
        os.write(leader, b"g 2\nf1 1\nq\n")
        out = b""
        try:
            while piece := os.read(leader, 4096):
                out += piece
        except OSError:  # the other end closed
            pass
    os.close(leader)

    assert b"\r\nturn 2> Coded: Deference > Big people, sentence 1." in out
    assert b"\x1b" not in out


def test_a_session_loads_neither_textual_nor_spacy_nor_polars(small: Run, tmp_path: Path) -> None:
    """Unless suggestions are asked for."""
    heavy = ("textual", "spacy", "polars", "sqlmodel")
    code = (
        "import sys; sys.argv = ['qualcode', 'code', 'fg1', '--linear', '--coder', 'Vera']\n"
        "from qualcode.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="g 2\nbig 1\nm 1 x\nu\n",
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )

    assert "[]" == done.stdout.splitlines()[-1]


def test_undo_leaves_an_import_in_place(small: Run, linear: Linear) -> None:
    """The first `u` of a session is not meant for the transcripts; the command that is meant for them is told."""
    answer = linear("u", "q")

    assert ["fg1.txt"] == [row["name"] for row in small("sources", "--json").rows]
    assert "Your last act is: imported" in answer.out
    assert "`qualcode undo` takes it back" in answer.out
