"""Whether what a clause says of a design is denied somewhere around the word: "nobody is assigned at random", "Blind study: no"."""

from __future__ import annotations

import re

from verifier.lexicon import by_first_letter

_WORDS = (
    r"no|not|nobody|nothing|none|never|neither|nor|without|cannot|n['’]t|kein\w*|nicht|nichts|niemand|nie|ohne|aucune?|pas"
    r"|personne|jamais|sans|rien|nada|nadie|ning[uú]n\w*|nunca|sin"
)
_PHRASES = (
    *("does without", "did without", "dispense[sd]? with", "se pass(?:e|ait) de", r"renonc\w+ à", r"verzichtet\w* auf"),
    *("kommt ohne", r"prescind\w+ de"),
)
_BEFORE = re.compile(rf"(?<!\w)(?:{by_first_letter([*_WORDS.split('|'), *_PHRASES])})(?!\w)[^,.;:]*$")
_BEHIND = re.compile(
    r"(?i)[^,.;:]{0,40}(?:[:?]\s*(?:no|nein|non|none)\b|\b(?:does|did|do|is|are|was|were|has|have|will) not\b|\bplay(?:s|ed)? no\b|\bist (?:sie|er|es) nicht\b)"
)


# "Neither the patients nor the nurses knew" is denied by what makes it a blinded trial.
_KNOWING = re.compile(
    r"(?i)\b(?:knew|knows?|known|told|aware(?! of nothing)|informed|f(?:ou|i)nd out|learn\w*|wuss\w+|wissen|sav\w+|su\w*|sab\w+|conoc\w+|connai\w+)\b"
)


def denied_around(text: str, match: re.Match[str]) -> bool:
    """Whether a word of denial stands before a match in its clause, or an answer "no" or "does not" behind it.

    Nothing is then told from the word alone, neither that the record says so nor that it says otherwise.
    """
    before = _BEFORE.search(text, 0, match.start()) is not None and _KNOWING.search(match[0]) is None
    return before or _BEHIND.match(text, match.end()) is not None
