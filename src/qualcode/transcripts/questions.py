"""What of a moderator's talk leads on to something new: questions, not the nods between them."""

from qualcode.model.transcript import Turn

_QUESTION_MARKS = "?？؟"
_MANY_WORDS = 5
_LONG = 40  # code points; in scripts without spaces, what many words take


def is_question(text: str, turn: Turn) -> bool:
    """Tell whether a moderator asks for something in a turn.

    It has a question mark or five words: "Tell me about the talks with them" asks too, "Mm-hm, thank you." does not.
    """
    talk = text[turn.speech : turn.end]
    return any(mark in talk for mark in _QUESTION_MARKS) or len(talk) >= _LONG or len(talk.split()) >= _MANY_WORDS
