"""Sentences, clauses and normal forms of biomedical prose: pure functions of strings, exact to the character.

Spans are (start, end) character offsets into the text that was handed in; the pieces and the gaps between them
give the text back. All functions run in linear time. English, German, French and Spanish are known in full;
of other languages the stops (also of Chinese and Japanese) and capital letters.
"""

from __future__ import annotations

import re
import unicodedata

Span = tuple[int, int]

# Characters that print nothing: soft hyphen, zero-width space and joiners, word joiner, marks of direction, BOM.
INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES = {ord(c): "'" for c in "\u2018\u2019\u201b\u02bc\u00b4`"} | {
    ord(c): '"' for c in "\u201c\u201d\u201e\u201f\u00ab\u00bb"
}
_PLAIN = _DASHES | _QUOTES
_WORD = re.compile(r"\w+(?:[-'.,/]\w+)*%?")


def fold(text: str) -> str:
    """Give the form to compare by: NFKC, no invisible characters, plain dashes and quotes, single spaces, no case."""
    if text.isascii():  # of all that is done below only this is left
        return " ".join(text.replace("`", "'").lower().split())
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_PLAIN)
    return " ".join(plain.casefold().split())


def unaccented(text: str) -> str:
    """Drop accents and other combining marks: "Gómez" becomes "Gomez"."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def words(text: str) -> list[str]:
    """Give the words of the folded text; numbers keep their decimals and compounds their hyphens."""
    return _WORD.findall(fold(text))


def trimmed(text: str, start: int, end: int) -> Span:
    """Narrow a span by the white space at both its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _bag(listed: str) -> frozenset[str]:
    """Give the set of the words of a list written as one string."""
    return frozenset(listed.split())


# --- sentences -----------------------------------------------------------------------------------------------

# Abbreviations that never end a sentence.
_NEVER = _bag("""dr drs prof mr mrs ms mme mlle messrs st vs v e.g i.e eg ie cf viz approx ca resp incl excl esp
    bzw z.b d.h u.a o.g s.o s.u z.t i.d.r vgl sog ggf inkl exkl evtl bspw gem zzgl
    p.ej p.ex c.-à-d ex env hr fr frau sr sra srta dra ud uds d dña fa pdte
    rev hon gen col sgt lt capt pres gov""")
# Abbreviations that a number follows: "Fig. 2", "No. 7", "S. 12", "núm. 3".
_NUMBERED = _bag("""fig figs no nos nr vol ch chap sec sect eq eqs ref refs tab tabl abb p pp s art art. núm nº n pág pag págs
    aprox bd jg hft kap ziff app suppl ed eds aufl lfd max min c about""")
# Abbreviations that may end a sentence: only a word that opens sentences, after them, tells that they did.
_MAYBE = _bag("""al etc usw etcétera inc ltd co corp plc llc gmbh jr sr ph.d m.d b.sc m.sc u.s u.s.a u.k e.v a.m p.m i.v i.p s.c p.o
    b.i.d t.i.d q.d q.i.d sp spp subsp var cv wk wks hr hrs mo yr yrs univ dept inst assoc natl am j med clin
    jan feb mar apr jun jul aug sep sept oct nov dec okt dez mio mrd std st ave blvd""")
_OPENERS = _bag("""the this these those that there then thus they their it its in on at by for from of we our he she his her a an all
    as after although among an and another any because before both but during each either even every few finally first
    however if most many more moreover no none nor not now one only other others overall patients people participants
    results conclusion conclusions methods background some several since so such to two three under until using what
    when where whereas whether which while who with within without you your women men children adults
    der die das dies diese dieser dieses ein eine einer es er sie wir ihr ihre unser unsere in im auf bei mit nach von
    für aber auch alle als am an aus da damit dann dabei durch jedoch kein keine man nur ob und viele wenn wie zwei zum
    le la les l un une des ce cet cette ces il elle ils elles nous notre nos on dans en avec pour par sur selon mais et
    chez au aux après avant aucun aucune plusieurs deux trois
    el los las lo una unos unas este esta estos estas eso se su sus nuestro nuestra en con para por según pero y no
    hay ningún ninguna al del tras todos todas dos tres""")
# Words before a single capital letter that is a name of its own: "vitamin C. The", "hepatitis B. Patients".
_LETTERED = _bag("""vitamin vitamins vitamina vitamine hepatitis hepatite group groups gruppe groupe grupo type typ tipo arm cohort part
    class grade stage factor faktor facteur influenza immunoglobulin haemophilia hemophilia cyclosporin botulinum and or
    und et y o plan appendix site panel table""")
# German ordinals: the words before a day or a rank ("am 3. März", "in der 2. Gruppe").
_BEFORE_ORDINAL = _bag("am im der die das dem den des zum zur vom beim ab bis seit jeder jedem jede und nach vor")

_STOP = re.compile(
    r"""(?P<mark>\.{2,}|[.!?\u2026]+|[\u3002\uff01\uff1f]+)
        (?P<close>["'\u2019\u201d\u00bb\u300d)\]\u201c]*)
        (?P<note>(?:\ ?\[(?:[\d,;\s\u2013\u2014*-]{1,40}|\^[^\]\s]{1,60})\])+|,?[\u00b9\u00b2\u00b3\u2070-\u2079\u207b][\u00b9\u00b2\u00b3\u2070-\u2079\u207b,]*
            |\d{1,3}(?:[,\u2013-]\d{1,3}){0,12}(?=\s|$)|\d{2,12}(?=\s+[A-Z\u00c0-\u00de]|$))?
        (?P<gap>\s+|$)?
      | (?P<blank>\n[^\S\n]*\n\s*)
      | (?P<bullet>\n[^\S\n]*(?=(?:[-*\u2022\u00b7\u2013\u25cf]|\d{1,2}[.)])[^\S\n]))""",
    re.VERBOSE,
)
_SIGN = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\n]")
_DECIMAL = re.compile(r"(?<![\d.])\d+$")  # "0.5" is a number, the 5 of "0.876.5" a marker
_TAIL = re.compile(r"[\w.'\u2019-]*")  # of a text turned round
_LAST_WORD = re.compile(r"[^\W\d_].*|\d+$")
_NEXT_WORD = re.compile(r"[\s\"'\u2018\u201c\u201e\u00ab\u00bf\u00a1(\[*_]*([\w\u00b5\u03b1-\u03c9][\w'\u2019+-]*)?")
_GENE = re.compile(r"(?:[a-z]{1,3}[A-Z]\w*|p\d\w+|mi[Rr]-?\w+|\u03b1|\u03b2|\u03b3)")
_ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,200}[)\]][.]?(?=\s+[A-Z\u00c0-\u00de\d]|\s*$)")
_BRACKETS = re.compile(r"\([^()\n]{0,400}\)|\[[^\[\]\n]{0,400}\]")
_BLANK = re.compile(r"\s{0,200}")  # more of it stands nowhere before a parenthesis, and a page may be full of it
_LIST_MARK = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})$")
_WINDOW = 40


def sentences(text: str) -> list[Span]:
    """Split prose into sentences.

    Args:
        text: a paragraph, an abstract or a page of prose; line breaks count as spaces unless a blank line or a
            bullet follows.

    Returns:
        Ascending spans without the white space between them. A reference marker glued to the stop
        ("shown.1,2", "shown. [3]") stays with the sentence that it ends.
    """
    found: list[Span] = []
    start = 0
    opening = _aside_end(text, 0)
    brackets = [match.span() for match in _BRACKETS.finditer(text)] if "(" in text or "[" in text else []
    passed = 0
    end = 0
    for sign in _SIGN.finditer(text):
        match = _STOP.match(text, sign.start()) if sign.start() >= end else None
        if match is None:
            continue
        end = max(match.end("mark"), match.end("blank"), sign.end())
        if match.start() < start:
            continue
        while passed < len(brackets) and brackets[passed][1] <= match.start():
            passed += 1
        if passed < len(brackets) and brackets[passed][0] < match.start() and match["blank"] is None:
            continue
        if 0 <= opening <= match.start():
            start = _cut(text, start, opening, found)
            opening = _aside_end(text, start)
        stop = _boundary(text, start, match)
        if stop < 0 or stop < opening:
            continue
        start = _cut(text, start, stop, found)
        opening = _aside_end(text, start)
    if start <= opening < len(text):
        start = _cut(text, start, opening, found)
    _cut(text, start, len(text), found)
    return found


def _cut(text: str, start: int, end: int, found: list[Span]) -> int:
    """Note the piece from `start` to `end`; give the place where the next one begins."""
    first, last = trimmed(text, start, end)
    if first < last:
        found.append((first, last))
    return end


def _aside_end(text: str, start: int) -> int:
    """Where a parenthesis that stands alone, as a sentence of its own, ends; -1 when none starts here."""
    blank = _BLANK.match(text, start)
    at = blank.end() if blank else start
    if at >= len(text) or text[at] not in "([":
        return -1
    match = _ASIDE.match(text, at)
    return match.end() if match else -1


def _boundary(text: str, start: int, match: re.Match[str]) -> int:
    """Where the sentence ends at this stop, -1 when it goes on."""
    if match["blank"] is not None or match["bullet"] is not None:
        return match.start()
    mark, note = match["mark"], match["note"]
    end = match.end("note") if note else match.end("close")
    if mark[0] in "\u3002\uff01\uff1f":
        return end
    before = text[max(start, match.start() - _WINDOW) : match.start()]
    if note and note[0].isdigit() and _DECIMAL.search(before):
        return -1
    if match["gap"] is None:
        return end if _glued(text, match, before) else -1
    if match.end("gap") == len(text):
        return end
    following = _next_word(text, match.end("gap"))
    if mark in "!?" or len(mark) > 1 or match["close"]:
        return end if not following or not following[0].islower() else -1
    if note and not note[0].isspace():
        return end if following[:1].isupper() or following[:1].isdigit() or not following else -1
    return end if _ends(text, start, match.start(), before, following) else -1


def _next_word(text: str, at: int) -> str:
    match = _NEXT_WORD.match(text, at, at + _WINDOW)
    return (match[1] or "") if match else ""


def _glued(text: str, match: re.Match[str], before: str) -> bool:
    """Whether a stop without a space after it ends a sentence: "pain.The trial", not "pubmed.gov" or "e.g.This"."""
    if match["mark"] != "." or match["close"] or match["note"]:
        return False
    end = match.end()
    after = text[end : end + 3]
    if not (len(after) > 1 and after[0].isupper() and after[1:].isalpha() and after[1:].islower()):
        return False
    word = before.rsplit(None, 1)[-1] if before.strip() else ""
    return (
        len(word) > 2
        and word.isalpha()
        and word[-3:].islower()
        and not text[end : end + 20].split(None, 1)[0].count("/")
    )


def _ends(text: str, start: int, stop: int, before: str, following: str) -> bool:
    """Whether the full stop at `stop`, with white space after it, ends the sentence begun at `start`."""
    if following and following[0].islower() and not _GENE.match(following):
        return False
    tail = _TAIL.match(before[::-1])
    last = _LAST_WORD.search(before, len(before) - (tail.end() if tail else 0))
    if last is None:
        return True
    word = last[0].casefold().rstrip(".")
    if _LIST_MARK.match(last[0]) and not text[start : stop - len(last[0])].strip(" \n\t-*\u2022"):
        return False  # "1. Protection of ...": the number of a list item
    if last[0].isdigit():
        return not _ordinal(before[: last.start()], last[0], following)
    if word in _NUMBERED and (following[:1].isdigit() or len(following) == 1):
        return False
    if word in _NEVER:
        return False
    opens = following.casefold() in _OPENERS or not following
    if len(word) == 1:
        return opens or _previous(before[: last.start()]) in _LETTERED
    if word in _MAYBE or "." in word:
        return opens
    return True


def _ordinal(before: str, number: str, following: str) -> bool:
    """Whether a number with a stop is a German ordinal: "am 3. März", "die 2. Gruppe"."""
    return len(number) <= 2 and _previous(before) in _BEFORE_ORDINAL and following[:1].isupper()


def _previous(before: str) -> str:
    parts = before.split()
    return parts[-1].casefold().strip("(,;") if parts else ""


# --- clauses -------------------------------------------------------------------------------------------------

# Words that join two clauses, after a comma or a semicolon.
_JOINT = re.compile(
    r"""(?P<semi>;\s+)
      | ,\s++(?P<comma>and|but|while|whereas|yet|although|und|aber|während|jedoch|sondern|doch
                     |et|mais|tandis\ que|alors\ que|y|pero|mientras\ que|aunque)\s+
      | (?<!\s)\s+(?P<bare>and|und|et|y|but|aber|mais|pero)\s+""",
    re.VERBOSE | re.IGNORECASE,
)
# Finite verbs by their form: auxiliaries, and the verbs that claims of this kind are made with.
_STEMS = _bag("""show report find suggest demonstrat prov confirm indicat conclud plan enrol enroll recruit includ involv
    treat test compar measur assess follow expect start end clos stop receiv experienc complet register sponsor
    reduc lower increas rais improv prevent cur eas halv doubl cut help heal restor reliv reliev protect boost slow
    revers shrink extend prolong lengthen shorten kill block trigger caus lead remain occur bring brought
    make made los gain drop fell fall rose rise grew grow saw see felt feel gave give took take ran run met meet
    miss beat work last need fail reach surviv liv develop return respond""")
_ENDINGS = ("", *["t", "d", "s", "e", "es", "ed", "ted", "led", "red", "ped", "ies"])
_NOUNS = _bag("east plant seed rund")  # what the stems and endings make besides
_FINITE = frozenset(stem + ending for stem in _STEMS for ending in _ENDINGS) - _NOUNS | _bag("""is are was were has have had
    does do did can could may might will would shall should must cannot died dies shown found began begins led kept keeps
    ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können soll
    zeigt zeigte zeigten senkt senkte hilft half heilt lindert verbessert verbesserte verhindert erhöht endete nahm
    est sont était étaient ont avait peut peuvent montre montrent réduit améliore protège guérit augmente diminue empêche
    es fue fueron era ha han había puede pueden muestra muestran reduce mejora cura protege aumenta previene alivia""")
_TOKEN = re.compile(r"[\w-]+")
# What opens a clause with a subject of its own, after a bare "and": pronouns and determined nouns.
_OWN_SUBJECT = re.compile(
    r"(?:it|they|he|she|we|nobody|es|sie|er|il|elle|ils|ellos|ellas|the|this|these|no|none|most|all|our|its|their)\s",
    re.IGNORECASE,
)
_OPENING_VERB = re.compile(
    r"\W*(?:(?:also|auch|aussi|también|then|later|recently) )?(?:[a-zà-ÿ]{3,}(?:ed|te|ten|ait|èrent|aron|ieron|ó)\b|(?:n['\u2019](?:a|ont|est|était)|ne|ont|ha|han|hat|haben) \w{3,}|a \w+é\b)",
    re.IGNORECASE,
)
_REACH = 240  # characters looked at on either side of a joining word
_STUDY_SUBJECT = re.compile(
    r"""^\W*(?:(?:the|this|that|a|our|its|die|der|das|diese|le|la|l'|cette|cet|el|la|este|esta)\s*)?
        (?:[\w'\u2019,-]+\s+){0,6}?(?:trial|study|registry|studie|étude|essai|ensayo|estudio|NCT\d+)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SHORTEST_CLAUSE = 2  # words


# A participle with its agent: what stands before the "and" has the same.
_BY_WHOM = re.compile(r"(?i)(?:[a-z]{2,}ed|run|led|begun|done|overseen|put|set|paid)(?: (?:for|out|up|on))? by\b")


def has_verb(text: str) -> bool:
    """Whether a finite verb of the kind that claims are made with stands in the text."""
    return not _FINITE.isdisjoint(_TOKEN.findall(text.lower()))


def first_verb(text: str) -> int:
    """Where the first finite verb of the kind that claims are made with stands behind a subject; -1 when there is none."""
    words = list(_TOKEN.finditer(text))[1:]
    return next((word.start() for word in words if word[0].lower() in _FINITE), -1)


def last_verb(text: str) -> int:
    """Where the last finite verb of the kind that claims are made with ends behind a subject; -1 when there is none."""
    words = list(_TOKEN.finditer(text))[1:]
    return next((word.end() for word in reversed(words) if word[0].lower() in _FINITE), -1)


def opens_with_verb(text: str) -> bool:
    """Whether the text begins with a predicate: "found longer survival", "zeigte weniger Stürze"."""
    return _opens_with_finite(text.lstrip()[:60]) or _OPENING_VERB.match(text[:60]) is not None


def _opens_with_finite(text: str) -> bool:
    first = _TOKEN.match(text.lower())
    return first is not None and first[0] in _FINITE


def clauses(text: str) -> list[Span]:
    """Split a claim into parts that can be checked one by one; each keeps a subject of its own.

    A sentence is cut at semicolons, and at a joining word ("and", "but", "while") where a clause with its own
    subject and finite verb follows. Predicates that share a subject are cut apart only when that subject is the
    study itself ("The trial is recruiting and plans to enrol 500"), since the record then stands for it; else
    the claim stays whole, because "and slept better" says nothing alone.

    Returns:
        Ascending spans within `text`, at least one unless the text is blank.
    """
    found: list[Span] = []
    for start, end in sentences(text):
        found.extend(_split(text, start, end))
    return found


def _split(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    brackets = [m.span() for m in _BRACKETS.finditer(text, start, end)] if "(" in text or "[" in text else []
    inside = 0
    for match in _JOINT.finditer(text, start, end):
        at = match.start()
        while inside < len(brackets) and brackets[inside][1] <= at:
            inside += 1
        if inside < len(brackets) and brackets[inside][0] < at:
            continue
        if _joins_clauses(text, (start, at), (match.end(), end), match):
            found.append(trimmed(text, start, at))
            start = match.end()
    found.append(trimmed(text, start, end))
    return [span for span in found if span[0] < span[1]]


def _joins_clauses(text: str, left: Span, right: Span, match: re.Match[str]) -> bool:
    """Whether the joining word stands between two clauses that can be checked apart."""
    opening = text[left[0] : min(left[1], left[0] + _REACH)]
    closing = text[max(left[0], left[1] - _REACH) : left[1]]
    head = text[right[0] : min(right[1], right[0] + _REACH // 2)]
    if len(opening.split()) < _SHORTEST_CLAUSE or len(head.split()) < _SHORTEST_CLAUSE:
        return False
    if _BY_WHOM.match(head):
        return False  # "was paid for and run by Acme" has one subject and one agent
    if not has_verb(head) or not (has_verb(opening) or has_verb(closing)):
        return False
    if match["semi"] is not None:
        return True
    if _opens_with_finite(head):  # a predicate that shares its subject with the first
        return _STUDY_SUBJECT.match(opening) is not None
    return match["comma"] is not None or _OWN_SUBJECT.match(head) is not None
