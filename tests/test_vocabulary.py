"""Concepts under their many names, and abbreviations that a text defines itself."""

from __future__ import annotations

import pytest

from verifier.lexicon.tokens import fold, stem, tokens
from verifier.vocabulary import abbreviations, builtin


def named(text: str, language: str = "en") -> list[str]:
    return [hit.concept for hit in builtin(language).find(text, tokens(text, language))]


@pytest.mark.parametrize(
    ("text", "language", "concepts"),
    [
        ("high blood pressure", "en", ["hypertension"]),
        ("a heart attack", "en", ["heart attack"]),
        ("tumours of the breast", "en", ["breast cancer"]),
        ("breast tumours", "en", ["breast cancer"]),
        ("Brustkrebs", "de", ["breast cancer"]),
        ("cáncer de páncreas", "es", ["pancreatic cancer"]),
        ("le thé vert et la grippe", "fr", ["green tea", "influenza"]),
        ("leukaemia", "en", ["leukemia"]),
        ("people with ALS", "en", ["amyotrophic lateral sclerosis"]),
        ("we also saw", "en", []),
        ("umbilical-cord stem cells", "en", ["cord tissue cells"]),
        ("faster", "en", []),
    ],
)
def test_names_lead_to_concepts(text, language, concepts):
    assert named(text, language) == concepts


def test_what_stands_above():
    vocabulary = builtin()
    assert "cancer" in vocabulary.above("melanoma")
    assert vocabulary.related("melanoma", "cancer")
    assert not vocabulary.related("melanoma", "breast cancer")


def test_every_parent_is_a_concept():
    vocabulary = builtin()
    known = set(vocabulary._kinds)
    assert {parent for parents in vocabulary._parents.values() for parent in parents} <= known


def test_abbreviations_are_read_from_the_text():
    text = "Dominant optic atrophy (DOA) and mesenchymal stromal cells (MSCs) in adults (see above)."
    assert dict(abbreviations(text)) == {"DOA": "Dominant optic atrophy", "MSCs": "mesenchymal stromal cells"}


def test_spellings_meet():
    assert stem(fold("tumours")) == stem(fold("tumor"))
    assert stem(fold("randomised")) == stem(fold("randomization"))
    assert stem(fold("haemorrhage")) == stem(fold("hemorrhages"))


def test_tokens_stand_where_they_say():
    text = "L'œil – 3 g/jour, naïve CD34+ cells"
    assert [text[t.start : t.end] for t in tokens(text)][-2:] == ["CD34+", "cells"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lavender", "valerian"),
        ("chamomile", "valerian"),
        ("boswellia", "devil's claw"),
        ("mouthwash", "toothpaste"),
        ("compression stockings", "insoles"),
        ("tennis elbow", "plantar fasciitis"),
    ],
)
def test_members_of_a_group_are_no_synonyms(one, other):
    vocabulary = builtin()
    first, second = (next(vocabulary.find(text, tokens(text))).concept for text in (one, other))
    assert not vocabulary.related(first, second)
