"""Drugs by their own names: which words are one, by the stem of their class."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from verifier.lexicon._known import Known
from verifier.lexicon.tokens import fold

# A drug's own name, by the stem that WHO gives to its class (International Nonproprietary Names, "The use of stems"):
# the vocabulary knows drugs of one class under one concept, and a study of one is no study of another.
_DRUG = re.compile(
    r"(?i)[a-z]{2,}(?:tinib|rafenib|metinib|ciclib|parib|degib|zomib|lisib|mab|cept|vastatin|pril|sartan|[ao]lol|dipine|gliptin"
    r"|gliflozin|glutide|glitazone|formin|prazole|conazole|cillin|mycin|micin|oxacin|cycline|[aeiou]vir|oxetine|pramine|azepam|azolam"
    r"|azodone|piprazole|peridone|apine|platin|taxel|rubicin|citabine|trexate|dronate|dronic|setron|triptan|gepant|xaban|grelor|gatran"
    r"|trozole|lukast|caine|profen|coxib|oxicam|semide|thiazide|stigmine|pezil|lidomide|limus|fungin|quine|quin|terol|tropium)e?s?"
)
_NO_DRUG = re.compile(r"(?i)\w*(?:sterols?|(?:con|ac|ex|inter|per|pre)cepts?|harlequins?|mannequins?|cocaine)")
_LONG = 8  # letters of a name that its last ones alone make a drug's


@cache
def drug_names() -> Known[bool]:
    """Whether a word is long enough for its last letters to make it a drug's name, and is one."""
    return Known(lambda word: len(word) >= _LONG and is_drug(word) and _NO_DRUG.fullmatch(word) is None)


@lru_cache(maxsize=16_384)
def is_drug(word: str) -> bool:
    """Whether a word is a drug's own name, by the stem of its class."""
    return _DRUG.fullmatch(fold(word)) is not None
