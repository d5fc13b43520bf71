"""Whether a record has hardly anything of what a claim says, in any of the languages known."""

from __future__ import annotations

import datetime as dt

from verifier.facets import topic
from verifier.facets._gloss import glossary
from verifier.facets._terms import Term, everywhere, field_terms, met, sentence_terms, terms, word_keys
from verifier.facets._words import language
from verifier.lexicon import pattern
from verifier.lexicon.tokens import stem, tokens
from verifier.model import Reading, Source

_HARDLY = 0.25  # share of a claim's telling words that a record of another subject may have by chance
_SOME = 0.4  # the same of one that has neither the author nor the journal that the claim is seen to cite
_ENOUGH = 3  # telling words from which a claim can be said to be about something else; a known topic is enough alone


def apart(
    reading: Reading,
    source: Source,
    today: dt.date,
    told: str,
    coded: bool = False,
    few: bool = False,
    cited: bool = False,
) -> bool:
    """Whether none of a claim's conditions and treatments is the record's, and hardly a telling word of it.

    told: the claim without what names its work, which says nothing of its subject.
    coded: the record calls its treatment by a code, so that another treatment says nothing without another disease.
    few: a word or two of the claim are enough, since nothing else of its work is the record's.
    cited: words of telling stand beside a journal that is not the record's; a word in three may be shared by chance then.
    Words of other languages than English count where it is known what they mean.
    """
    whole = Reading(told, 0, reading.citation)
    compared = {(comparison.facet, comparison.relation) for comparison in topic.compare(whole, source, today)}
    if any(relation in ("same", "broader") for _, relation in compared):
        return False
    if coded and all(facet == "intervention" for facet, _ in compared):
        return False
    speech = whole.facet(language)
    listed = pattern("reference", "registered")
    telling = [t for t in whole.facet(terms) if t.weight >= 1 and not listed.fullmatch(whole.text, t.start, t.end)]
    known = [term for term in telling if _understood(term, whole.text, speech)]
    wanted = (1, 2) if few else (_ENOUGH - 1, _ENOUGH)
    if not compared and (len(known) < wanted[0] or len(telling) < wanted[1]):
        return False
    keys = source.facet(_prose)
    return sum(met(term, keys) for term in telling) <= (_SOME if cited else _HARDLY) * len(telling)


def _prose(source: Source) -> frozenset[str]:
    """All keys of a record but those of whom a trial lets in: it names many diseases that it is not about."""
    if source.trial is None:
        return source.facet(everywhere)
    listed = zip(source.sentences, source.facet(sentence_terms), strict=True)
    return source.facet(field_terms).union(*(keys for sentence, keys in listed if "ligib" not in sentence.where))


def _understood(term: Term, text: str, speech: str) -> bool:
    """Whether it is known what a word means in English."""
    if speech == "en" or term.kind != "word":
        return True
    listed = tokens(text[term.start : term.end], speech)
    return (
        not listed
        or any(token.stem in glossary(speech) for token in listed)
        or bool(set(term.keys) - {token.stem for token in listed} - {stem(token.word) for token in listed})
    )


def known_word(word: str) -> bool:
    """Whether a folded word of English is one of the words whose meaning is known."""
    return any(key.startswith("=") for token in tokens(word) for key in word_keys(token))
