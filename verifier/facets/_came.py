"""Whether a clause tells what came of something, in whatever words: "had less pain than", "fewer relapsed", "got over it".

A record of a trial that posts no results may have every word of such a clause, in its title, aims and plans; none of
them says that it came so. Words of asking ("tests whether", "was to") before what is compared leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.facets._effects import Effect, claimed
from verifier.facets._sides import compares, says_than
from verifier.facets._terms import terms
from verifier.facets._words import language
from verifier.lexicon import Guarded, pattern, spoken
from verifier.model import Reading

_MORE = r"(?:(?:less|fewer|(?<!or )(?<!one )(?<!once )(?<!no )more)(?!\s+than\b)|better|worse)"
_HAD = (
    r"(?:had|has|have|got|gets?|gave|gives?|brought|need(?:ed|s)?|took|takes?|spent|felt|slept|lost|gained|used|kept|left|made|went|did|drank|smoked|ate|walked|lived"
    r"|stayed|came|comes?|ended up|paid|pays?|saw|sees?|heard|ran|moved?|wrote|learn(?:ed|t|s)|cop(?:ed|es?)|report(?:ed|s)?|show(?:ed|s)?|suffer(?:ed|s)?)"
)
# "Had their asthma under better control", "needed it less often"; not "had two or more", "took more than 5".
_THEY_HAD = Guarded(
    re.compile(
        rf"(?i)\b{_HAD}\s+(?:(?!more\b|less\b|fewer\b|than\b|or\b|doses?\b|at\b)[\w'’-]+\s+){{0,6}}?(?:far |much |clearly |a lot |markedly )?{_MORE}\b"
        r"(?!\s+(?:than\s+(?:\d|one\b|two\b|half\b|an?\b)|or less|doses?|advanced|severe|recent\w*|details?|information|people|patients|sites|cent))"
    ),
    "less|fewer|more|better|worse",
)
# "Fewer patients needed a second operation": and not "more patients were enrolled".
_FEWER_DID = Guarded(
    re.compile(
        r"(?i)(?:^|[,;:.]\s|\b(?:and|but|that|far|many|much)\s)(?:many |far |much )?(?:fewer|more|less)\s+(?!than\b)(?:[\w'’-]+\s+){1,4}?"
        r"(?:had|got|quit|died|(?:was|were)\s+(?!(?:\w+\s+)?(?:recruited|enrol|needed|planned|expected|included|added|signed|listed|invited|sought|meant|randomi|assigned|to\b))|stopped|gave|came|went|fell|slept|felt|lived|stayed|(?!recruited|enrol|needed(?: to be\b|[.,;]|$)|planned|expected|included|joined|added|signed|listed|invited|sought)[a-z]{3,}ed)\b"
    ),
    "fewer|more|less",
)
# What people are rid of: "get over their depression", "got off vaping", "shook off the pain", "leave their fears behind".
_RID_OF = Guarded(
    re.compile(
        r"(?i)\b(?:(?:get|gets|got|getting|sleeps?|slept)\s+(?:\w+\s+)?(?:over|off|past|rid of|free of|clear of|clean|sober|well\b|better\b|through)"
        r"|(?:shak(?:e|es|ing)|shook|kick(?:s|ed)?|throw(?:s|n)?|threw|cast(?:s)?|fight(?:s)?|fought)\s+off|kick(?:s|ed)? (?:the|their) habit"
        r"|(?:leav(?:e|es|ing)|left|put(?:s|ting)?)\s+(?:their|the|his|her|your)\s+(?:[\w-]+\s+){1,3}behind"
        r"|(?:com(?:e|es|ing)|came)\s+(?:off|to terms|back to life|through)|recover(?:s|ed)?\s+(?:from|with|thanks)|return(?:s|ed)? to (?:normal|health)"
        r"|(?:grow|grew|grows|bec(?:ome|omes|ame))\s+(?:\w+\s+)?(?:calmer|healthier|happier|stronger|well|sober|clean|pregnant|free|symptom-free|pain-free))\b"
    ),
    "get|gets|got|getting|sleep|sleeps|slept|shake|shakes|shaking|shook|kick|kicks|kicked|throw|throws|thrown|threw|cast|casts|fight|fights|fought|leave|leaves|leaving|left|put|puts|putting|come|comes|coming|came|recover|recovers|recovered|return|returns|returned|grow|grew|grows|become|becomes|became",
)
# Who is named as the witness of what is told: "as a study of 104 people shows"; a registry only tells what a study is.
_SHOWN = Guarded(
    re.compile(
        r"(?i)\bas (?:an?|one|this|that|\d[\d,]*|\w+)\s+(?:[\w'’,-]+\s+){0,6}?(?:stud(?:y|ies)|trials?|pilots?|comparisons?|experiments?|tests?|people|patients|participants|volunteers|users|adults|children"
        r"|women|men|them)\s+(?:of\s+(?:[\w,-]+\s+){1,3})?(?:shows?|showed|found|finds?|proves?|proved|confirms?|confirmed|demonstrate[sd]?|reveal(?:s|ed)?)\b"
    ),
    "show|shows|showed|found|find|finds|prove|proves|proved|confirm|confirms|confirmed|demonstrate|demonstrates|demonstrated|reveal|reveals|revealed",
)
# What changed by itself, as a thing of the past: "scores fell", "HbA1c came down"; of enrolment or sites no outcome is known.
_FELL = Guarded(
    re.compile(
        r"(?i)\b(?:fell|dropped|declined|sank|eased|lessened|improved|shrank|halved|doubled|vanished|disappeared|rose|climbed|(?:came|went) (?:down|up)|got better"
        r"|(?<!who )(?<!that )(?:were|was|felt|became|grew) (?:far |much |clearly |a lot |\w+ly )?(?:less|more|better|worse))\b"
    ),
    "less|more|better|worse|fell|dropped|declined|sank|eased|lessened|improved|shrank|halved|doubled|vanished|disappeared|rose|climbed|came|went|got",
)
_DOWN = re.compile(
    r"(?i)\s+(?:(?:is|are|was|were)\s+)?(?:down|gone)(?=$|[.,;!]|\s(?:by|in|at|for|after|within|to|from)\b)"
)  # "symptoms down"
# "It found that one in fifty fell ill", "the trial showed fewer relapses": a finding by the name of one.
_FOUND_THAT = Guarded(
    re.compile(
        r"(?i)\b(?:it|they|this|which|that|(?:(?:the|this|that|its|their|our|whose) (?:[\w-]+ ){0,2}?(?:trial|study|pilot|results?|data|researchers|investigators|team|authors)))"
        r" (?:has |have |had )?(?:also |then |now |clearly |even )?(?:found|showed|shown|revealed|demonstrated|proved|confirmed|established|concluded)\b"
        r"(?: (?:that|how)\b| (?:an? |the |no )?(?:\w+ )?(?:fewer|less|more|lower|higher|better|worse|reductions?|improvements?|benefits?|effects?|falls?|drops?|rise|gains?)\b)"
    ),
    "found|showed|shown|revealed|demonstrated|proved|confirmed|established|concluded",
)
# How a study went is no result of it: "showed that too few people joined".
_RUNNING = re.compile(
    r"(?i)\b(?:recruit\w*|enrol\w*|join(?:ed|s|ing)?|sign(?:ed|ing)? up|accru\w*|sites?|fund\w*|money|costs?|sponsors?|eligib\w*|willing\w*|feasib\w*|slow(?:ly)?"
    r"|too few|not enough|participat(?:e|ed|ion)|attendance|drop(?:ped)? out|closed|stopped|terminated|withdrawn|interest)\b"
)
# Words that ask, before what is asked: "tests whether", "was to give less pain", "to find out if".
_ASKED = re.compile(
    r"(?i)\b(?:compar(?:es?|ed|ing)|to (?:compare|see|find out|learn|help|let|make|get|give)|test(?:s|ed|ing)?|ask(?:s|ed|ing)?|evaluat\w+|assess\w*|examin\w+|investigat\w+"
    r"|explor\w+|stud(?:ies|ied|ying)|look(?:s|ed|ing) (?:at|for|into)|measur(?:es?|ed|ing)|check(?:s|ed|ing)?|count(?:s|ed|ing)?|how|who|whom|whose|if|can|could|would|will|should|may|might|need(?:s|ed)? to|try|trying|tries|tried to)\b"
)
# "More than planned", "sooner than expected", "fewer than 50": beside a plan or a number, and no one else.
_THAN_PLANNED = re.compile(
    r"(?i)than\s+(?:(?:\w+\s+){0,2}(?:planned|expected|hoped|intended|foreseen|meant|aimed|wanted|sought)\b"
    r"|(?:(?:about|some|an?|the)\s+)?(?:\d|half\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|[a-z]+(?:ty|teen)\b|dozen|hundred|thousand|million|third|quarter|year|month|week|day))"
)
_WELL = re.compile(r"(?i)\b(?:well|better|clean|sober|normal|health\w*|calmer|happier|stronger|pregnant|free|life)\b")
_NIGHT = re.compile(r"(?i)\s+(?:the|their|his|her) nights?\b")
_MOST = 12  # effects of one clause that are looked at
_OBJECT = 40  # characters behind a verb in which what it acts on stands
_STOP = re.compile(r"[;:.]|,(?!\s\w+,)")  # a new clause: what was asked before asks nothing of it


def tells_what_came(reading: Reading) -> bool:
    """Whether a clause may tell who fared how, as something that came to pass: enough for what a plan cannot bear out."""
    text = reading.text
    if reading.facet(language) == "en":
        for told in (_THEY_HAD, _FEWER_DID, _RID_OF, _SHOWN):
            if any(not _asked(text, match.start()) for match in told.finditer(text)):
                return True
    return bool(_set_apart(reading)) or _changed(reading) or _found_that(reading)


def tells_a_result(reading: Reading) -> bool:
    """Whether a clause surely tells who fared how: what is better or worse, an illness that people are rid of, a study as witness."""
    if not reading.facet(tells_what_came):
        return False
    text = reading.text
    if _changed(reading) or _found_that(reading):
        return True
    if any(_of_an_ill(reading, match) and not _asked(text, match.start()) for match in _RID_OF.finditer(text)):
        return True
    if any(not _asked(text, match.start()) for match in _SHOWN.finditer(text)):
        return True
    return any(effect.worth and not _asked(text, effect.start) for effect in reading.facet(claimed))


def _changed(reading: Reading) -> bool:
    """Whether something of which it is known what is better is said to have changed: "depression scores fell"."""
    text = reading.text
    if reading.facet(language) != "en" or _RUNNING.search(text):
        return False
    if any(_DOWN.match(text, ill.end()) and not _asked(text, ill.start()) for ill in _ills(text)):
        return True
    fell = [match for match in _FELL.finditer(text) if not _asked(text, match.start())]
    return any(e.worth and any(m.start() <= e.start < m.end() for m in fell) for e in reading.facet(claimed)[:_MOST])


def _ills(text: str) -> Iterator[re.Match[str]]:
    """The outcomes of a text of which less is better; none where it has no word that says that they are gone."""
    if "down" in text or "gone" in text:
        yield from spoken("en", "direction", "bad-outcome").finditer(text)


def _found_that(reading: Reading) -> bool:
    """Whether a clause names as a finding what it tells, and that is no word on how a study went."""
    text = reading.text
    if reading.facet(language) != "en":
        return False
    told = [match for match in _FOUND_THAT.finditer(text) if not _asked(text, match.start())]
    return any(_RUNNING.search(text, match.end()) is None for match in told)


def _set_apart(reading: Reading) -> list[Effect]:
    """The effects of a clause that sets one thing against another, neither planned nor asked."""
    if not reading.facet(claimed) or not says_than(reading) or compares(reading) is None:
        return []
    if _THAN_PLANNED.search(reading.text):
        return []
    return [effect for effect in reading.facet(claimed) if not _asked(reading.text, effect.start)]


def _of_an_ill(reading: Reading, rid: re.Match[str]) -> bool:
    """Whether what people are rid of is an illness or a habit, or the words say that they are well: no course of sessions."""
    if _WELL.search(rid[0]) or _NIGHT.match(reading.text, rid.end()):
        return True
    near = [term for term in reading.facet(terms) if rid.start() < term.start <= rid.end() + _OBJECT]
    return any(term.kind in ("condition", "symptom") for term in near)


def _asked(text: str, at: int) -> bool:
    """Whether what stands at a place is only asked, planned or hoped for, in its own clause."""
    stops = [stop.end() for stop in _STOP.finditer(text, 0, at)]
    start = stops[-1] if stops else 0
    return (
        _ASKED.search(text, start, at) is not None
        or pattern("assertion", "plan", "hoped").search(text, 0, at) is not None
    )
