"""Whether a word of direction only names something: "glucose-lowering drugs", "closed reduction", "less than 7%"."""

from __future__ import annotations

import re

from verifier.lexicon import by_first_letter

# "Took more of the pain away", "more days free of pain": how much is gone.
_AWAY = re.compile(r"(?i)\b(?:away|off|gone|free|out of|relie\w+|eased|vanish\w*)\b")
_NAMES_ONE = re.compile(
    r"(?i)\s+(?:therap|drug|agent|medication|group|arm|program|training|device|trial|test|factor|protein|receptor)"
)
_NAMED = re.compile(  # parts of the body, of a day, of a chain: no comparison
    r"(?i)(?:greater|lesser|lower|larger) (?:occipital|saphenous|omentum|curvature|trochanter|third|half|limbs?|legs?|back|lip|jaw|extremit|urinary"
    r"|respiratory|airway|abdom|gastrointestinal|oesophag|esophag|body(?! (?:mass|weight|fat|temperature|height|size|image))|spine|eyelid|uterine|segment|secondary|middle|bound|mid)"
)
_OF_A_KIND = re.compile(  # "nerve stimulation", "calorie restriction": what is done, not what comes of it
    r"(?i)\b(?:nerve|brain|electrical|electric|magnetic|current|muscle|spinal|cord|cortical|vagus|vagal|ovarian|auditory|sensory|calor\w+|energy|salt|sodium"
    r"|fluid|protein|dietary|food|sleep|growth|blood[- ]flow|weight|androgen|acid|immun\w+|hormone|viral|enzyme|pathway|receptor)\s+$"
)
_AND_CONTROLS = re.compile(r"(?i)\b(?:and|or|than|healthy|with|in|of|the|normal|matched|among|from|versus|vs\.?)\s+$")
_OF_IT = re.compile(r"(?i)\s+of\b")
_BY = re.compile(r"(?i)\s+by\b")
_WAS = re.compile(r"(?i)\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+|often\s+|mostly\s+)*$")
_DUE = re.compile(
    r"(?i)\b(?:leading|common|main|major|any|all|other|in|commonest|frequent|from|for|by|complete|underlying|primary)\s+(?:complete\s+)?$"
)
_HAPPENED = re.compile(r"(?i)\s+(?:were|are|was|did|had|have|occur\w*|among|dropped|declined|and|per)\b")
_NO_VERB = re.compile(r"(?i)\s*(?:$|[^\w\s]|(?:in|on|at|and|or|with|who|by|for|were|was|had|did|received)\b)")
# What bears a word of direction in its name.
_BEARS = re.compile(
    by_first_letter(
        [
            "augmented (?:reality|feedback)",
            r"enhanced (?:recovery (?:after|pathway|program|protocol)|external|usual|standard|imaging|ct\b|mri\b|tomograph)",
            "effective (?:orifice|dose|area|concentration|refractory|half|reproducti|radiation|population|date)",
            "elevated plus",
            "improved water",
            "reduced graphene",
            "increased? (?:awareness|access)(?= (?:campaign|program))",
            "reduced[- ](?:fat|sodium|salt|calorie|intensity|dose)",
            "loss[- ]of[- ]function",
        ]
    )
)
_SET = re.compile(
    r"(?i)\b(?:closed|open|surgical|manual|fracture|anatomic\w*|breast|lung[- ]volume|fat|harm)\s+(?:and internal\s+)?$"
)
_WORTH = re.compile(
    r"(?i)\s+than\s+(?:or equal to\s+)?(?:about\s+|around\s+)?(?:[<>≤≥]\s*)?(?:[.,]?\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty"
    r"|forty|fifty|half|an?) (?:[\w-]+ )?(?:of|in|per cent|percent|%|years?|months?|weeks?|days?|hours?|minutes?|times|out|third|quarter|hundred|thousand|million|the)\b)"
)
_MUCH = (
    "less",
    "more",
    "fewer",
    "greater",
    "lower",
    "higher",
    "larger",
    "smaller",
    "longer",
    "shorter",
    "older",
    "younger",
)
_REACHED = re.compile(  # "achieving a 75% reduction": by what it was counted who did well
    r"(?i)(?:\b(?:(?:achiev|reach|attain|experienc)ing|(?:who|patients|participants|people|subjects|children|women|men|adults)"
    r" (?:achieved?|reach(?:ed)?|attained)|with at least|with ≥)\s+(?:(?:an?|the|at least|more than|≥|>|=)\s*){0,3}|(?:at least|≥|>)\s*(?:an?\s+)?)"
    r"\d[\d.]*\s?(?:%|per ?cent|percent|points?|log\w*|fold)\s*(?:or (?:more|greater|better|higher)\s+)?$"
)
_RISKY = re.compile(r"(?i)\s+(?:\w+\s+)?risks?\b")
_AT = re.compile(
    r"(?i)\b(?:(?:who|that)\s+(?:are|were|is|was)|patients|people|persons|individuals|those|women|men|children|adults)\s+at\s+(?:an?\s+)?(?:\w+ly\s+)?$"
)
_OF_GROWTH = re.compile(
    r"(?i)\b(?:slow|reduc|inhibit|suppress|decreas|delay|stunt|accelerat|promot|increas|enhanc|stimulat|prevent|block|halt|arrest|stop|retard|limit"
    r"|control|impair|restrict|support|affect|driv|drove|fuel|favou?r|permit|allow|curb|hamper|hinder|kept|sped|speed|boost|quicken|hasten|spur|foster)\w*\s+(?:[\w-]+\s+){0,3}$"
)
_GREW = re.compile(
    r"(?i)\s+(?:of\s+[^,.;:]{1,60}\s+)?(?:was|were|is|are|has|had|slowed|rates?|delay|inhibition|arrest|curves?)\b"
)
_JOINED = re.compile(r"-\w")
_STOP = re.compile(r"[,;:.]")
# "People with narrowed arteries", "adults who have reduced kidney function": whom it is about, and not what came of them.
_WHO_HAVE = re.compile(
    r"(?i)(?<!more )(?<!fewer )(?<!many )(?<!most )(?<! of )(?<!number )\b(?:patients|people|persons|individuals|those|women|men|children|adults|babies|infants)"
    r"\s+(?:(?:living |born )?with|who (?:have|had|suffer from))\s+(?:an?\s+)?(?:(?!improv|and|or|no|not)[\w-]+\s+){0,1}$"
)
_STATE = re.compile(
    r"(?i)(?:narrow|rais|elevat|reduc|lower|impair|weaken|thicken|increas|decreas|diminish|enlarg|widen)\w*ed"
)
_OF_WHAT = re.compile(
    r"(?i)\s+(?!(?:by|with|in|to|from|than|after|the|their|his|her|and|or|when|on|at|for|as|pain|symptoms?|scores?|risk)\b)[a-z]"
)
_BEFORE = 60  # characters before a word in which those that lead it stand


def in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a word of direction only names something: "glucose-lowering drugs", "stimulation therapy", "controls"."""
    if len(text[start:end]) > 2 and text[start:end].isupper() and not text.isupper():
        return True  # "RISE Guide"
    word = text[start:end].lower()
    if _BEARS.match(text, start) or (word in _MUCH and _WORTH.match(text, end)):
        return True  # "less than 7%" bounds a number
    if word.endswith(("ion", "ement")) and _led_by_a_name(text, start):
        return True
    if word in ("rise", "gain", "growth") and text[:start].rstrip().lower().endswith(
        ("give", "gives", "gave", "giving", "weight", "given")
    ):
        return True  # "give rise to"
    if word in ("works", "worked") and text[:start].rstrip().lower().endswith("who"):
        return True  # "those who worked at night"
    if (
        word.endswith("ed")
        and _STATE.fullmatch(word)
        and _OF_WHAT.match(text, end)
        and _WHO_HAVE.search(text, max(0, start - _BEFORE), start)
    ):
        return True
    if _RISKY.match(text, end) and _AT.search(text, max(0, start - _BEFORE), start):
        return True  # "people at elevated risk of relapse": who they are
    if word == "growth" and (_OF_GROWTH.search(text, max(0, start - _BEFORE), start) or _GREW.match(text, end)):
        return True  # "slowed the growth of the tumours": how it grew is told beside it
    if _NAMED.match(text, start) or (
        word.endswith("ion") and _OF_A_KIND.search(text, max(0, start - _BEFORE), start) and word[0] in "sri"
    ):
        return True
    if word.startswith("revers") and text[end : end + 10].lower().lstrip(" -").startswith("transcri"):
        return True
    if word == "more" and text[:start].rstrip().lower().endswith((" or", " and", " no", " any", " once")):
        return True  # "one or more"
    if (text[start - 1 : start] == "-" and word.endswith("ing")) or (
        text.startswith("-", end) and _JOINED.match(text, end)
    ):
        return True
    if word == "more" and _AWAY.search(_STOP.split(text[end : end + 80], 1)[0]):
        return True
    if word in ("falls", "drops") and _HAPPENED.match(text, end):
        return True  # "falls were fewer"
    if word == "controls":
        return (
            _NO_VERB.match(text, end) is not None
            or _AND_CONTROLS.search(text, max(0, start - _BEFORE), start) is not None
        )
    if word == "caused" and _BY.match(text, end) and not _WAS.search(text, max(0, start - _BEFORE), start):
        return True  # "events caused by errors fell"
    if word.startswith("cause") and (_OF_IT.match(text, end) or _DUE.search(text, max(0, start - _BEFORE), start)):
        return True  # "a common cause of death"
    if word == "remission" and _DUE.search(text, max(0, start - _BEFORE), start):
        return True  # "patients in complete remission"
    if word.endswith(("ucer", "ucers")):
        return True  # "the reducers": people who did
    return word.endswith(("ing", "ion", "al")) and _NAMES_ONE.match(text, end) is not None


def _led_by_a_name(text: str, start: int) -> bool:
    """Whether a noun of direction names an operation, or what had to be reached: "closed reduction", "a 75% reduction"."""
    before = max(0, start - _BEFORE)
    return _SET.search(text, before, start) is not None or _REACHED.search(text, before, start) is not None
