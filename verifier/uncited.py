"""Checkable claims that name no source: sentences for which a careful reader would want one, and what would check them.

Pure language: nothing here judges a claim. Six forms are known, in English, German, French and Spanish; each needs a
sign that the claim could be looked up (a count, a share, an institution, a study, a measured change).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from verifier.lexicon import pattern, words


class Checkable(NamedTuple):
    """Why a sentence could be checked, and what would check it. `form` names the form; `weight` ranks sentences of one story."""

    form: str
    why: str
    advice: str
    weight: int = 1


def _rx(pattern: str, flags: int = re.VERBOSE) -> re.Pattern[str]:
    """A pattern for lower-cased text: without IGNORECASE an alternative that begins otherwise is dismissed at once."""
    return re.compile(pattern, flags)


def _rx_word(pattern: str, flags: int = re.VERBOSE) -> re.Pattern[str]:
    """A pattern of which every way begins with a word: what stands inside words is dismissed at once."""
    return re.compile(rf"\b(?:{pattern})", flags)


# --- words ---------------------------------------------------------------------------------------------------

_COUNT = r"""(?:\d(?:[\d.,\u202f\u00a0\s]{0,20}\d)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|dozens|hundreds|thousands|millions
    |zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w{3,6}zehn|(?:\w{3,9})?(?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)|dutzende|hunderte|tausende
    |deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|centaines|milliers
    |dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\w+|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|docenas|cientos|miles))"""
_SHARE = rf"""(?:\d[\d.,]*\s?(?:%|percent|per\s+cent|prozent|pour\s+cent|por\s+ciento)
    |(?:one|five|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?\s+(?:percent|per\s+cent)
    |{_COUNT}\s+(?:out\s+of|in|of|von|sur|de\s+cada)\s+(?:every\s+)?{_COUNT}\b
    |(?:nearly\s+|almost\s+)?(?:all|every(?:\s+(?:one|single))?|none|most)\s+(?:of\s+)?(?:our|my|the)\s+(?:\w+\s+)?(?=patient|client|customer|guest)
    |(?:fast\s+)?alle\s+unsere[rn]?|die\s+meisten\s+unserer|tous\s+nos|toutes\s+nos|todos\s+nuestros|todas\s+nuestras|la\s+mayoría\s+de\s+nuestros)"""
_PEOPLE = r"""(?:patient\w*|people|persons?|clients?|customers?|users?|guests?|women|men|children|kids|adults|participants|volunteers|cases?|knees?|couples|families|smokers|sufferers|wearers|mothers|babies|athletes|members|readers\s+who
    |patienten|patientinnen|gäste[n]?|kunden|kundinnen|menschen|personen|frauen|männer|kinder\w*|paare[n]?|familien|teilnehmer\w*|anwender\w*|nutzer\w*|schwangere[n]?|träger\w*
    |clients?|clientes|personnes|femmes|hommes|enfants|couples|familles|utilisateurs|participants|curistes|malades|mamans|enceintes
    |pacientes?|personas|mujeres|hombres|parejas|familias|niños|niñas|usuari[oa]s|participantes|embarazadas|enfermos)"""
_HARM = r"""(?:side[\s-]effects?|adverse\s+(?:\w+\s+)?(?:events?|effects?|reactions?)|complications?|reactions?|infections?|deaths?|relapses?|failures?|rejections?|injur(?:y|ies)|harm|problems?
    |rückf[aä]lle?|infektion(?:en)?|todesf[aä]lle?|rechutes?|infections?|décès|recaídas?|infecci(?:ón|ones)|muertes?
    |nebenwirkung(?:en)?|komplikation(?:en)?|zwischenf[aä]ll(?:e)?|unverträglichkeit(?:en)?|effets?\s+(?:secondaires?|indésirables?)|complications?
    |efectos?\s+(?:secundarios?|adversos?)|complicaci(?:ón|ones)|riesgos?)"""
_STUDIES = r"""(?:stud(?:y|ies)|trials?|research(?:ers)?|evidence|meta-?analys[ei]s|reports?|results?|findings|investigations?|experiments?|scientists|experts|data|surveys?|tests
    |studien?|untersuchung(?:en)?|forsch(?:ung(?:en)?|er)|ergebnisse|wissenschaftler|experten|versuche
    |études?|essais?|recherches?|résultats?|chercheurs|scientifiques|travaux
    |estudios?|ensayos?|investigaci(?:ón|ones)|resultados?|investigadores|científicos)"""
_SHOW = r"""(?:(?:has|have|had|haben|hat|ont|a|han|ha)\s+(?:\w+\s+)?(?:shown|proved|proven|confirmed|demonstrated|found|revealed|established|linked|suggested|indicated|gezeigt|bewiesen|belegt|bestätigt|nachgewiesen|montré|prouvé|démontré|confirmé|révélé|demostrado|mostrado|probado|confirmado|revelado|comprobado|descubierto|découvert|entdeckt|herausgefunden)
    |shows?|showed|proves?|proved|confirms?|confirmed|demonstrates?|demonstrated|finds?|found|reveals?|revealed|indicates?|indicated|suggests?|suggested|claims?|concluded?|establish(?:es|ed)?|links?|linked|backs?|backed|supports?|supported
    |zeig(?:t|en|te|ten)|beweis(?:t|en)|bewies(?:en)?|beleg(?:t|en|te|ten)|bestätig(?:t|en|te|ten)
    |montr(?:e|ent|ait)|prouv(?:e|ent)|démontr(?:e|ent)|confirm(?:e|ent)|révèl(?:e|ent)|suggèr(?:e|ent)|indiqu(?:e|ent)
    |muestran?|mostró|demuestran?|demostró|prueban?|probó|confirman?|confirmó|revelan?|reveló|sugieren?|indican?|avalan?|respaldan?|stützen|untermauern|appuient)"""
_EFFECT = r"""(?:lower(?:s|ed)?|reduc(?:e|es|ed)|cuts?|increas(?:e|es|ed)|boost(?:s|ed)?|rais(?:e|es|ed)|improv(?:e|es|ed)|heal(?:s|ed)?|revers(?:e|es|ed)|prevent(?:s|ed)?|halv(?:e|es|ed)|doubl(?:e|es|ed)|tripl(?:e|es|ed)|eliminat(?:e|es|ed)
    |restor(?:e|es|ed)|regrow(?:s|n)?|regrew|melt(?:s|ed)?|burn(?:s|ed)?|shrink(?:s)?|shr[ua]nk|extend(?:s|ed)?|prolong(?:s|ed)?|shorten(?:s|ed)?|reliev(?:e|es|ed)|eas(?:e|es|ed)|lengthen(?:s|ed)?|slow(?:s|ed)?|drop(?:s|ped)?|los(?:e|es)|lost|falls?|fell|ris(?:e|es)|rose|gain(?:s|ed)?|recover(?:s|ed)?|regain(?:s|ed)?|erases?|removes?|eliminates?|kills?|ends|stops|slims?
    |senk(?:t|en|te|ten)|lindert|linderte|verbesser(?:t|te)|verringer(?:t|te)|reduzier(?:t|te)|erhöh(?:t|te)|steiger(?:t|te)|halbier(?:t|te)|verdoppel(?:t|te)|verlänger(?:t|te)|verkürz(?:t|te)|verhinder(?:t|te)|schützt|sinkt|sinken|sank|steigt|steigen|stieg|verliert|verlieren|stärkt|bessert
    |réduit|réduisent|baisse|diminue|diminuent|améliore|améliorent|augmente|augmentent|double|divise|soulagent?|prévient|perd(?:ent)?|perdu|gagnent?|ralentit|efface[nt]*|élimine[nt]*|accélère[nt]*|fait\s+(?:baisser|perdre|fondre|maigrir)
    |reduce[n]?|baja|bajan|disminuye[n]?|mejora[n]?|aumenta[n]?|duplica[n]?|alivia[n]?|previene[n]?|elimina[n]?|rebaja[n]?|pierde[n]?|frena[n]?|gana[n]?|recupera[n]?|evita[n]?|calma[n]?|quita[n]?|empêche[nt]*|calme[nt]*|stoppt|stoppen)"""
_CURE = r"""(?<!la\s)(?<!une\s)(?<!notre\s)(?<!votre\s)(?<!the\s)(?<!\ba\s)(?<!our\s)(?<!no\s)(?<!cette\s)(?:cur(?:e|es|ed)|heilt|heilte|heilen|guéri[ts]|guérissent|cura[n]?|sana[n]?)"""
_MEASURE = r"""(?:COUNT\s+(?:points?|punkte|puntos|kilos?|kilogram\w*|pounds?|years?|jahre|ans|años|percent|per\s+cent|prozent|words)\b|\d[\d.,]*\s?(?:%|percent|per\s+cent|prozent|pour\s+cent|por\s+ciento|points?|punkte|puntos|mm\s?hg|mmhg|mm|cm|kg|kilos?|pounds?|lbs|mg|ml|years?|jahre|ans|años|fold|times|mal|fois|veces)(?!\w)
    |\b(?:twice|three\s+times|doppelt|deux\s+fois|trois\s+fois|dos\s+veces|el\s+doble)\b
    |\b(?:completely|permanently|for\s+good|forever|a\s+day|per\s+day|daily|vollständig|dauerhaft|für\s+immer|täglich|pro\s+tag|complètement|définitivement|par\s+jour|completamente|para\s+siempre|al\s+día)\b
    |(?:by|in|within|um|in|binnen|innerhalb\s+von|de|en)\s+(?:only\s+|just\s+|nur\s+|seulement\s+|solo\s+)?(?:a\s+(?:third|quarter|half)|half|ein\s+drittel|die\s+hälfte|un\s+tiers|moitié|la\s+mitad|un\s+tercio)
    |(?:in|within|after|nach|binnen|innerhalb\s+von|in|en|après|dans|tras)\s+(?:only\s+|just\s+|nur\s+|seulement\s+|solo\s+)?(?:COUNT|an?|einer|einem|une?|una?)\s+(?:days?|weeks?|months?|minutes?|hours?|sessions?|tagen?|wochen?|monaten?|minuten|stunden|sitzungen|jours?|semaines?|mois|minutes|heures?|séances?|días?|semanas?|meses|mes|minutos|horas?|sesiones))""".replace(
    "COUNT", _COUNT
)
_INSTITUTION = r"""(?:(?-i:(?:[A-Z\u00c0-\u00de][\w'\u2019.-]+\s+){1,4}(?:Clinic|University|Institute|Hospital|College|Foundation|School|Center|Centre|Medical|Universität|Klinik|Institut|Charité)|Universit(?:y|ät|é)\s+(?:of\s+|de\s+|zu\s+)?[A-Z]|Universidad\s+de\s+[A-Z]|Hôpital\s+[A-Z]|Hospital\s+[A-Z]|Institut\s+[A-Z])
    |(?-i:\b(?:Mayo|Harvard|Stanford|Yale|Oxford|Cambridge|Johns\s+Hopkins|NIH|NASA|WHO|FDA|EMA|CDC|MIT|UCLA|Charité|Pasteur|Karolinska|Cleveland)\b)|national\s+institutes?\s+of\s+health|world\s+health\s+organi[sz]ation)"""
_HOUSE = _INSTITUTION.replace("{1,4}", "")  # where nothing must stand before it, one word of its name is enough
_JOURNAL = r"""(?-i:\b(?:The\s+Lancet|Lancet|Nature|Science|JAMA|BMJ|NEJM|New\s+England\s+Journal|Cochrane|British\s+Medical\s+Journal|Journal\s+of\s+[A-Z]\w+|Annals\s+of\s+[A-Z]\w+|Cell)\b)|(?:leading|top|prestigious|renowned|peer-reviewed|medical|scientific)\s+journals?|fachzeitschrift|revue\s+(?:médicale|scientifique)|revista\s+(?:médica|científica)"""
_STEP = r"(?:\W+\w[\w'\u2019.,%-]*){0,5}?\W+"  # a few words between

# --- forms ---------------------------------------------------------------------------------------------------

_SAFE = _rx_word(
    rf"""\b(?:no|not\s+(?:a\s+single|one)|zero|never\s+(?:had|seen|caused)|without(?:\s+any)?|free\s+(?:of|from)|keine(?:rlei)?|ohne(?:\s+jede)?|null|aucune?|sans(?:\s+aucun)?|ningún|ninguna|sin(?:\s+ningún)?|cero)\b(?:\W+\w+){{0,3}}?\W+{_HARM}
        (?=.{{0,80}}?\b(?:ever|reported|recorded|seen|observed|known|worldwide|so\s+far|to\s+date|in\s+(?:over|more\s+than|\d)|je(?:mals)?|bekannt|gemeldet|beobachtet|jamais|signalé|connu|rapporté|jamás|nunca|conocido|registrado|notificado|descrito|since|occurred|seit|depuis|desde|in\s+(?:any|all|our)|with\s+(?:our|this)|among|aufgetreten|vorgekommen|survenue?|ocurrido|mit\s+unser|avec\s+(?:nos|notre)|con\s+nuestr))
      | \b{_HARM}\b[^.;]{{0,40}}?\b(?:never|nie(?:mals)?|jamais|nunca|jamás)\b
      | \b(?:not\s+one|not\s+a\s+single|none|keine[rn]?|kein\s+einziger|aucun|ninguno)\s+(?:of|unserer|de)\s+(?:our|my|nos|mes|nuestr[oa]s)?\s*(?:\d[\d.,]*\s+)?(?:\w+\s+)?{_PEOPLE}
      | \bkeine?n?\s+einzige[nrs]?\s+\w+ | \b(?:pas\s+un\s+seul|ni\s+un\s+solo)\s+\w+
      | \b(?:no|not\s+one|kein\w*|aucune?|ning[uú]n\w*)\b(?:\W+\w[\w.,]*){{0,3}}?\W+{_PEOPLE}\b[^.;]{{0,30}}?\b(?:ever|jemals|jamais|jamás|nunca)\b
      | \b(?:never|nie(?:mals)?|jamais|nunca|jamás)\b[^.;]{{0,60}}?\b{_HARM}
      | \b(?:not\s+one|not\s+a\s+single|no|nobody|no\s+one|none|kein\w*|niemand|aucune?|personne|ning[uú]n\w*|nadie)\b(?:\W+\w[\w.,]*){{0,4}}?\W+{_PEOPLE}(?:\W+\w+){{0,6}}?\W+(?:\w+\s+)?{_HARM}
      | \b(?:none|keine[rn]?|aucune?|ninguno)\s+(?:in|out\s+of|unter|bei|sur|en|de)\s+(?:over|more\s+than|über|mehr\s+als|plus\s+de|más\s+de)?\s*\d
      | \b(?:100\s?%|completely|totally|absolutely|perfectly|entirely|vollkommen|völlig|absolut|totalement|parfaitement|absolument|completamente|totalmente)\s+(?:safe|harmless|risk-free|sicher|unbedenklich|harmlos|nebenwirkungsfrei|sûre?|sans\s+danger|inoffensi(?:f|ve)|segur[oa]|inocu[oa])"""
)
_SHARES = _rx_word(
    rf"""\b{_SHARE}{_STEP}{_PEOPLE}\b | \b{_COUNT}\s+{_PEOPLE}\s+(?:out\s+of|in|von|sur|de\s+cada)\s+{_COUNT}\b
      | \b(?:our|unsere[rn]?|nos|nuestr[oa]s)\s+(?:\w+\s+)?{_PEOPLE}\b(?:\W+\w+){{0,6}}?\W+\d[\d.,]*\s?(?:%|percent|per\s+cent|prozent|pour\s+cent|por\s+ciento)
      | \b(?:bei|for|in|chez|en)\s+{_SHARE}{_STEP}{_PEOPLE}\b
      | \b{_EFFECT}\b[^.;]{{0,60}}?\b(?:in|for|bei|chez|en)\s+(?:\w+\s+)?(?:most|all|every|den\s+meisten|allen|jede[rmn]|la\s+plupart\s+des|tou(?:te)?s\s+les|la\s+mayoría\s+de\s+l[ao]s|todos\s+los|todas\s+las)\s+(?:\w+\s+)?{_PEOPLE}\b
      | \b{_COUNT}(?:\s+of)?\s+(?:\w+\s+){{0,2}}?{_PEOPLE}\b[^.;]{{0,60}}?\b(?:cured|healed|regained|recovered|(?:treated|helped)\s+successfully|successfully\s+(?:treated|helped)|erfolgreich\s+behandelt|geheilt|guérie?s|soignée?s\s+avec\s+succès|curad[oa]s|tratad[oa]s\s+con\s+éxito|recuperad[oa]s)\b
      | \b(?:helped|cured|healed|treated|geheilt|behandelt|aidé|guéri|soigné|ayudado\s+a|curado\s+a|tratado\s+a)\s+(?:over|more\s+than|about|über|mehr\s+als|plus\s+de|más\s+de)\s+{_COUNT}
      | \b(?:every|each|all|jede[rs]?|alle|tous|toutes|chaque|tod[oa]s|cada)\s+(?:of\s+)?(?:\w+\s+){{0,2}}?{_PEOPLE}\b[^.;]{{0,50}}?\b(?:gain(?:s|ed)|improv(?:es|ed)|recover(?:s|ed)|cured|healed|regain(?:s|ed)|geheilt|schmerzfrei|verbesser\w+|guérie?s?|amélior\w+|mejor\w+|curad[oa]s?|recuper\w+)\b
      | \b(?:success|cure|recovery|infection|complication|response|failure|survival|pregnancy|satisfaction|relapse)\s+rates?\b.{{0,40}}?(?:\d|percent|per\s+cent|one|zero|below|above|over)
      | (?:erfolgs|heilungs|infektions|komplikations|überlebens)(?:rate|quote)\b.{{0,40}}?(?:\d|prozent) | taux\s+de\s+(?:réussite|succès|guérison|infection|complications?).{{0,40}}?(?:\d|pour\s+cent) | tasa\s+de\s+(?:éxito|curación|infección|complicaciones).{{0,40}}?(?:\d|por\s+ciento)"""
)
_STUDIES_SHOW = _rx_word(
    rf"""\b(?:doctors|physicians|experts|specialists|ärzte|médecins|médicos)\s+(?:\w+\s+)?(?:reports?|reported|agree|confirm|say|berichten|bestätigen|rapportent|confirment|informan|confirman)\b
      | \b{_STUDIES}\b(?:\W+(?!(?:who|underway|needed)\b)\w[\w'\u2019-]*){{0,9}}?\W+{_SHOW}\b
      | \b(?:evidence|proof|belege?|beweise?|preuves?|pruebas?|evidencias?)\s+(?:shows?|that|dafür|dass|que|de\s+que)\b | \b(?:is|are|ist|sind|est|sont|está|están)\s+(?:\w+ly\s+)?(?:proven|bewiesen|erwiesen|prouvée?s?|demostrad[oa]s?|probad[oa]s?)\b
      | \b(?:according\s+to|laut|selon|según|d['\u2019]après)\s+(?:\w+\s+){{0,2}}?{_STUDIES}\b
      | \b(?:clinically|scientifically|medically)\s+(?:proven|tested|shown|confirmed) | (?:klinisch|wissenschaftlich)\s+(?:bewiesen|erwiesen|belegt|nachgewiesen|bestätigt)
      | (?:cliniquement|scientifiquement)\s+(?:prouvé|démontré|testé)e?s? | (?:clínicamente|científicamente)\s+(?:probad|demostrad|comprobad)[oa]s?
      | \b(?:therap(?:y|ies)|treatments?|cells?|cures?|method|supplement|extract)\s+(?:has|have)\s+(?:been\s+)?(?:\w+\s+)?(?:shown|proven|demonstrated)\b
      | \b(?:has|have)\s+been\s+(?:\w+ly\s+)?(?:shown|proven|demonstrated|found)\s+to\b | \bnachweislich\b | erwiesenermaßen | \ba\s+été\s+(?:prouvée?|démontrée?|testée?\s+cliniquement) | se\s+ha\s+(?:demostrado|comprobado|probado)
      | \b(?:es\s+ist|es\s+gilt\s+als)\s+(?:längst\s+)?(?:bewiesen|erwiesen|belegt) | il\s+est\s+(?:désormais\s+)?(?:prouvé|démontré)|está\s+(?:demostrado|probado|comprobado)"""
)
_SAID_BY_PATIENTS = _rx(
    r"""\b(?:works?|helps?|wirkt|hilft|agit|funciona)\s+(?:for|in|bei|chez|en|con)\s+(?:every|all|each|jede\w*|alle\w*|tou\w+|chaque|tod[oa]s)\b
      | (?:^|\b(?:our|most|unsere|die\s+meisten|nos|la\s+plupart\s+des|nuestros|la\s+mayoría\s+de\s+los)\s+)(?:patient\w*|clients?|users|customers|pacientes?)\s+(?:report|describe|berichten|rapportent|décrivent|refieren|informan)\b"""
)
_MANY_STUDIES = _rx(
    r"\b(?:over|more\s+than|at\s+least|nearly|über|mehr\s+als|plus\s+de|más\s+de)?\s*(?:\d[\d.,]*|dozens\s+of|hundreds\s+of|thousands\s+of|dutzende|hunderte|des\s+centaines\s+d['e]\s?|cientos\s+de)\s+(?:\w+\s+){0,3}?(?:studies|trials|papers|publications|studien|publikationen|études|essais|publications|estudios|ensayos|publicaciones)\b"
)
_NAMED = _rx_word(
    rf"""\b(?:trials?|stud(?:y|ies)|research(?:ers)?|scientists|doctors|investigators|studien?|forscher|étude|essai|chercheurs|estudio|ensayo|investigadores)\b(?:\W+\w[\w'\u2019-]*){{0,5}}?\W+(?:by|at|from|of|with|der|des|von|an|am|de|du|par|por|del|in)\s+(?:the\s+|der\s+|la\s+|l['\u2019])?{_INSTITUTION}
      | {_HOUSE}(?:[^.;]{{0,60}}?\b(?:{_SHOW}|trial|clinical\s+study|studie|essai\s+clinique|ensayo\s+clínico)\b
        | (?:\W+\w+){{0,5}}?\W+(?:running|runs?|conduct\w*|leads?|leading|led|sponsors?|tests?|testing|recruits?|recruiting|führt|leitet|mène|dirige|realiza)\b(?:\W+\w+){{0,4}}?\W+(?:trial|study|studie|essai|étude|ensayo|estudio)\b
        | \s+(?:\w+\s+){{0,2}}?(?:trial|study|researchers|scientists|research|studie|forscher)\b)
      | \b(?:approved|cleared|endorsed|recommended|certified|zugelassen|genehmigt|approuvée?|autorisée?|aprobad[oa]|autorizad[oa])\s+(?:by|von|par|por)\s+(?:the\s+|der\s+|la\s+|l['\u2019])?(?-i:FDA|EMA|WHO|NIH|Swissmedic|BfArM|ANSM|AEMPS) | (?-i:FDA|EMA)[-\s](?:approved|cleared)
      | \b(?:published|appeared|shown|reported|featured|seen|described|veröffentlicht|publiée?|parue?|publicad[oa])\s+(?:in|im|in\s+der|dans|en)\s+(?:a\s+|an\s+|the\s+|la\s+|le\s+|una?\s+)?(?:{_JOURNAL})
      | \bphase\s+(?:[1-4]|I{{1,3}}|IV)\b.{{0,30}}?\b(?:trial|study|studie|essai|ensayo)\b | \b(?-i:[A-Z][A-Z0-9]{{2,}}(?:-[A-Z0-9]+)?)\s+(?:trial|study|registry|studie)\b""",
    re.VERBOSE | re.IGNORECASE,
)


class _Effects:
    """An effect with its measure, a measure with its effect, or a cure: a sentence that states one.

    Effects and measures are found apart and laid side by side: a pattern that tried each with each would take
    milliseconds in a sentence that repeats them.
    """

    _CHANGES = _rx(rf"(?=(\b(?:{_EFFECT}|{_CURE})\b))")
    _FIGURES = _rx(rf"(?={_MEASURE})")
    _STOP = _rx(r"[.;]")
    _BETWEEN = 80  # characters from an effect to its measure
    _TURNED = _rx_word(rf"{_MEASURE}[^.;]{{0,60}}?\b{_EFFECT}\b")
    _CURED = _rx_word(rf"\b{_CURE}\s+(?:\w+\s+){{0,3}}?(?!in\b)\w{{3,}}")

    def search(self, low: str) -> bool | None:
        """True in a sentence that states one, else None; it is asked as patterns are."""
        measures = [match.start() for match in self._FIGURES.finditer(low)]
        ends = (match.end(1) for match in self._CHANGES.finditer(low)) if measures else ()
        if any(self._measured(low, end, measures) for end in ends) or (measures and self._TURNED.search(low)):
            return True
        return True if self._CURED.search(low) else None

    def _measured(self, low: str, end: int, measures: list[int]) -> bool:
        """Whether the next measure is near, in the same sentence."""
        at = bisect_left(measures, end)
        near = at < len(measures) and measures[at] <= end + self._BETWEEN
        return near and self._STOP.search(low, end, measures[at]) is None


_EFFECTS = _Effects()
_STORY_TIME = _rx_word(
    rf"""\b(?:(?:{_COUNT}|a\s+few|several|some|the\s+\w+)\s+(?:hours?|days?|weeks?|months?|years?)\s+(?:after|later|into|following) | \bafter\s+(?:{_COUNT}|a\s+few|several|the\s+\w+)\s+(?:sessions?|injections?|treatments?|infusions?|doses?) | \bal\s+cabo\s+de\b | \b(?:after|following|nach|après|tras)\s+(?:the|his|her|der|die|la|le|su|sa)\s+(?:\w+\s+)?(?:session|injection|treatment|infusion|dose|sitzung|spritze|behandlung|séance|perfusion|sesión|inyección|infusión)\b | \w+\s+(?:tagen?|wochen?|monate?n?|jours?|semaines?|mois|días?|semanas?|meses)\s+(?:später|danach|plus\s+tard|después|más\s+tarde) | (?:by|after|within|in)\s+(?:the\s+end\s+of\s+)?(?:the\s+)?(?:\w+\s+)?(?:days?|weeks?|months?|years?|session|injection|treatment)\b
      | (?:nach|schon\s+nach|bereits\s+nach)\s+(?:nur\s+)?(?:\w+\s+){{1,2}}(?:tagen?|wochen?|monaten?|sitzung(?:en)?|jahren?)|(?:au\s+bout\s+de|après|en)\s+(?:\w+\s+){{1,2}}(?:jours?|semaines?|mois|séances?|ans)|(?:tras|después\s+de|en|a\s+los?)\s+(?:\w+\s+){{1,2}}(?:días?|semanas?|meses|sesiones|años))"""
)
_STORY_PERSON = _rx(
    r"(?-i:\b[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+,?)\s(?:aged\s|age\s|de\s)?\(?\d{1,2}\b|,\s(?-i:[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+\s[a-z\u00df-\u00ff]+)\b|\b(?:he|she|his|her|him|mr\.?|mrs\.?|ms\.?|er|sie|sein(?:e|er|en)?|ihr(?:e|er|en)?|herr|frau|il|elle|ses|sa|son|monsieur|madame|él|ella|su|sus)\b",
    re.VERBOSE | re.IGNORECASE,
)
_STORY_GAIN = _rx(
    r"""\b(?:regain\w*|recover\w*|restor\w*|improv\w*|grown?\s+back|regr[eo]w\w*|disappear\w*|gone|vanish\w*|could\s+(?:again\s+)?(?:see|walk|hear|perceive|move|climb|run|stand)|20/20|without\s+(?:any\s+)?pain|ohne\s+schmerzen|sans\s+douleur|sin\s+dolor|walk(?:s|ed)?\s+again|pain-free|normal(?:i[sz]ed)?|shrunk|fell|dropped|rose|stabili[sz]ed|healed|cured
      |stopped|again|no\s+longer|closed|mended|faded|subsided|knit(?:ted)?|rebuilt|doubled|halved|came\s+back|went\s+away|verheilt|geschlossen|zugewachsen|zurückgegangen|nachgelassen|refermé\w*|cicatris\w+|cerrad[oa]|cicatriz\w+|wieder|nicht\s+mehr|kein\w*\s+\w+\s+mehr|ne\s+\w+\s+plus|dejó|ya\s+no|verschw\w+|beschwerdefrei|symptomfrei|geheilt|schmerzfrei|wieder\s+(?:gehen|sehen|laufen)|gewachsen|verbessert\w*|gesunken|disparu\w*|guéri\w*|retrouvé\w*|remarch\w*|desapareci\w*|recuper\w*|curad[oa]|volvió\s+a\s+(?:ver|caminar))"""
)
_STORY_PROOF = _rx(
    r"""\b(?:tests?|scans?|mri|ct|x-?rays?|biops\w+|laborator\w*|blood\s+(?:count|test|sugar|pressure)|potentials?|markers?|levels?|score|vision|acuity|befund\w*|röntgen\w*|mrt|werte?|laborwerte|irm|analyses?|radiograf\w+|resonancia|análisis)\b
      |\d[\d.,/]*\s?(?:%|mm|cm|kg|mmhg|percent|points?|millimet\w+|kilo\w*)? | \b(?:two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|fünf|deux|trois|quatre|dos|tres|cuatro)\s+(?:milli|centi)?met\w+"""
)
# A measure in figures: a share, a count of people or cases, an amount, a span in which something happened.
_FIGURE = _rx_word(
    rf"""\d[\d.,]*\s?(?:%|percent|per\s+cent|prozent|pour\s+cent|por\s+ciento) | \b{_COUNT}\s+(?:percent|per\s+cent|prozent|pour\s+cent|por\s+ciento)\b
      | \b{_COUNT}\s+(?:out\s+of|in|of|von|sur|de\s+cada)\s+(?:every\s+|our\s+|unserer\s+|nos\s+|nuestros\s+)?{_COUNT}\b | {_MEASURE}
      | \b(?:in|within|after|by|nach|binnen|innerhalb|en|après|dans|tras|al\s+cabo\s+de)\s+(?:\w+\s+){{0,2}}?(?:{_COUNT}|an?|einer|einem|einen|une?|una?)\s+(?:minutes?|hours?|days?|weeks?|months?|years?|sessions?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|sitzung(?:en)?|heures?|jours?|semaines?|mois|ans?|séances?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?|sesiones|sesión)\b
      | \b(?:over|more\s+than|über|mehr\s+als|plus\s+de|más\s+de|all|of\s+our|unserer|nos|nuestros)\s+\d[\d.,\s]*\s*\w+"""
)
_SOURCED = re.compile(
    r"et\s+al\b|u\.\s?a\.\s\(|y\s+cols\b|\((?:[^()]{0,40}\s)?(?:19|20)\d\d[a-z]?\)|\b(?:and|&|und|et|y)\s[A-Z]\w+\s\((?:19|20)\d\d\)|\b(?:19|20)\d\d\s+report\b|\[\d{1,3}\]"
)
_NOT_SAID = _rx(
    r"""(?:\bif\b|\bwhether\b|\bask\b|\bneed(?:s|ed)?\s+to\s+be\b|\bmore\s+(?:studies|research|trials)\b|\bresults?\s+(?:may\s+)?var(?:y|ies)|\bmay\s+vary\b|\b(?:charity|donat\w+|revenue|sales|investors?|shares?|stock|prices?|preise|prix|precios|rents?|fees)\b|\bno\s+(?:trial|study|evidence|proof)|\bnot\s+(?:been\s+)?(?:proven|shown|tested)|\bkein(?:e|en)?\s+(?:studie|beleg|beweis)|\baucune?\s+(?:étude|preuve|essai)|\bningún\s+(?:estudio|ensayo)|\bin\s+der\s+regel\b|\bwe\s+(?:use|value)\s+(?:your|cookies)\b)"""
)

_PREVALENCE = _rx(
    r"""\b(?:has|have|had|suffers?|lives?\s+with|is\s+affected|are\s+affected|gets?|develops?|leide[nt]|haben|hat|erkrank\w+|souffr\w+|atteint\w*|sufren?|tienen?|padecen?)\b"""
)
_TREATED = _rx(
    r"""\b(?:our|my|after|with|under|who|using|unser\w*|nach|mit|unter|nos|notre|après|avec|sous|nuestr\w*|tras|con|treat\w*|therap\w*|behand\w*|trait\w*|tratad\w*)\b"""
)

_ADVICE = {
    "safety": (
        "a universal count of safety",
        "the adverse events of registered trials, or a register that counts the cases",
    ),
    "share": ("a share of people with an outcome", "a published case series or trial with that share and its size"),
    "studies": ("studies are said to show it, and none is named", "the PMID or NCT number of the studies meant"),
    "named": (
        "a study, sponsor, journal or authority is named without its number",
        "a search of the registry by sponsor, condition and title",
    ),
    "effect": (
        "an effect with a size or an end is stated as a fact",
        "a controlled trial of that treatment with that outcome",
    ),
    "story": ("one person's story is offered as proof", "a trial: what happened to one person shows no effect"),
}
_LONGEST = 700  # characters of a sentence
_MOST_NUMBERS = 24  # a sentence with more is a list of figures, and the patterns would try each with each
_NUMBER = re.compile(r"\d+")
# A number, a fraction or a span of time: a cheap look before the patterns that weigh them.
_COUNTED = re.compile(
    r"\d|%|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twent|thirt|fort|sixt|sevent|eight|ninet|half|halv|third|quarter|twice|doubl|tripl|dozen|hundred|thousand|million|percent"
    r"|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|zig\b|dutzend|hunder|tausend|hälfte|drittel|doppel|halbier|verdoppel|prozent|einzige"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|centaine|millier|moitié|tiers|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci|veinte|treinta|cuarenta|cincuenta|sesenta|ciento|miles|mitad|tercio|doble"
    r"|overnight|instant|immediate|completely|permanent|forever|guarante|daily|every|all|each|most|rates?|sofort|dauerhaft|vollständig|garant|täglich|jede|alle|meisten|quote|immédiat|définitiv|complèt|garanti|taux|chaque|tou[st]|plupart|inmediat|definitiv|completo|tasa|cada|tod[oa]s|mayoría"
    r"|an?\s(?:day|week|month|year|hour|minute)|une?\s(?:jour|semaine|mois|an|heure|minute|nuit)|una?\s(?:día|semana|mes|año|hora|minuto)|eine[mnr]?\s(?:tag|woche|monat|jahr|stunde|minute)|per\sday|par\sjour|al\sdía|pro\stag|no\slonger|für\simmer|über\snacht|en\sune\snuit|for\sgood|pour\stoujours|para\ssiempre|de\sla\snoche)"
)
# The forms in the order in which they are asked, each with the hints of which it needs one to be worth asking.
_FORMS = (
    ("safety", ("harm",), _SAFE),
    ("story", ("time",), None),
    ("share", ("measure",), _SHARES),
    ("share", ("people",), _SAID_BY_PATIENTS),
    ("studies", ("studies",), _STUDIES_SHOW),
    ("studies", ("measure",), _MANY_STUDIES),
    ("named", ("named",), _NAMED),
    ("effect", ("measure", "cure"), _EFFECTS),
)
_AS_WRITTEN = frozenset((_NAMED,))  # patterns that look at capitals

# --- signs in single words -----------------------------------------------------------------------------------
# What a pattern cannot match without, looked for in one word and remembered: most words of a page have been seen before.

_HINTS = {name: words("checkable_hints", name) for name in ("harm", "time", "people", "studies", "named", "cure")}
_SIGNS = {
    "number": _rx(
        rf"\d|\b(?:{_COUNT}|all|every|each|none|most|meisten|jede|tous|tout|tod[oa]s|plupart|mayoría|chaque|cada)"
    ),
    "figure": _rx(
        r"""\d|twice|times|doppelt|fois|veces|doble|completely|permanently|good|forever|da[yi]|vollständig|dauerhaft|immer|t[aä]g|complètement|définitivement
        |jour|completamente|siempre|día|third|quarter|hal[fv]|drittel|hälfte|tiers|moitié|mitad|tercio|week|month|minut|hour|session|woche|monat|stunde|sitzung
        |semaine|mois|heure|séance|semana|mes|hora|sesi|cent|prozent|ciento|point|punkt|punto|kilo|pound|year|jahr|ans|\ban\b|año|word"""
    ),
    "effect": _rx(rf"{_EFFECT}|fait|cur|heil|guéri|sana"),
    "cure": _rx(r"cur|heil|guéri|sana"),
    "people": _rx(rf"{_PEOPLE}|helped|cured|healed|treated|geheilt|behandelt|aidé|guéri|soigné|ayudado|curado|tratado"),
    "name": _rx(
        r"""clinic|universi|instit|hospital|hôpital|college|foundation|school|cent(?:er|re)|medical|klinik|charité|mayo|harvard|stanford|yale|oxford|cambridge|hopkins
        |pasteur|karolinska|cleveland|lancet|nature|science|cochrane|annals|cell|organi[sz]ation|phase|journal|zeitschrift|revue|revista"""
    ),
    "rate": _rx(r"rate|quote|taux|tasa"),
    "shown": _rx(
        rf"""{_SHOW}|shown|prov|confirm|demonstrat|found|reveal|establish|link|suggest|indicat|zeigt|bewies|belegt|bestätig|gewiesen|wiesen|weislich
        |montr|prouv|révél|mostr|prob|revel|descub|découv|entdeckt|gefunden|agree|say|report|bericht|rapport|inform|that|dafür|dass|que
        |according|laut|selon|según|après|clini|klini|clíni|scien|wissen|científ|medical|testé"""
    ),
}
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]")
_MOST_WORDS = 1 << 15  # words remembered
_HINTED = frozenset((*_HINTS, "measure"))


@lru_cache(_MOST_WORDS)
def _signs_of(word: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """The hints and signs that a lower-cased word holds, and the hints of several words that it may be a part of."""
    sure = {f"has {name}" for name, sign in _SIGNS.items() if sign.search(word)}
    parts = []
    for form, hints in _HINTS.items():
        for hint in hints:
            pieces = hint.split()
            if pieces == [hint]:
                if hint in word:
                    sure.add(form)
            elif max(pieces, key=len) in word:
                parts.append((form, hint))
    if _COUNTED.search(word):
        sure.add("measure")
    return frozenset(sure), tuple(parts)


def _hinted(low: str) -> set[str]:
    """All hints and signs of a lower-cased sentence."""
    found: set[str] = set()
    parts: list[tuple[str, str]] = []
    for word in low.split():
        sure, perhaps = _signs_of(word)
        if sure:
            found |= sure
        if perhaps:
            parts.extend(perhaps)
    found.update(form for form, hint in parts if form not in found and hint in low)
    if "measure" not in found and "has figure" in found and _COUNTED.search(low):
        found.add("measure")
    return found


def _worth(signs: re.Pattern[str] | _Effects, hinted: set[str], sentence: str) -> bool:
    """Whether a pattern could match at all."""
    if signs is _EFFECTS:
        return "has effect" in hinted and ("has figure" in hinted or "has cure" in hinted)
    if signs is _SHARES:
        return "has rate" in hinted or ("has people" in hinted and "has number" in hinted)
    if signs is _STUDIES_SHOW:
        return "has shown" in hinted
    return signs is not _NAMED or "has name" in hinted or _CAPITALS.search(sentence) is not None


def checkable(sentence: str) -> Checkable | None:
    """Say why a sentence without a source could be checked; None when it makes no such claim."""
    if not len(sentence.split()) >= 4 or len(sentence) > _LONGEST or sentence.rstrip().endswith("?"):
        return None
    low = sentence.lower()
    hinted = _hinted(low)
    if _HINTED.isdisjoint(hinted) or _SOURCED.search(sentence) or _NOT_SAID.search(low):
        return None
    if len(_NUMBER.findall(low)) > _MOST_NUMBERS:
        return None
    for form, hints, signs in _FORMS:
        if hinted.isdisjoint(hints) or (form == "effect" and not _of_health(sentence)):
            continue
        if signs is None:
            weight = _story(sentence, low)
        else:
            said = sentence if signs in _AS_WRITTEN else low
            weight = int(_worth(signs, hinted, sentence) and signs.search(said) is not None)
        if weight and form == "share" and _PREVALENCE.search(low) and not _TREATED.search(low):
            continue  # how common a disease is, not what a treatment does
        if weight:
            return Checkable(form, *_ADVICE[form], weight)
    if "measure" in hinted and _stated(sentence, low, hinted):
        return Checkable("effect", *_ADVICE["effect"])
    return None


def _of_health(sentence: str) -> bool:
    return pattern("checkable", "health").search(sentence) is not None


def _stated(sentence: str, low: str, hinted: set[str]) -> bool:
    """Whether a treatment or a house is said to do something for health, with a measure, and nothing is for sale."""
    if not _of_health(sentence) or not pattern("checkable", "offer").search(sentence):
        return False
    if pattern("checkable", "logistics").search(sentence):
        return False
    figured = "has figure" in hinted or "has number" in hinted
    return bool(pattern("checkable", "measure").search(sentence) or (figured and _FIGURE.search(low)))


def _story(sentence: str, low: str) -> int:
    """How much a sentence looks like a case story with a measured gain; 0 when it is none."""
    if not (_STORY_GAIN.search(low) and _STORY_TIME.search(low) and _STORY_PERSON.search(sentence)):
        return 0
    proofs = {match[0] for match in _STORY_PROOF.finditer(low)}
    return 1 + len(proofs) + len(set(_STORY_GAIN.findall(low)))
