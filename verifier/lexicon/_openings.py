"""How texts begin where an expression of the lexicon matches, and which word they must have: what `Index` goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

SURE = 6  # first letters by which words are told apart
NUMBER = "#"  # the opening of any number
ANY = "*"  # any word, as the first of two
LETTERS = re.compile(r"(?:[^\W\d_](?![?*+{]))+")
_CLASS = re.compile(r"\[[^\]]*[()|][^\]]*\]")  # a set of signs with one that would mislead the splitting
_DIGIT = re.compile(r"(?:\\d|\d)(?![?*]|\{[0,])")
_ONE_OF = re.compile(  # a letter that may stand, or one of some
    r"([^\W\d_])\?(?!\?)|\[([^\W\d_]+)\](?:\?(?!\?)|(?![?*+{]))"
)
_EDGE = re.compile(r"\\s\+|(?:\\[b.-]|['’,=/-]|\[['’-]+\])(?![?*{])")  # what ends a word
_REPEATED = re.compile(r"(?:\*|(\+|\{[1-9]\d*(?:,\d*)?\})|\{0?,\d*\})\??")  # caught: once at least
_BEHIND = re.compile(r"^(?:\(\?<[=!][^()]*\))+")
_LEVELS = re.compile(r"(?<!\\)[()|]")
_STEP = re.compile(r"\\s\+\??(?![?*{])|\(\?:|[(|-]|\[\^?\]?[^\]]*\]|\\.")  # what is looked at of an expression
_APART = re.compile(r"\\s\+\??|-|\[(?:\\s|[^\w\[\]\\^])+\]")  # what keeps words apart: a gap, or one of some signs
_COUNT = re.compile(r"(?:[?*]|\{[\d,]*\})\??")
_GAP = r"\s+"  # a space of an entry
_WORD_ENDS = re.compile(r"\\s\+\??(?![?*{])|$")
# What most pages have: it tells little that a text has it.
_USUAL = frozenset(
    {
        "the",
        "and",
        "for",
        "are",
        "has",
        "had",
        "was",
        "were",
        "have",
        "that",
        "with",
        "trial",
        "study",
        "patien",
        "people",
    }
)
_SOME_WORD = re.compile(r"\\w(?:[*+]|\{\d+,\d+\})(?:[^\W\d_](?![?*+{]))*(?=\\s\+)")


def openings(expression: str) -> set[str]:
    """The openings of the places that an expression may match (see `Index`)."""
    found: set[str] = set()
    for first, rest in _begun(expression):
        seconds = set(map(_second, _firsts(rest.removeprefix(_GAP)))) if rest.startswith(_GAP) else {""}
        alone = "" if first == ANY else first
        found.update([alone] if "" in seconds else [f"{first} {second}" for second in seconds])
    return found


@lru_cache(maxsize=4096)  # many expressions go on alike behind their first word
def _firsts(expression: str) -> frozenset[str]:
    """The first words of the openings of an expression."""
    return frozenset(first for first, _ in _begun(expression))


def _begun(expression: str) -> Iterator[tuple[str, str]]:
    """The first word of each opening of an expression, and what comes behind it."""
    for form in _plain(_BEHIND.sub("", expression)):
        if form.startswith("(?:") and (repeated := _repeated(form)):
            for choice in repeated:  # "(?:had |have )*joined": one of the choices, or what comes behind them
                yield from _begun(choice)
            continue
        first = _opening(form)
        rest = LETTERS.sub("", form, count=1) if first.isalpha() else ""
        if not first and (some := _SOME_WORD.match(form)):
            first, rest = ANY, form[some.end() :]
        yield first, rest


def _repeated(form: str) -> list[str]:
    """What a form may begin with that begins with a choice which may stand several times, or not at all."""
    choices, end = _choices(form, 0)
    if not choices or not (count := _REPEATED.match(form, end)):
        return []
    # What comes behind a choice that ends within a word is not told.
    begun = [choice if choice.endswith(_GAP) else rf"{choice}\w*" for choice in choices]
    return begun if count[1] else [*begun, form[count.end() :]]


def needed(expression: str) -> set[str]:
    """How the most telling word of an expression may begin: a text without such a word has no match; "" is any word.

    Words that stand in every match are told by what is before them: a gap, or a choice that ends with one. Of a choice
    that is whole words, any may have its most telling one.
    """
    if "|" in expression and len(alternatives := _choices(f"(?:{expression})", 0)[0]) > 1:
        return set().union(*map(needed, alternatives))
    expression = _BEHIND.sub("", expression)
    found, at, begins = [_first_words(expression)], 0, 0  # begins: where a word last began
    while step := _STEP.search(expression, at):
        at = step.end()
        if step[0] == "|":
            return {""}
        if step[0] == "(":
            break  # a look ahead or behind
        if step[0] == "(?:":
            choices, at = _choices(expression, step.start())
            spaced = bool(choices) and all(choice.endswith(_GAP) for choice in choices)
            if count := _COUNT.match(expression, at):
                at = count.end()
                spaced = spaced and begins == step.start()
            elif choices and begins == step.start() and _ends_word(expression, at):
                found.append(set().union(*map(needed, choices)))
        else:
            spaced = _APART.fullmatch(step[0]) is not None and not _COUNT.match(expression, at)
        if spaced:
            begins = at
            found.append(_first_words(expression[at:]))
    return max(reversed(found), key=telling)


def _ends_word(expression: str, at: int) -> bool:
    """Whether a word ends at a place of an expression, whether or not what may stand there does."""
    if expression.startswith(rf"(?:{_GAP}", at):
        choices, end = _choices(expression, at)
        if expression[end : end + 1] == "?" and choices and all(choice.startswith(_GAP) for choice in choices):
            at = end + 1
    return _WORD_ENDS.match(expression, at) is not None


def _first_words(expression: str) -> set[str]:
    """How the first word of an expression may begin, as openings of one word."""
    return {_opening(form) for form in _plain(expression)}


def telling(words: set[str]) -> int:
    """How much the least telling of some words tells: its letters, where it is known to its end or to enough of them."""
    return min(0 if word in _USUAL else len(word) if word.isalpha() else len(word) // 2 for word in words)


def _plain(expression: str) -> list[str]:
    """An expression as forms that begin with letters as they are, as far as an opening goes."""
    letters = LETTERS.match(expression)
    head = letters[0] if letters else ""
    rest = expression[len(head) :]
    if len(head) >= SURE:
        return [expression]
    choices = spread(rest)
    if chosen := _ONE_OF.match(rest):  # "p[ae]diatric", "pa?ediatric"
        choices = [f"{letter}{rest[chosen.end() :]}" for letter in chosen[1] or chosen[2]]
        choices += [rest[chosen.end() :]] if chosen[0][-1] == "?" else []
    if choices == [rest]:
        return [expression]
    return [form for choice in choices for form in _plain(head + choice)]


def _opening(form: str) -> str:
    """How the first word of a plain form begins: whole, or by its first letters, or "" where that is not told."""
    if _DIGIT.match(form):
        return NUMBER
    letters = LETTERS.match(form)
    sure = letters[0].lower() if letters else ""
    if len(sure) >= SURE:
        return sure[:SURE]
    rest = form[len(sure) :]
    return sure if sure and (not rest or _EDGE.match(rest)) else f"{sure}*" if sure else ""


def _second(opening: str) -> str:
    """An opening as the second word of another: its first two letters, a word of one letter, a number; or ""."""
    return "" if opening[:1] == ANY or opening[1:] == "*" else opening[:2].rstrip()


def spread(expression: str, depth: int = 3) -> list[str]:
    """An expression that begins with a choice, as its choices: "(?:a |the )?cell" -> "a cell", "the cell", "cell"."""
    if not expression.startswith("(?:") or depth == 0:
        return [expression]
    choices, end = _choices(expression, 0)
    rest = expression[end:]
    if rest[:1] in ("*", "+", "{") or not choices:
        return [expression]
    if rest[:1] == "?":
        rest = rest[1:]
        choices = [*choices, ""]
    return [form for choice in choices for form in spread(choice + rest, depth - 1)]


def _choices(expression: str, start: int) -> tuple[list[str], int]:
    """The choices of a group that begins at a place of an expression, none where they are not told apart, and its end."""
    level, cuts, end = 0, [start + 2], start
    for mark in _LEVELS.finditer(expression, start):
        level += (mark[0] == "(") - (mark[0] == ")")
        if level == 1 and mark[0] == "|":
            cuts.append(mark.start())
        if level == 0:
            end = mark.start()
            break
    if _CLASS.search(expression, start, end + 1):
        return [], end + 1
    return [expression[first + 1 : last] for first, last in zip(cuts, [*cuts[1:], end], strict=True)], end + 1
