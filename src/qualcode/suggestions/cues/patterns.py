"""Token patterns written by people: checked with the place of the fault, before anything runs; imported with spaCy.

A pattern is spaCy Matcher syntax as JSON: a list with one object a token. Only what a word itself tells may be asked
for, since that needs no trained pipeline.
"""

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import regex
from spacy.matcher import Matcher
from spacy.schemas import TokenPattern, validate_token_pattern
from spacy.vocab import Vocab

from qualcode.errors.suggestions import CuePatternError
from qualcode.model.lookup import near_names
from qualcode.suggestions.cues.rules import Rule
from qualcode.suggestions.language.folding import folded_phrase

Token = Mapping[str, Any]  # a token's JSON object, keys in upper case
_TRAINED = frozenset({"POS", "TAG", "MORPH", "DEP", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID"})
_ATTRIBUTES = sorted({name.upper() for name in TokenPattern.__annotations__} - _TRAINED - {"UNDERSCORE"})
_WORDS = ("LOWER", "LEMMA", "ORTH", "TEXT")
_SETS = ("IN", "NOT_IN")
_MOST_REPEATS = 50
_LONGEST_WORD = 200  # what is longer is broken before it is matched
_SECONDS_A_WORD = 0.25
_MOST_KNOWN = 100_000
_TOO_LONG = "it may take for ever on a word; do not repeat what repeats itself, such as (a+)+"
_NOT_REQUIRED = re.compile(r"[?*!]|\{0?,\d*\}|\{0(,\d*)?\}")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words one of which stands in everything a pattern matches: only where one does need it be tried.

    Attributes:
        beside: what else must stand there: how many tokens further on, the attribute and its words.
    """

    attribute: str
    words: tuple[str, ...]
    beside: tuple[tuple[int, str, tuple[str, ...]], ...] = ()


def checked_pattern(path: str, text: str) -> tuple[Token, ...]:
    """Return the pattern's tokens, with attribute names in upper case.

    Raises:
        CuePatternError: it is not one; the message names the code and the place.
    """
    try:
        pattern = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg[0].lower()}{error.msg[1:]} at line {error.lineno}, column {error.colno}."
        raise CuePatternError(path, _shortened(text), reason) from error
    except RecursionError as error:
        raise CuePatternError(path, _shortened(text), "nested too deeply.") from error
    if not isinstance(pattern, list) or not pattern:
        raise CuePatternError(path, _shortened(text), 'must be a list of tokens, such as [{"LEMMA": "big"}].')
    tokens = []
    for number, token in enumerate(pattern, start=1):
        if fault := _token_fault(token):
            raise CuePatternError(path, _shortened(text), f"token {number}: {fault}")
        tokens.append(_upper(token))
    if not any(_is_required(token) and _asks_something(token) for token in tokens):
        reason = "would match anything; ask something of at least one token that must be there."
        raise CuePatternError(path, _shortened(text), reason)
    return tuple(tokens)


def sound_rules(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules without those whose token pattern is none."""
    return tuple(rule for rule in rules if rule.form != "pattern" or pattern_fault(rule.path, rule.cue) is None)


@lru_cache(maxsize=4096)
def pattern_fault(path: str, text: str) -> str | None:
    """Return what is wrong with a pattern, in a line that names the code and the place; None where nothing is."""
    try:
        checked_pattern(path, text)
    except CuePatternError as error:
        return str(error)
    return None


def _upper(token: Mapping[str, Any]) -> Token:
    return {key.upper(): value for key, value in token.items()}


def _token_fault(token: object) -> str | None:
    if not isinstance(token, dict):
        return f'{token!r} is not an object such as {{"LEMMA": "big"}}.'
    return _attribute_fault(token) or _form_fault(token) or _word_fault(token) or _expression_fault(token)


def _attribute_fault(token: Mapping[str, Any]) -> str | None:
    for key in token:
        if key.upper() in _TRAINED or key == "_":
            return f"{key} needs a trained pipeline; ask for LEMMA, LOWER or TEXT."
        if key.upper() not in _ATTRIBUTES:
            near = near_names(key, _ATTRIBUTES)
            return f"{key!r} is not an attribute." + (f" Did you mean {near[0]!r}?" if near else "")
    if len(_upper(token)) < len(token):
        return "an attribute is asked for twice."
    return None


def _form_fault(token: Mapping[str, Any]) -> str | None:
    for fault in validate_token_pattern([token]):
        place, _, message = fault.removeprefix("[").partition("] ")
        keys = [key for key in place.split(" -> ")[2:] if key.isupper()]
        return f"{' > '.join(keys) or 'it'}: {message[:1].lower()}{message[1:]}."
    times = str(_upper(token).get("OP", ""))
    if any(int(count) > _MOST_REPEATS for count in re.findall(r"\d+", times)):
        return f"OP {times}: a token is repeated {_MOST_REPEATS} times at most."
    return None


def _word_fault(token: Mapping[str, Any]) -> str | None:
    for key, value in token.items():
        if key.upper() not in _WORDS:
            continue
        for word in _words(value):
            if len(word.split()) != 1:
                return f"{key} {word!r} is not one word; give each word a token of its own."
    return None


def _expression_fault(token: Mapping[str, Any]) -> str | None:
    for key, value in token.items():
        for expression in _regexes(value):
            if fault := _regex_fault(expression):
                return f"{key} REGEX {expression!r}: {fault}."
    return _matcher_fault(token)


def _matcher_fault(token: Mapping[str, Any]) -> str | None:
    """Return what spaCy itself has against a token of the right form, such as `{2,1}` times."""
    try:
        Matcher(_any_words()).add("pattern", [[dict(_upper(token))]])
    except (ValueError, TypeError, OverflowError, re.error) as error:
        told = re.sub(r"^\[E\d+\] ", "", " ".join(str(error).split()))
        return f"{told[:1].lower()}{told[1:].rstrip('.')}."
    return None


@lru_cache(maxsize=1)
def _any_words() -> Vocab:
    return Vocab()


def _regex_fault(expression: str) -> str | None:
    try:
        re.compile(expression)
        bounded = BoundedRegex("", expression)
    except (re.error, regex.error, OverflowError, RecursionError) as error:
        return str(error)
    try:
        for letter in dict.fromkeys([*(one for one in expression if one.isalnum()), *"a1-"]):
            bounded.search(letter * _LONGEST_WORD + "\x01")
    except CuePatternError:
        return _TOO_LONG
    return None


class BoundedRegex:
    """A regular expression on single words that gives up instead of trying for ever; in spaCy's place for one.

    Args:
        path: of the code it stands for.
        expression: that both `re` and `regex` take.
    """

    def __init__(self, path: str, expression: str) -> None:
        self.pattern = expression
        self._path = path
        self._compiled = regex.compile(expression, regex.V0)
        self._known: dict[str, bool] = {}

    def search(self, word: str) -> bool:
        """Tell whether it is found in a word.

        Raises:
            CuePatternError: it takes too long.
        """
        known = self._known.get(word)
        if known is None:
            try:
                known = self._compiled.search(word, timeout=_SECONDS_A_WORD) is not None
            except TimeoutError as error:
                raise CuePatternError(self._path, _shortened(self.pattern), f"{_TOO_LONG}.") from error
            if len(self._known) < _MOST_KNOWN:
                self._known[word] = known
        return known


def bound_regexes(matcher: Matcher, path: str) -> None:
    """Make every regular expression in a matcher's patterns one that gives up."""

    def bounded(value: object) -> object:
        return BoundedRegex(path, value.pattern) if isinstance(value, re.Pattern) else value

    predicates: list[Any] = cast("Any", matcher)._extra_predicates  # spaCy has no other door to them, and no type
    for predicate in predicates:
        if isinstance(predicate.value, set):
            predicate.value = {bounded(one) for one in predicate.value}
        else:
            predicate.value = bounded(predicate.value)


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, dict):
        return tuple(word for key in value if key.upper() in _SETS for word in value[key])
    return ()


def _regexes(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.upper() != "REGEX":
                yield from _regexes(inner)
            elif isinstance(inner, str):
                yield inner
            else:
                yield from _words(inner)


def _asks_something(token: Token) -> bool:
    return any(key != "OP" and value != {} for key, value in token.items())


def _is_required(token: Token) -> bool:
    return not _NOT_REQUIRED.fullmatch(str(token.get("OP", "")))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"


def word_forms(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """Return every word the pattern spells out, as written."""
    return tuple(word for token in tokens for key in _WORDS for word in _words(token.get(key)))


Variants = Callable[[str], tuple[str, ...]]


def spelled(tokens: tuple[Token, ...], variants: Variants) -> tuple[Token, ...]:
    """Return the pattern with its words as they stand in folded text: lower-cased or as lemmas, as each attribute asks.

    Args:
        variants: gives the lemmas a word may have.
    """

    def forms(key: str, word: str) -> tuple[str, ...]:
        word = folded_phrase(word)
        if key == "LEMMA":
            return variants(word)
        return (word.lower(),) if key == "LOWER" else (word,)

    def value_of(key: str, value: object) -> object:
        if key not in _WORDS or not _words(value):
            return value
        if isinstance(value, dict):
            return {
                name: [form for word in inner for form in forms(key, word)] if name.upper() in _SETS else inner
                for name, inner in value.items()
            }
        spellings = forms(key, str(value))
        return spellings[0] if len(spellings) == 1 else {"IN": list(spellings)}

    return tuple({key: value_of(key, value) for key, value in token.items()} for token in tokens)


def anchor(tokens: tuple[Token, ...], common: Container[str]) -> Anchor | None:
    """Return the pattern's anchor, or None where no required token spells out its words.

    Of several, the rarest should be taken: one without common words, then the one whose shortest word is longest.
    """
    candidates = [
        (place, "ORTH" if key == "TEXT" else key, words)
        for place, token in enumerate(tokens)
        if _is_required(token)
        for key in _WORDS
        if (words := _anchor_words(token.get(key)))
    ]
    if not candidates:
        return None
    place, key, words = max(
        candidates, key=lambda one: (not any(word.lower() in common for word in one[2]), min(map(len, one[2])))
    )
    beside: list[tuple[int, str, tuple[str, ...]]] = []
    for step in (1, -1):
        near = place + step
        # Behind a token that may be missing or repeated, distances are not known any more.
        while 0 <= near < len(tokens) and not tokens[place].get("OP") and not tokens[near].get("OP"):
            beside.extend((near - place, other, found) for at, other, found in candidates if at == near)
            near += step
    return Anchor(key, words, tuple(beside))


def most_tokens(tokens: tuple[Token, ...]) -> int | None:
    """Return the number of tokens in the longest match, or None where there is no limit."""
    total = 0
    for token in tokens:
        op = str(token.get("OP", ""))
        counts = re.findall(r"\d+", op)
        if op in ("*", "+") or op.endswith(",}"):
            return None
        total += int(counts[-1]) if counts else 1
    return total


def _anchor_words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, dict):
        return tuple(word for key in value if key.upper() == "IN" for word in value[key])
    return ()
