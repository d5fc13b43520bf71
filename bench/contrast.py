"""Minimal changes of a claim that must change what a source makes of it, and the words they are made with."""

from __future__ import annotations

import random
import re

# Each pair is turned both ways; the second list is kept out of training, so that tests meet unknown words.
TURNS = """increase/decrease increases/decreases increased/decreased increasing/decreasing increases/reduces increased/reduced
    increasing/reducing increase/reduction higher/lower highest/lowest greater/smaller longer/shorter better/worse
    improves/worsens improved/worsened improving/worsening improvement/worsening improve/worsen superior/inferior
    effective/ineffective promotes/inhibits promoted/inhibited promote/inhibit promoting/inhibiting more/less
    positively/negatively positive/negative enhances/impairs enhanced/impaired enhance/impair activates/suppresses
    activated/suppressed activation/suppression upregulated/downregulated upregulation/downregulation safe/unsafe
    protects/harms benefit/harm benefits/harms"""
# More of them for the encoder's last lesson, lay words among them; none shares a stem with the words kept out.
MORE_TURNS = """up/down upward/downward upwards/downwards grew/shrank grow/shrink grows/shrinks growing/shrinking added/removed
    boosts/curbs boosted/curbed boost/curb boosting/curbing relieves/aggravates relieved/aggravated eases/aggravates
    eased/aggravated soothes/irritates soothed/irritated helps/hinders helped/hindered help/hinder healthier/sicker
    happier/sadder calmer/tenser quicker/tardier sooner/tardier thicker/thinner heavier/lighter warmer/colder
    wider/narrower deeper/shallower brighter/dimmer sharper/blunter louder/quieter steeper/flatter stiffer/softer
    easier/harder cheaper/dearer safer/riskier milder/harsher best/worst most/fewest most/least more/fewer
    succeeded/failed succeeds/fails success/failure successful/unsuccessful won/lost advantage/disadvantage
    advantages/disadvantages favourable/unfavourable favorable/unfavorable likely/unlikely able/unable richer/poorer
    high/low above/below over/under widened/narrowed widens/narrows expanded/contracted dilates/constricts
    dilated/constricted multiplied/dwindled doubled/halved doubles/halves doubling/halving climbed/dropped
    climbs/drops climb/drop soared/plunged swelled/shrank heightened/dampened heightens/dampens amplifies/dampens
    amplified/attenuated amplifies/attenuates intensified/eased intensifies/eases worsens/eases worsened/eased
    facilitates/hinders facilitated/hindered encourages/discourages encouraged/discouraged encourage/discourage
    induces/represses induced/repressed speeds/delays speed/delay sped/delayed hastens/delays hastened/delayed
    augments/diminishes augmented/diminished augment/diminish agonist/antagonist sensitive/resistant
    sensitivity/resistance overestimates/underestimates overestimated/underestimated excess/deficit
    adequate/inadequate sufficient/insufficient accurate/inaccurate reliable/unreliable feasible/unfeasible
    necessary/unnecessary dependent/independent stable/unstable active/inactive present/absent presence/absence
    older/younger directly/inversely protective/hazardous survived/died agreed/disagreed calms/inflames calmed/inflamed
    protected/endangered nearer/further closer/farther outperformed/underperformed many/few often/seldom"""
HELD_TURNS = """raises/lowers raised/lowered elevated/reduced elevates/reduces prolongs/shortens prolonged/shortened
    prolong/shorten faster/slower accelerates/slows accelerated/slowed stimulates/blocks stimulated/blocked
    rise/fall rises/falls rose/fell beneficial/harmful common/rare gain/loss strengthens/weakens
    larger/smaller stronger/weaker majority/minority prevents/causes prevent/cause prevented/caused"""
# Where a word of direction is none, or turning it leaves the claim as true as it was: in a question, where the
# difference is denied ("no more than", "did not reduce"), in "superior or other to", "a cause of", "non-inferior".
_OPEN = re.compile(
    r"\?|\b(?:no|not|never|neither|nor|cannot|none|nobody|nothing|whether|fail\w*|as \w+ as|similar\w*|same"
    r"|comparable|equal\w*|unchanged|unaffected|regardless)\b|n['’]t\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\s+(?:or other|(?<=cause )of\b|(?:numbers? of |bodies of )?(?:evidence|studies|data|research|literature)\b)",
    re.IGNORECASE,
)
_VERBS = re.compile(
    r"\b(is|are|was|were|can|could|may|might|will|would|should|has|have|had|does|do|did)\b(?!\s+(?:not|no)\b)",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(is|are|was|were|can|could|may|might|will|would|should|has|have|had)\s+not\b", re.IGNORECASE)
_DID_NOT = re.compile(r"\b(?:does|do|did)\s+not\s+(\w+)", re.IGNORECASE)
_NO = re.compile(
    r"\bno (?=(?:significant |clear )?(?:difference|effect|association|improvement|benefit|increase|reduction|change|evidence))",
    re.IGNORECASE,
)
_PLAIN_VERB = re.compile(
    r"\b(increase|decrease|reduce|improve|promote|inhibit|enhance|impair|activate|suppress|prevent|induce|cause|affect|predict|lead|play|regulate|mediate|require|provide|show|result|produce|lower|raise|protect|contribute|bind|interact|express|block|stimulate|differ|work|help|delay|shorten|prolong|slow)(s|d|ed)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w-]|[.,]\d)")

CONDITIONS = """asthma|type 2 diabetes|type 1 diabetes|hypertension|heart failure|breast cancer|prostate cancer|lung cancer|colorectal
cancer|ovarian cancer|pancreatic cancer|gastric cancer|bladder cancer|melanoma|leukemia|lymphoma|multiple myeloma|glioblastoma|depression
|schizophrenia|bipolar disorder|anxiety|insomnia|autism|dementia|Alzheimer's disease|Parkinson's disease|multiple sclerosis|epilepsy|migraine
|stroke|myocardial infarction|atrial fibrillation|osteoarthritis|rheumatoid arthritis|osteoporosis|psoriasis|atopic dermatitis|eczema|acne
|Crohn's disease|ulcerative colitis|irritable bowel syndrome|cirrhosis|hepatitis B|hepatitis C|HIV infection|tuberculosis|malaria|influenza
|pneumonia|sepsis|COVID-19|chronic kidney disease|obesity|anemia|sickle cell disease|cystic fibrosis|COPD|chronic obstructive pulmonary
disease|glaucoma|macular degeneration|endometriosis|preeclampsia|infertility|gout|fibromyalgia|low back pain|neuropathic pain|lupus|sarcopenia
|periodontitis|urinary tract infection|otitis media|celiac disease|pancreatitis|hepatocellular carcinoma|dengue|Ebola virus disease"""
INTERVENTIONS = """aspirin|metformin|insulin|atorvastatin|simvastatin|rosuvastatin|warfarin|heparin|clopidogrel|ibuprofen|acetaminophen
|paracetamol|morphine|ketamine|propofol|dexamethasone|prednisone|prednisolone|hydrocortisone|tamoxifen|letrozole|cisplatin|paclitaxel
|docetaxel|bevacizumab|trastuzumab|rituximab|pembrolizumab|nivolumab|adalimumab|etanercept|infliximab|methotrexate|hydroxychloroquine
|azithromycin|amoxicillin|ciprofloxacin|vancomycin|oseltamivir|remdesivir|lopinavir|tenofovir|zidovudine|artesunate|chloroquine|ivermectin
|vitamin D|vitamin C|vitamin E|folic acid|zinc|iron|calcium|omega-3 fatty acids|fish oil|probiotics|melatonin|testosterone|estrogen
|progesterone|levothyroxine|fluoxetine|sertraline|escitalopram|haloperidol|olanzapine|risperidone|lithium|gabapentin|pregabalin|levodopa
|donepezil|memantine|acupuncture|yoga|exercise|massage|cognitive behavioural therapy|cognitive behavioral therapy|radiotherapy|chemotherapy
|losartan|lisinopril|amlodipine|furosemide|spironolactone|carvedilol|sildenafil|botulinum toxin|caffeine|nicotine|curcumin|semaglutide
|liraglutide|sitagliptin|empagliflozin|dapagliflozin|omeprazole|ondansetron|oxytocin|misoprostol|magnesium sulfate|lidocaine|bupivacaine"""
OUTCOMES = """mortality|deaths|survival|hospital stay|hospitalisation|blood pressure|body weight|weight loss|cholesterol|blood sugar
|HbA1c|insulin resistance|pain|nausea|vomiting|fatigue|sleep quality|insomnia|anxiety|depressive symptoms|quality of life|cognitive function
|memory|walking distance|muscle strength|bone density|fractures|falls|stroke|heart attacks|blood clots|bleeding|kidney function
|liver enzymes|lung function|exacerbations|cough|fever|viral load|infections|wound healing|itching|hair loss|acne lesions|vision|hearing
|fertility|live births|birth weight|preterm birth|breastfeeding|side effects|relapse|tumour size|recurrence|smoking|alcohol intake
|school performance|costs|seizures|tremor|inflammation|swelling|stiffness|appetite|constipation|diarrhoea|blood loss|anaemia"""
PEOPLE = """children|infants|newborns|adolescents|teenagers|young adults|older adults|elderly people|pregnant women|postmenopausal women|women|men
|healthy volunteers|athletes|smokers|nurses|veterans|students|Chinese patients|African Americans|twins|people with diabetes
|people with cancer|people with HIV|people with obesity|cancer survivors|transplant recipients|mice|rats"""


def _names(listed: str) -> list[str]:
    return sorted((" ".join(name.split()) for name in listed.split("|")), key=lambda name: (-len(name), name))


_KINDS = {
    "condition": _names(CONDITIONS),
    "intervention": _names(INTERVENTIONS),
    "outcome": _names(OUTCOMES),
    "people": _names(PEOPLE),
}
_FOUND = {
    kind: re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b", re.IGNORECASE)
    for kind, names in _KINDS.items()
}


def _turns(listed: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for pair in listed.split():
        left, right = pair.split("/")
        out.setdefault(left, []).append(right)
        out.setdefault(right, []).append(left)
    return out


_TURNS = {"taught": _turns(TURNS), "held": _turns(HELD_TURNS), "more": _turns(TURNS + " " + MORE_TURNS)}
_TURNING = {name: re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE) for name, words in _TURNS.items()}


def _cased(like: str, word: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def direction(claim: str, rng: random.Random, turns: str = "taught") -> str | None:
    """Turn one direction word round; None where there is none. turns: taught, held (out of training) or more."""
    found = list(_TURNING[turns].finditer(claim))
    if len(found) != 1 or _OPEN.search(claim):  # two directions in a claim may answer one another
        return None
    if claim[: found[0].start()].endswith("-") or _NONE.match(claim, found[0].end()):
        return None
    word = found[0][0]
    turned = _cased(word, rng.choice(_TURNS[turns][word.lower()]))
    return claim[: found[0].start()] + turned + claim[found[0].end() :]


def negation(claim: str, rng: random.Random) -> str | None:
    """Take a negation out, or put one in; None where neither can be done."""
    for pattern, instead in ((_NEGATED, r"\1"), (_DID_NOT, r"\1"), (_NO, "a ")):
        changed, times = pattern.subn(instead, claim, count=1)
        if times:
            return changed
    if re.search(r"\b(?:no|not|never|without|neither|cannot)\b", claim, re.IGNORECASE):
        return None
    plain = _PLAIN_VERB.search(claim)
    auxiliary = _VERBS.search(claim)
    if plain and (auxiliary is None or rng.random() < 0.5):
        helper = "does not" if plain[2] == "s" else "did not"
        return f"{claim[: plain.start()]}{helper} {plain[1].lower()}{claim[plain.end() :]}"
    if auxiliary:
        return f"{claim[: auxiliary.end()]} not{claim[auxiliary.end() :]}"
    return None


def number(claim: str, source: str, rng: random.Random) -> str | None:
    """Change a number of the claim that the source holds too to one that it does not hold."""
    found = [
        match for match in _NUMBER.finditer(claim) if re.search(rf"(?<![\d.]){re.escape(match[0])}(?![\d])", source)
    ]
    if not found:
        return None
    match = rng.choice(found)
    value = float(match[0].replace(",", ""))
    for factor in rng.sample([0.4, 0.6, 1.5, 2.0, 3.0, 0.1], 6):
        changed = (
            f"{value * factor:.{len(match[0].partition('.')[2])}f}"
            if "." in match[0]
            else str(max(1, round(value * factor)))
        )
        if changed not in source and changed != match[0]:
            return re.sub(rf"(?<![\w.,-]){re.escape(match[0])}(?![\w]|[.,]\d)", changed, claim)  # wherever it stands
    return None


def topic(kind: str, claim: str, source: str, rng: random.Random) -> str | None:
    """Put another condition, intervention, outcome or group in the place of the claim's, which the source does not name."""
    match = _FOUND[kind].search(claim)
    if match is None or (kind in ("condition", "intervention") and match[0].lower() not in source.lower()):
        return None
    others = [name for name in _KINDS[kind] if name.lower() not in source.lower() and name.lower() not in claim.lower()]
    other = rng.choice(others)
    return re.sub(rf"\b{re.escape(match[0])}\b", other, claim, flags=re.IGNORECASE)


def changes(claim: str, source: str, rng: random.Random, turns: str = "taught") -> dict[str, str]:
    """Every change that this claim allows, by its kind; turns: which direction words."""
    made = {
        "number": number(claim, source, rng),
        "direction": direction(claim, rng, turns),
        "negation": negation(claim, rng),
        "condition": topic("condition", claim, source, rng),
        "intervention": topic("intervention", claim, source, rng),
        "outcome": topic("outcome", claim, source, rng),
        "people": topic("people", claim, source, rng),
    }
    return {kind: text for kind, text in made.items() if text is not None and text != claim}


# What a supported claim becomes.
BECOMES = {
    "number": "contradicts",
    "direction": "contradicts",
    "negation": "contradicts",
    "condition": "silent",
    "intervention": "silent",
    "outcome": "silent",
    "people": "silent",
}
