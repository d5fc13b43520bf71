"""Animals were studied; a warning where the claim does not say so.

What it looks for:
    Laboratory animals in title, abstract or MeSH headings of a paper in which nothing shows that people took part,
    cited by a claim that tells a result and names no animal.

Why it matters:
    Most of what works in mice does not work in people; papers whose titles leave the mice out are reported as news
    for people (Triunfol and Gouveia, PLoS Biology 2021). The FTC does not take animal studies alone as evidence for
    health claims (Health Products Compliance Guidance 2022).

What to do:
    Say which animals were studied, and that it has not been shown in people.

Fires on:
    "An alkaloid reverses kidney scarring in patients", citing a study in mice. "In mice, an alkaloid reduced kidney
    scarring" says so itself: that is noted, and lowers nothing.

Silent on:
    A paper on 25 patients that also studied rats; "the study used 40 mice", which tells no result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.facets.notices import tells_retraction
from verifier.model import Case, Finding
from verifier.wording.assertion import IN_GENERAL

SCOPE = "case"
LEVEL = "warning"
# What is only hoped for in people: "may one day help patients" tells none of them helped.
_SOME_DAY = re.compile(
    r"(?i)\b(?:may|might|could)\b[^.;]{0,40}\b(?:one day|some ?day|eventually|in (?:the )?future|in time)\b"
    r"|\b(?:one day|some ?day|eventually|in (?:the )?future)\b[^.;]{0,60}\b(?:may|might|could)\b"
)


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result was seen in animals; lowers a claim that leaves them out, of people or told as fact."""
    for comparison in case.compared("species", "narrower"):
        what, _, power = comparison.detail.partition("/")
        if what != "animals":
            continue
        if case.readings[comparison.part].facet(tells_retraction):
            continue  # a clause that tells of a retraction claims nothing for people
        of_people = comparison.said.text != case.readings[comparison.part].text
        hoped = _SOME_DAY.search(case.readings[comparison.part].text) is not None
        lowers = (of_people and not hoped) or power in IN_GENERAL
        yield Finding(
            check="animal-study",
            level=LEVEL if lowers else "note",
            effect="weakens" if lowers else "none",
            message="the record studied animals, and the claim does not say so",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="say which animals were studied, and that it has not been shown in people",
        )
        return
    said = next((c for c in case.compared("species", "same") if c.detail == "mentioned/animals"), None)
    if said:
        yield Finding(
            check="animal-study",
            level="note",
            effect="none",
            message="the record studied animals, as the claim says",
            quote=said.shown.text,
            where=said.shown.where,
            part=said.part,
            advice="leave it said: it has not been shown in people",
        )
