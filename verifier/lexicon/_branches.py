"""Many expressions as the text of one, sorted by their first letters."""

from __future__ import annotations

from verifier.lexicon._openings import LETTERS, spread

_GAP = r"\s+"  # a space of an entry
_SAME = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}  # dotted and dotless i, the sign for kelvin, the long s


def by_first_letter(expressions: list[str]) -> str:
    """The same alternatives, sorted by their first letters: at most places of a text a look at two of them is enough.

    With `re.IGNORECASE` every alternative would be tried at every word; this is some twenty times as fast.
    """
    plain, others = told_apart(expressions)
    return "|".join([*branches(plain), *blind(others)])


def told_apart(expressions: list[str]) -> tuple[list[str], list[str]]:
    """The forms of some expressions that begin with a sure letter, and the others."""
    forms = dict.fromkeys(form for expression in expressions for form in spread(expression))
    plain = [form for form in forms if LETTERS.match(form)]
    return plain, [form for form in forms if not LETTERS.match(form)]


def second_letter(form: str) -> str:
    """The second letter of a form as a capital, "" where it may be any."""
    return form[1].upper() if LETTERS.match(form, 1) else ""


def blind(forms: list[str]) -> list[str]:
    """Forms that are read without regard to capitals."""
    return [f"(?i:{form})" for form in forms]


def whole(body: str) -> str:
    """Alternatives as one expression, for whole words only."""
    return rf"(?<!\w)(?:{body})(?!\w)"


def branches(expressions: list[str]) -> list[str]:
    """Alternatives as branches by their letters, and the gaps between them, as far as several go alike.

    Their order is kept where two could match at one place.
    """
    found: list[str] = []
    groups: dict[str, list[str]] = {}
    for expression in [*expressions, ""]:
        if LETTERS.match(expression):
            groups.setdefault(expression[0].lower(), []).append(expression[1:])
            continue
        if expression.startswith(_GAP) and LETTERS.match(expression, len(_GAP)):
            groups.setdefault(_GAP, []).append(expression[len(_GAP) :])
            continue
        # What begins with no sure letter may match where those before and after it do: it stays between them.
        for step, rest in groups.items():
            ahead = branches(rest) if len(rest) > 1 else [f"(?i:{rest[0]})"]
            found.append(f"{step if step == _GAP else _either(step)}(?:{'|'.join(ahead)})")
        groups.clear()
        found.append(f"(?i:{expression})")
    return found[:-1]


def _either(letter: str) -> str:
    """A letter, as a capital or not; the signs that count as the same without regard to capitals are so here."""
    capital = letter.upper() if len(letter.upper()) == 1 else ""
    return f"[{letter}{capital}{_SAME.get(letter, '')}]"
