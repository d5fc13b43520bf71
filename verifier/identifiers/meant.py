"""Which complete number of the same page a malformed one may have been meant to be: one digit lost, or one too many.

A page that prints NCT0192086 in one place and NCT01920867 in another most likely means the second both times; a zero
put in front (NCT00192086) is somebody else's trial.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from verifier.model import Identifier, Mention

_MOST = 5_000  # complete numbers of a page that a malformed one is held against


def by_neighbours(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, malformed ones with the page's own complete number as candidate where just one is a digit away."""
    if not any(mention.malformed for mention in mentions):
        return list(mentions)
    complete = list(dict.fromkeys(mention.identifier for mention in mentions if not mention.malformed))[:_MOST]
    known = set(complete)
    longer: dict[Identifier, set[Identifier]] = {}
    for identifier in complete:
        for shorter in _one_less(identifier):
            longer.setdefault(shorter, set()).add(identifier)
    return [_meant(mention, known, longer) for mention in mentions]


def _meant(mention: Mention, known: set[Identifier], longer: dict[Identifier, set[Identifier]]) -> Mention:
    """One mention with what the page says elsewhere, where it is malformed and only one number is a digit away."""
    if not mention.malformed or mention.candidate in known:
        return mention
    near = longer.get(mention.identifier, set()) | (_one_less(mention.identifier) & known)
    return replace(mention, candidate=next(iter(near))) if len(near) == 1 else mention


def _one_less(identifier: Identifier) -> set[Identifier]:
    """What is left of a number when any one of its digits is lost."""
    value = identifier.value
    return {
        Identifier(identifier.scheme, value[:at] + value[at + 1 :])
        for at, sign in enumerate(value)
        if sign.isdigit() and len(value) <= 20
    }
