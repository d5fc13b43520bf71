"""The expressions of a list in groups, each with how its matches begin and what they need: what `Index` has a bit for."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.lexicon._openings import needed, openings, telling

_TELLING = 4  # letters of a word from which it is rare in the texts that are asked
_BUNDLE = 8  # groups of a list that are told as one where each needs such a word
_Group = tuple[set[str], set[str]]  # openings, and the words of which one is needed


def groups(expressions: Iterable[str]) -> list[_Group]:
    """The openings of some expressions and the words that these need; apart those that need more than their first word.

    A word of its own ("halted") would else have all places tried at which a longer expression may begin ("it was ..."),
    and a word of one longer expression the places of the others.
    """
    words: _Group = set(), set()
    longer = []
    for expression in expressions:
        # A space as `re.escape` writes it; capitals that must stand as written open no fewer words.
        spaced = expression.replace(r"\ ", r"\s+").replace("(?-i:", "(?:")
        begin, need = openings(spaced), needed(spaced)
        if need == {opening.partition(" ")[0] for opening in begin}:
            words[0].update(begin)
            words[1].update(need)
        else:
            longer.append((begin, need))
    return _few(_joined([words, *longer] if words[0] else longer))


def _joined(listed: list[_Group]) -> list[_Group]:
    """The same groups, fewer: those that need the same words as one, and those that have the same openings.

    Whether one of two such groups may match, and where, is what is told of both as one.
    """
    by_need: dict[frozenset[str], set[str]] = {}
    for begin, need in listed:
        by_need.setdefault(frozenset(need), set()).update(begin)
    by_opening: dict[frozenset[str], set[str]] = {}
    for words_, begin in by_need.items():
        by_opening.setdefault(frozenset(begin), set()).update(words_)
    return [(set(begin), need) for begin, need in by_opening.items()]


def _few(listed: list[_Group]) -> list[_Group]:
    """The same groups, fewer: those that need a telling word are bundled, since a text seldom has one of a few such words.

    Each text is told the bits of all groups that it may match: half as many are read in half the time. Now and then a
    place is tried that one group begins at, for the word that another of its bundle needs.
    """
    rare = sorted((group for group in listed if telling(group[1]) >= _TELLING), key=lambda group: sorted(group[1]))
    bundles = [rare[at : at + _BUNDLE] for at in range(0, len(rare), _BUNDLE)]
    return [
        *(group for group in listed if telling(group[1]) < _TELLING),
        *(
            (set[str]().union(*begin), set[str]().union(*need))
            for begin, need in (zip(*own, strict=True) for own in bundles)
        ),
    ]
