"""Claims in lay words about the labelled sources, and ways to put a claim that leave its truth alone.

The claims of `lay_claims/` were written for this project, each about the source of one row of the labelled pairs, as
a page for lay readers would put it: what the source says, the reverse, and what it does not speak to. Their sources
are not part of the project; they are found by the row's name.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from pathlib import Path

from verifier.measure import Row

LABELS = {"SUPPORTS": "supports", "CONTRADICTS": "contradicts", "SILENT": "silent"}

# Technical words and what lay pages say instead; one of the alternatives is drawn.
PLAIN = """myocardial infarction=heart attack/heart attacks|mortality=deaths/death rate/dying|hypertension=high blood pressure
|renal=kidney|hepatic=liver|pulmonary=lung|cardiac=heart|cerebral=brain|gastric=stomach|dermatitis=eczema|neoplasm=cancer|carcinoma=cancer
|adverse events=side effects/unwanted effects|adverse effects=side effects|participants=people/volunteers|patients=people/people in the trial
|subjects=people|adults=grown-ups|elderly=older people|neonates=newborn babies|infants=babies|pediatric=children's|paediatric=children's
|physicians=doctors|clinicians=doctors|efficacy=how well it works|efficacious=effective|administration=use/giving
|administered=given|administering=giving|administration of=giving|significantly=clearly/markedly|significant=clear/marked|compared with=than with/against
|compared to=than with/against|versus=against/compared with|placebo=a dummy pill/a sham treatment/an inactive look-alike|reduces=cuts/lowers/brings down
|reduced=cut/lowered/brought down|reduce=cut/lower/bring down|reduction in=drop in/fall in|decreases=cuts/lowers|decreased=cut/lowered|decrease=lower/cut
|increases=raises/pushes up|increased=raised/pushed up|increase=raise/push up|elevated=raised/high|improves=helps/makes better
|improved=got better/helped|associated with=linked to/tied to/goes with|association=link|correlated with=linked to|inhibits=blocks/holds back
|inhibition=blocking|attenuates=dampens/softens|attenuated=dampened|exacerbates=worsens|exacerbated=worsened|alleviates=eases|ameliorates=eases
|ameliorated=eased|enhances=strengthens|enhanced=strengthened|promotes=helps along/encourages|induces=brings on/triggers|induced=brought on/triggered
|prevents=wards off|hospitalization=hospital stay|hospitalisation=hospital stay|hospitalized=in hospital|incidence=number of new cases/rate
|prevalence=share of people with|onset=start|progression=worsening|remission=freedom from symptoms|relapse=return of the disease
|recurrence=return|survival=living longer|duration=length|therapy=treatment|intervention=treatment|treatment with=taking|regimen=course
|dose=amount|oral=by mouth|intravenous=by drip|subcutaneous=under the skin|topical=on the skin|infusion=drip|vaccination=jab/being vaccinated
|pregnancy=being pregnant|maternal=mothers'|obese=very overweight|obesity=being very overweight|body mass index=weight for height
|glucose=sugar|glycemic control=blood sugar control|lipids=blood fats|triglycerides=blood fats|cognitive=thinking|cognition=thinking
|depression=low mood|analgesia=pain relief|analgesic=painkiller|inflammation=swelling|edema=swelling|fracture=broken bone|fractures=broken bones
|thrombosis=blood clots|stroke=strokes|hemorrhage=bleeding|haemorrhage=bleeding|bleeding=blood loss|infection=infections|pathogen=germ
|bacterial=germ|transmission=spread|transmitted=passed on|symptomatic=with symptoms|asymptomatic=without symptoms|SARS-CoV-2=the coronavirus
|COVID-19=Covid|randomized=drawn by lot|randomised=drawn by lot|clinical trial=study|trial=study|superior to=better than
|inferior to=worse than|efficient=effective|tolerated=borne|safe and well tolerated=safe|baseline=the start|outcome=result|outcomes=results
|greater=bigger/larger|lower=smaller/less|higher=more/greater|fewer=not as many|approximately=about/roughly|demonstrated=showed|exhibits=shows
|demonstrates=shows|exhibited=showed|utilization=use|sufficient=enough|insufficient=not enough|prior to=before|following=after|subsequent=later
|genes=genes/stretches of DNA|expression=activity|upregulated=turned up|downregulated=turned down|apoptosis=cell death|proliferation=growth of cells
|murine=mouse|mice=mice/lab mice|in vitro=in a dish|adolescents=teenagers|sleep quality=how well people slept|quality of life=well-being
|physical activity=exercise/moving about|mortality rate=death rate|weight loss=losing weight|postoperative=after surgery|surgical=from an operation
|surgery=an operation|dementia=memory loss disease|osteoporosis=thin bones|arthritis=sore joints|anemia=low iron blood|fatigue=tiredness"""
_INSTEAD = {
    left.strip().casefold(): right.split("/")
    for entry in " ".join(PLAIN.split()).split("|")
    for left, _, right in [entry.partition("=")]
}
_TECHNICAL = re.compile(
    r"\b(?:" + "|".join(map(re.escape, sorted(_INSTEAD, key=lambda word: (-len(word), word)))) + r")\b", re.IGNORECASE
)
# How pages lead up to what a source says.
LEADS = (
    "A study found that {}",
    "Research shows that {}",
    "According to one trial, {}",
    "In one study, {}",
    "Researchers report that {}",
    "A clinical trial reported that {}",
    "Scientists have found that {}",
    "The study showed that {}",
    "The authors report that {}",
    "As the evidence shows, {}",
    "We know from research that {}",
    "One paper describes how {}",
)
_OPENS = re.compile(r"(?:There|The|A|An|In|No|People|Patients|Men|Women|Children|Treatment|Use|These|This)\b")


def plain(claim: str, rng: random.Random, share: float = 0.7) -> str:
    """A claim with technical words put plainly; its truth stays."""

    def instead(match: re.Match[str]) -> str:
        if rng.random() > share:
            return match[0]
        word = rng.choice(_INSTEAD[match[0].casefold()])
        return word[0].upper() + word[1:] if match[0][0].isupper() and match.start() == 0 else word

    return _TECHNICAL.sub(instead, claim)


def led(claim: str, rng: random.Random) -> str:
    """A claim as a page leads up to it; its truth stays."""
    if not claim:
        return claim
    opening = claim[0].lower() + claim[1:] if _OPENS.match(claim) else claim
    return rng.choice(LEADS).format(opening)


def put(claim: str, rng: random.Random) -> str:
    """A claim put otherwise, or as it was."""
    if rng.random() < 0.35:
        claim = plain(claim, rng)
    return led(claim, rng) if rng.random() < 0.15 else claim


def about(row: Row) -> str:
    """The set that a row, or the source of a lay claim, comes from."""
    return row.id.split(":")[1].partition(".")[0] if row.set == "lay" else row.set


def read(folder: Path, sources: Mapping[str, Row], files: str = "*") -> list[Row]:
    """The lay claims of a folder beside their sources; those in other languages, or of shaded truth, are left out.

    sources: rows of the labelled pairs by name. files: which files, by their names.
    """
    rows: list[Row] = []
    for path in sorted(folder.glob(f"{files}.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            held = json.loads(line)
            source = sources.get(held["id"])
            if source is None or held["label"] not in LABELS or held.get("lang", "en") != "en":
                continue
            rows.append(
                Row(
                    f"lay:{held['id']}:{path.stem}-{number}",
                    held["claim"],
                    source.title,
                    source.passages,
                    LABELS[held["label"]],
                    tuple(held.get("evidence_ix") or ()),
                    source.pmid,
                    source.nct,
                    "lay",
                )
            )
    return rows
