"""In which language a text is written: by its small words, or by its script.

Seven languages are told by function words, which make up a third of any prose; others by the script alone.
Too little text gives no answer rather than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Function words; a word that two of the languages share counts for both and so decides nothing.
_WORDS = {
    "en": "the of and to in is that for with was as on are by this from at which or be were not have has their an it than we",
    "de": "der die das und ist in den von mit für auf nicht im des dem ein eine als auch bei wird wurde werden sind zu sich oder nach aus einer durch zur über war haben",
    "fr": "le la les des et est dans une un du pour que qui sur par avec au aux ne pas plus ce cette sont ou été chez il elle nous vous ont se leur",
    "es": "el la los las de y en que un una por con para del se es su al como más fue son no lo este esta entre pero han muy sus o",
    "it": "il la di e che in un una per con del della dei delle è non si sono nel nella da al alla le gli più come anche ha lo questo questa stato",
    "pt": "o a os as de e em que um uma por com para do da dos das não é se no na ao mais como foi são pelo pela seu sua ou este esta",
    "nl": "de het een en van in is dat op te met voor niet aan er zijn bij ook door uit naar om worden werd heeft deze",
}  # fmt: skip
_LANGUAGES_OF = {
    word: tuple(language for language, words in _WORDS.items() if word in words.split())
    for words in _WORDS.values()
    for word in words.split()
}
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 8_000  # characters; more of a document changes nothing
_LEAD = 1.25  # how far the first must lie before the second
_FEWEST = 3  # function words without which nothing is said


def guess(texts: Iterable[str], declared: str = "") -> str:
    """Say in which language texts are written: an ISO 639-1 code, "" when it cannot be told.

    What the document declares is believed when the text does not speak clearly against it.
    """
    sample = _sample(texts)
    if script := _by_script(sample):
        return script
    ranked = _ranked(sample)
    best, hits = ranked[0]
    if declared and (declared not in _WORDS or hits < _FEWEST or dict(ranked)[declared] * _LEAD >= hits):
        return declared
    if hits < _FEWEST or hits < _LEAD * ranked[1][1]:
        return ""
    return best


def _sample(texts: Iterable[str]) -> str:
    pieces: list[str] = []
    size = 0
    for text in texts:
        pieces.append(text[: _ENOUGH - size])
        size += len(pieces[-1])
        if size >= _ENOUGH:
            break
    return " ".join(pieces)


def _by_script(sample: str) -> str:
    """A script other than Latin that makes up a good part of the letters."""
    if sample.isascii():
        return ""
    letters = sum(map(str.isalpha, sample))
    counts = {language: len(pattern.findall(sample)) for language, pattern in _SCRIPTS.items()}
    if counts["ja"] * 20 > counts["zh"] > 0:  # Japanese mixes its own letters with Chinese ones
        counts["ja"] += counts.pop("zh")
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] * 4 > letters > 0 else ""


def _ranked(sample: str) -> list[tuple[str, int]]:
    hits = dict.fromkeys(_WORDS, 0)
    for word in _WORD.findall(sample.lower()):
        for language in _LANGUAGES_OF.get(word, ()):
            hits[language] += 1
    return sorted(hits.items(), key=lambda pair: (-pair[1], pair[0]))
