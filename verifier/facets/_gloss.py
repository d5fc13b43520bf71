"""What a word of German, French or Spanish means in English: lexicon/bilingual.toml, read once a language.

Lists of English words (opposites, what everyone is called) are thereby asked about claims of other languages too.
"""

from __future__ import annotations

from functools import cache

from verifier import lexicon
from verifier.lexicon.tokens import Token, fold, stem


@cache
def glossary(speech: str) -> dict[str, tuple[str, ...]]:
    """Stem of a word of a language beside English -> the English words that it may mean, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for english, line in lexicon.load("bilingual")["words"].items():
        for group in line.split("|"):
            spoken, _, rest = group.strip().partition(" ")
            for word in rest.split(",") if spoken == speech else ():
                key = stem(fold(word.strip()), speech)
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), fold(english))))
    return found


def meant(token: Token, speech: str) -> tuple[str, ...]:
    """The English words that a word may mean: an English word itself; none where the list does not know it."""
    return (token.word,) if speech == "en" else glossary(speech).get(token.stem, ())
