"""What clauses say of one field of a trial, each word of them a letter: see `_any_order`.

Small letters are of all fields: n "not", m "nobody", k "neither", a "all", e "any", o "only", d "must", w "will", p people, c those who look after
them, # a number. Capital letters are of the field. Every reader takes the letters, how often the clause denies and its numbers, and gives
a meaning of `_plainly` or "".
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SHARED = (
    ("denied", "n"),
    ("nobody", "m"),
    ("neither", "k"),
    ("all", "a"),
    ("any", "e"),
    ("only", "o"),
    ("must", "d"),
    ("planned", "w"),
    ("people", "p"),
    ("staff", "c"),
    ("carers", "c"),
    ("frame", ""),
)
_ADMITS = (("keeps-out", "E"), ("keeps-for", "R"), ("joins", "I"))
# The tables of each field with their letters: the first that has a word counts.
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "sex": (("women", "W"), ("men", "M"), ("sexes", "X"), ("whatever", "G"), ("counts-for", "K"), *_ADMITS, *_SHARED),
    "healthy": (("healthy", "H"), *_ADMITS, *_SHARED),
    "random": (
        ("random", "R"),
        ("not-random", "Z"),
        ("luck", "L"),
        ("chooses", "C"),
        ("allots", "A"),
        ("allotted", "T"),
        *_SHARED,
    ),
    "mask": (
        ("double-blind", "DB"),
        ("single-blind", "SB"),
        ("unblind", "U"),
        ("blind", "B"),
        ("double", "D"),
        ("single", "S"),
        ("open", "O"),
        ("label", "L"),
        ("knows", "K"),
        ("told", "KF"),
        ("unaware", "Q"),
        ("which", "J"),
        ("assignment", "JT"),
        ("likewise", "Y"),
        ("what-is-given", "T"),
        ("kept", ""),
        *_SHARED,
    ),
    "arms": (
        ("number", "N"),
        ("groups", "G"),
        ("gets", "g"),
        ("made-up-of", "T"),
        ("treats", "T"),
        ("control", "T"),
        ("allots", "T"),
        ("allotted", "T"),
        *_SHARED,
    ),
    "model": (
        ("parallel", "P"),
        ("uncontrolled", "Z"),
        ("one", "1"),
        ("some-one", "i"),
        ("groups", "G"),
        ("several", "M"),
        ("compares", "C"),
        ("control", "V"),
        ("alike", "S"),
        ("gets", "g"),
        ("made-up-of", "h"),
        ("treats", "T"),
        *_SHARED,
    ),
    "type": (
        ("observational", "O"),
        ("interventional", "I"),
        ("watches", "W"),
        ("intervenes", "V"),
        ("confined", "o"),
        ("assigns", "A"),
        ("tests", "T"),
        ("assigned", "G"),
        ("rather", "X"),
        ("some-one", ""),
        ("carers", "D"),
        *_SHARED,
    ),
    "ages": (
        ("least-age", "yL"),
        ("most-age", "yH"),
        ("least", "L"),
        ("youngest", "yLx"),
        ("over", "G"),
        ("older", "yG"),
        ("most", "H"),
        ("oldest", "yHx"),
        ("under", "J"),
        ("younger", "yJ"),
        ("age", "y"),
        ("their-years", "Q"),
        ("of-years", ""),
        *_ADMITS,
        *_SHARED,
    ),
}
# The letters without which a clause says nothing of a field.
KEYS = {
    "sex": frozenset("WMX"),
    "healthy": frozenset("H"),
    "random": frozenset("RZL"),
    "mask": frozenset("BUKQL"),
    "arms": frozenset("G"),
    "model": frozenset("PZGVS"),
    "type": frozenset("OIWATV"),
    "ages": frozenset("yQ"),
}
# Meanings that two parts of a clause may have beside each other, and which of them both have.
_BOTH = {
    frozenset({"mask-open", "mask-known"}): "mask-open",
    frozenset({"mask-double", "mask-both"}): "mask-double",
    frozenset({"mask-cared", "mask-both"}): "mask-both",
    frozenset({"mask-single", "mask-cared"}): "mask-single",
    frozenset({"type-intervening", "type-tests"}): "type-tests",
    frozenset({"type-interventional", "type-tests"}): "type-tests",
    frozenset({"type-interventional", "type-intervening"}): "type-interventional",
    frozenset({"type-observing", "type-tests-not"}): "type-observing",
    frozenset({"type-observational", "type-tests-not"}): "type-observational",
    frozenset({"type-observational", "type-observing"}): "type-observational",
    frozenset({"model-one", "model-same"}): "model-one",
    frozenset({"model-one", "model-none"}): "model-one",
}


def alike(meanings: list[str]) -> str:
    """What several parts of a clause say together, "" where they do not say the same."""
    listed = frozenset(meanings)
    return meanings[0] if len(listed) == 1 else _BOTH.get(listed, "")


def _sex(letters: str, denied: int, _: tuple[int, ...]) -> str:
    """Whether women, men or both are admitted."""
    held = set(letters)
    if denied > 1 or "na" in letters:
        return ""
    if {"W", "M"} <= held:
        admitted = "I" in held and not denied and "R" not in held
        return "sex-all" if (admitted or (denied and "R" in held)) and held.isdisjoint("EXGKo") else ""
    if not held & {"W", "M"}:
        return _any_sex(held, denied) if "X" in held else ""
    if held & set("GK") or ("X" in held and held & set("ae")):
        return ""
    own, other = ("sex-women", "sex-men") if "W" in held else ("sex-men", "sex-women")
    if "E" in held or (denied and "I" in held):
        return other if "o" not in held and "R" not in held and denied == ("E" not in held) else ""
    if denied:
        return ""
    eligible = re.search(r"(?:^|a)I?p*[dw]*I?[dw]*[WM](?:p?I+)?$", letters) and (
        "I" in held or "a" in held or "d" in held
    )
    return own if held & set("oR") or (eligible and "p" in held) else ""


def _any_sex(held: set[str], denied: int) -> str:
    """Whether a clause about sex, without a word for men or women, says that it does not matter."""
    if denied:
        return "sex-all" if held & set("RE") or {"K", "I"} <= held else ""
    if held & set("EKo"):
        return ""
    open_to = held & set("ae") and ("I" in held or held <= set("aeX"))
    return "sex-all" if "G" in held or (open_to and "R" not in held) else ""


def _healthy(letters: str, denied: int, _: tuple[int, ...]) -> str:
    """Whether healthy volunteers are admitted."""
    held = set(letters)
    if denied > 1 or held & set("oR") or "na" in letters or not held & set("IE"):
        return ""
    return "healthy-yes" if denied == ("E" in held) else "healthy-no"


def _random(letters: str, denied: int, _: tuple[int, ...]) -> str:
    """Whether chance decided who got what; that nobody could choose says nothing of it."""
    letters = re.sub(r"o(?=n?[RLZ])", "", letters)
    unchosen = re.sub(r"[nk][pacAwkT]*C|C[pcAwT]*n", "", letters)
    denied -= unchosen != letters
    held = set(unchosen)
    if "o" in held or "na" in unchosen or denied not in (0, 1):
        return ""
    if "Z" in held:
        return "random-no" if not denied and not held & set("RL") else ""
    if "R" in held or ("L" in held and held & set("AC")):
        return "random-no" if denied else "random-yes"
    return ""


def _mask(letters: str, denied: int, _: tuple[int, ...]) -> str:
    """Who was kept from knowing what was given, or that nobody was."""
    held = set(letters)
    if denied > 1 or held & {"o"} or "na" in letters or letters.count("K") + letters.count("Q") > 1:
        return ""
    if "O" in held:
        said = "L" in held and not denied and "Q" not in held and not held & set("BDS")
        return "mask-open" if said or ("B" in held and denied and not held & set("KQDS")) else ""
    if "U" in held:
        return "mask-open" if not denied and not held & set("BQDS") else ""
    if "D" in held or "S" in held:
        plain = "B" in held and not denied and not held & set("KQ") and not {"D", "S"} <= held
        return ("mask-double" if "D" in held else "mask-single") if plain else ""
    if "B" in held:
        return "" if held & set("KQ") else _blinded(held, denied)
    return _knew(letters, held, denied) if held & set("TJ") and held & set("KQ") else ""


def _blinded(held: set[str], denied: int) -> str:
    """Who a clause says was blinded, or was not."""
    if "c" in held and "p" not in held:
        return ""
    both = "c" in held or ("a" in held and "p" not in held)
    if denied:
        return "mask-known" if "p" in held and "c" not in held else "mask-open"
    return "mask-both" if both else "mask-cared" if "p" in held else "mask-some"


def _knew(letters: str, held: set[str], denied: int) -> str:
    """Who a clause says knew what was given, or did not."""
    if ("Q" in held and "K" in held) or ("F" in held and "J" not in held):
        return ""  # people may be told of a treatment in many ways
    if denied and not re.search("n[pacwe]*[KQ]|KF?[pac]?n|[mk].*[KQ]|[KQ].*[mk]", letters):
        return ""
    told_of = set(_knowers(letters))
    people, staff, unknown = "p" in told_of, "c" in told_of, ("Q" in held) is not bool(denied)
    if unknown:
        nobody = "m" in told_of and not people and not staff
        return "mask-both" if (people and staff) or nobody else "mask-cared" if people else ""
    if (staff and people) or (told_of & set("ae") and not people and not staff):
        return "mask-open"
    return "mask-known" if people and not staff else ""


def _knowers(letters: str) -> str:
    """The letters among which those stand who know, or do not: before what they know, or behind where that comes first."""
    asked, knows = letters.find("J"), re.search("[KQ]", letters)
    if asked < 0 or "Y" in letters or knows is None:
        return letters
    told_of = letters[knows.start() :] if asked < knows.start() else letters[:asked]
    return told_of if set(told_of) & set("pcmae") else letters  # "it was kept secret which treatment each person got"


def _arms(letters: str, denied: int, numbers: tuple[int, ...]) -> str:
    """How many groups a trial has."""
    one = len(numbers) == 1 and re.search(r"#T*G|^NT*G#$", letters) and letters.count("G") == 1
    return "arms" if one and not denied and not set(letters) & set("okg") else ""


def _model(letters: str, denied: int, _: tuple[int, ...]) -> str:
    """One group alone, or several that are compared."""
    held = set(letters)
    if denied > 1 or "na" in letters:
        return ""
    if denied:
        without = {"C", "G"} <= held or {"C", "V"} <= held or ("V" in held and held <= set("nmkewVGh"))
        return "model-none" if without and held.isdisjoint("P1iSZgo") else ""
    if "P" in held:
        return "model-parallel" if held.isdisjoint("1SZo") and ("G" in held or held <= set("wPh")) else ""
    if "Z" in held:
        return "model-none" if held.isdisjoint("1iSCMGo") else ""
    if held & set("1i") and "G" in held:
        return _alone(letters, held)
    if "o" in held:
        return ""
    if "S" in held:
        same = re.search("S[^pGc]*T", letters) and held & set("aep")
        return "model-same" if same and held.isdisjoint("GCVM") else ""
    if {"C", "G"} <= held or {"C", "V"} <= held or ("V" in held and held <= set("wVGhM")):
        # "The comparison group got the drug too" tells what it got.
        return "" if held & set("gT") and "M" not in held else "model-many"
    return "model-many" if {"M", "G", "T"} <= held and "g" not in held else ""


def _alone(letters: str, held: set[str]) -> str:
    """Whether one group is told to be all of a trial: "one group got the drug" tells of one among others."""
    if not held.isdisjoint("MCV") or len(re.findall("[1i]", letters)) != 1 or not re.search("[1i][ghT]?G", letters):
        return ""  # "one team treated both groups"
    whole = held & set("oah") or held <= set("w1iGp") or ("1" in held and "g" not in held)
    return "model-one" if whole else ""


def _type(letters: str, denied: int, _: tuple[int, ...]) -> str:
    """Whether anybody is assigned to anything."""
    held = set(letters)
    if denied > 1 or "na" in letters or "D" in held:
        return ""  # what doctors give in a study that only watches is no part of it
    if "X" in held:
        return "" if denied else _rather(*re.split("X+", letters, maxsplit=1))
    acts = bool(held & set("ATGV"))
    if {"O", "I"} <= held or ("I" in held and "W" in held):
        return ""
    if "I" in held:
        return "type-observational" if denied else "type-interventional"
    if "O" in held:
        if "o" in held and denied:
            return ""
        return "type-observing" if acts and denied else "type-interventional" if denied else "type-observational"
    if "W" in held:
        alone = "o" in held and not acts and not denied
        return "type-observing" if alone or (held & set("AV") and denied and re.search("W.*n", letters)) else ""
    if "V" in held:
        return "type-intervening" if held <= set("cwV") else ""
    if "o" in held or "G" not in held:
        return ""
    if "A" in held and "T" not in held:
        return "type-observing" if denied else "type-intervening" if "p" in held else ""
    return ("type-tests-not" if denied else "type-tests") if "T" in held and "A" not in held else ""


def _rather(before: str, after: str) -> str:
    """What is said where one thing is done rather than another."""
    acts, watches = frozenset("ITAGV"), frozenset("WO")
    if not watches & set(before) and acts & set(before) and watches & set(after):
        return "type-intervening"
    return "type-observing" if watches & set(before) and acts & set(after) and not watches & set(after) else ""


def _ages(letters: str, denied: int, numbers: tuple[int, ...]) -> str:
    """From which age people are admitted, and up to which."""
    upturned = re.sub("n(y?)G", r"\1H", re.sub("n(y?)J", r"\1L", letters))  # "no younger than"
    denied -= letters.count("n") - upturned.count("n")
    letters, held = upturned, set(upturned)
    if denied > 1 or "na" in letters or "y" not in held or held & set("Rc"):
        return ""  # "at least 30 people took part" tells of no age
    if any(number > _OLDEST for number in numbers):
        return ""
    if "x" in held and held.isdisjoint("Id"):
        return ""  # the oldest who took part may be younger than the oldest who could
    if len(numbers) == 2:
        bounds = re.search("L[^H]*#[^L]*H[^L]*#", letters)  # "from at least N to at most N"
        clean = not denied and "E" not in held and (bounds or held.isdisjoint("LGHJ")) and held.isdisjoint("GJ")
        clean = clean and (bounds is not None or numbers[0] < numbers[1])
        return ("ages" if bounds or held & set("od") else "ages-open") if clean else ""
    if len(numbers) != 1:
        return ""
    kept_out = bool(denied) is not ("E" in held)
    if denied and "E" in held:
        return ""
    low, high = held & set("LG"), held & set("HJ")
    if bool(low) is bool(high):
        return ""
    if not kept_out:
        return "from-age" if low else "to-age"
    return "from-age" if high == {"J"} else "to-age" if low == {"G"} else ""


_OLDEST = 120  # years

READ: dict[str, Callable[[str, int, tuple[int, ...]], str]] = {
    "sex": _sex,
    "healthy": _healthy,
    "random": _random,
    "mask": _mask,
    "arms": _arms,
    "model": _model,
    "type": _type,
    "ages": _ages,
}
