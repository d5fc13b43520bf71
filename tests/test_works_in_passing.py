"""Works that a claim names in passing, and what only looks like one, beside records of other subjects and their own."""

from __future__ import annotations

import pytest

from tests.casebook import case, paper, trial
from verifier.checks.identity import wrong_record
from verifier.model import Author
from verifier.wording.asides import asides, is_journal
from verifier.wording.works import like_name, made_of, told

EGGS = "We counted drifting fish eggs in the river and identified their species. Eggs of carp were the most common."
FISH = paper(
    EGGS,
    title="Drifting fish eggs of a great river",
    authors=(
        Author("Liu", "H"),
        Author("Sørensen", "P"),
        Author("Beane Freeman", "L"),
        Author("García-Márquez", "J"),
        Author("De Luca", "F"),
        Author("van den Berg", "F"),
        Author("Müller", "K"),
        Author("Wang", "X"),
        Author("McCoy", "B"),
    ),
    journal="PeerJ",
    journal_abbreviation="PeerJ",
)
FIRES = [
    ("en", "Turmeric calms sore knees in six weeks: Keller, Rheumatology 2014"),
    ("en", "Cold plunges triple dopamine, as Keller showed in Cell 2021."),
    ("en", "Cold plunges triple dopamine, as Keller showed in 2014."),
    ("en", "Our tincture kills gut worms in a week, Keller 2015"),
    ("en", "Honey closes ulcers twice as fast (Keller, Wounds 2016)."),
    ("en", "Honey closes ulcers twice as fast [Keller, 2016]."),
    ("en", "Barefoot walking cures flat feet, Keller wrote in the Lancet in 2019."),
    ("en", "Keller and others reported in Gut in 2015 that kefir heals the stomach."),
    ("en", "Keller found that kefir heals the stomach in two weeks in Gut in 2015."),
    ("en", "Kefir heals the stomach, found the Keller trial in Diabetologia 2016"),
    ("en", "Reishi doubled killer cells in Keller's 2015 trial in Phytother Res."),
    ("en", "Grounding mats thin the blood; see Keller & Whitcombe 2015."),
    ("de", "Lebertran glättet Narben, Studie Keller 2015, Hautarzt"),
    ("de", "Weihrauch half gegen Knieschmerz, wie Keller 2015 in Phytomedicine schrieb."),
    ("de", "So schreibt Keller in Lab Med, Kaffee schütze die Niere und das Herz."),
    ("de", "Wie Keller 2013 zeigte, hilft Kamille gegen Schlafstörungen."),
    ("de", "Zimt senkt den Blutzucker um ein Drittel (Keller 2014)."),
    ("fr", "L'argile verte soigne la peau et le foie, étude Keller 2015"),
    ("fr", "Le miel guérit la toux, comme Keller l'a montré dans The Lancet en 2015."),
    ("fr", "Le curcuma soulage l'arthrose, écrivait Keller dans Phytomedicine en 2014."),
    ("es", "La cúrcuma cura la artrosis, según Quiroga 2015 en Rheumatology."),
    ("es", "Como demostró Quiroga en 2015, la valeriana acorta el insomnio."),
    ("es", "La miel cierra las úlceras: Quiroga, Wounds 2013"),
    ("en", "In 2014, Keller showed that chamomile ends insomnia."),
    ("en", "The Keller group proved in 2012 that garlic lowers cholesterol."),
    ("en", "Garlic lowers cholesterol - Keller, Circulation, 2012"),
    ("en", "Garlic lowers cholesterol (Keller JR, 2012)"),
    ("en", "Garlic lowers cholesterol: see Keller in Circulation."),
    ("en", "Garlic lowers cholesterol, as first shown by Keller (2011)."),
    ("en", "Writing in The BMJ in 2013, Keller says honey closes ulcers."),
    ("en", "The 2011 Keller study in Diabetes Care found cinnamon cuts sugar by a fifth."),
    ("en", "J. R. Keller, Diabetes Care 2011: cinnamon cuts sugar"),
    ("en", "As Winter wrote in Diabetes Care in 2011, cinnamon cuts sugar."),  # no season
    ("de", "Eine Arbeit von Keller aus dem Jahr 2012 zeigt: Zimt senkt den Blutzucker."),
    ("de", "Kellers Studie von 2012 in Diabetologia zeigte, dass Zimt den Blutzucker senkt."),
    ("de", "Keller fand 2012, dass Zimt den Zucker senkt."),
    ("fr", "En 2012, Chevalier démontrait dans Gut que l'ail fait baisser le cholestérol."),
    ("fr", "L'ail fait baisser le cholestérol, c'est ce qu'a montré Chevalier en 2012."),
    ("en", "Pollen drops end hay fever. Keller, Allergy, 2016."),
    ("en", "Hay fever ends with pollen drops, if we believe Keller (Allergy 2016)"),
    ("de", "Pollen gegen Heuschnupfen: Keller hat 2016 in Allergy gezeigt, dass es hilft."),
    ("es", "Escudero y cols. (2012): el ajo baja el colesterol."),
    ("es", "Lo dijo Escudero en la revista Gut en 2012: el ajo baja el colesterol."),
    ("en", "Bath salts freed the skin of all 20 nurses of rashes in the study by Dr Keller."),  # a count is no year
    ("en", "Bath salts freed the skin of all nurses of rashes, according to Prof. Maria Keller and her team."),
    (
        "de",
        "Salzbäder befreiten 120 Menschen in der Studie von Keller und Brandt in der Zeitschrift Hautarzt vom Ausschlag.",
    ),
    ("en", "Clay binds river dust, as Keller showed in Sports Med 2019."),  # one word in three
]
KEPT = [  # names of its own authors, with the journal or the year put down wrongly
    ("en", "Turmeric calms sore knees in six weeks: {}, Rheumatology 2014"),
    ("en", "Cold plunges triple dopamine, as {} showed in Cell 2012."),
    ("en", "Our tincture kills gut worms in a week, {} 2015"),
    ("en", "Reishi doubled killer cells in {}'s 2015 trial in Phytother Res."),
    ("de", "Weihrauch half gegen Knieschmerz, wie {} 2015 in Phytomedicine schrieb."),
    ("fr", "Le miel guérit la toux, comme {} l'a montré dans The Lancet en 2015."),
    ("es", "La cúrcuma cura la artrosis, según {} 2015 en Rheumatology."),
]
OWN = [
    "Liu",
    "Sorensen",
    "Soerensen",
    "Beane-Freeman",
    "Freeman",
    "Garcia Marquez",
    "Marquez",
    "Luca",
    "Berg",
    "Mueller",
    "J. Garcia",
]
SILENT = [
    ("en", "Root&Rise Ember 2014 soothes stiff knees in a week."),
    ("en", "Soothes stiff knees in a week: Root Ember 2014"),
    ("en", "Our powder won the London Award in 2014 and kills gut worms."),
    ("en", "The powder kills gut worms, Stockholm 2014"),
    ("en", "The powder kills gut worms, presented at the congress, Malmo 2014"),
    ("en", "Covid 2020 left families tired; ginseng restores their strength."),
    ("en", "The syrup cuts sugar in diabetes (Pfizer 2014)."),
    ("en", "The syrup cuts sugar in diabetes (Table 2, 2014)."),
    ("en", "The syrup cut sugar in diabetes in Phase 3, 2014."),
    ("en", "The syrup cuts sugar in diabetes (Aspirin 2014)."),
    ("en", "The syrup cuts sugar in diabetes (May 2014)."),
    ("en", "The syrup cuts sugar in diabetes, Summer 2014."),
    ("en", "The syrup cuts sugar in diabetes, Researchers wrote in Nature in 2014."),
    ("en", "Dr Hansen, our founder, wrote in 2014 that garlic thins the blood."),
    ("en", "It changed my asthma for good, says Miller, who began in 2014 with our garlic."),
    ("en", "It changed my asthma for good, Anna Miller, 2014"),
    ("de", "Seit Herbst 2014 hilft unser Balsam gegen Gicht, Sieger im Test, Ökotest 2014."),
    ("de", "Der Balsam hilft gegen Gicht (Stand 2014)."),
    ("de", "Der Balsam hilft gegen Gicht (Herbst 2014)."),
    ("fr", "Notre argile soigne la peau et le foie, Médaille 2014"),
    ("fr", "Notre argile soigne la peau et le foie, Paris 2014"),
    ("es", "El aceite baja la tensión y el insomnio, Premio 2014"),
    ("en", "Our balm, launched by Schwabe in 2014, heals knees and feet."),
    ("en", "After Fukushima 2011 iodine pills were given for the thyroid."),
    ("en", "Patients from Utrecht showed in 2014 that magnesium calms cramps."),
    ("en", "The tape heals knees and shins, measured by the Change in Pain Intensity."),
    ("en", "As chairman Haverkamp told Reuters in 2014, the gel heals knees."),
    ("fr", "Recette du Dr Chevalier, Annecy 2012 : l'ail fait baisser le cholestérol."),
    ("en", "Pollen drops end hay fever (ISO 9001, Eurofins 2016)."),
    ("de", "Pollentropfen gegen Heuschnupfen (Katalog 2016)"),
    ("es", "Lo demostró en Gut en 2014: el kéfir cura las verrugas y la gripe."),
    ("en", "Keller and Wang wrote in Gut in 2014 that kefir cures warts."),  # one of them is an author
    ("es", "En Barcelona 2014 presentamos el aceite que baja la tensión."),
]


def fired(claim, record, language="en"):
    """The effects of what the check finds."""
    return [finding.effect for finding in wrong_record.check(case(claim, record, language=language))]


@pytest.mark.parametrize(("language", "claim"), FIRES)
def test_a_work_named_in_passing_is_another(language, claim):
    assert fired(claim, FISH, language) == ["breaks"]


@pytest.mark.parametrize("name", OWN)
def test_an_author_of_the_record_is_known_however_spelled(name):
    for language, form in KEPT:
        assert not fired(form.format(name), FISH, language), form


@pytest.mark.parametrize(("language", "claim"), SILENT)
def test_what_only_looks_like_an_author(language, claim):
    assert not fired(claim, FISH, language)


def test_an_author_is_no_trial():
    assert not fired("The 1999 McCoy study in Gut found that kefir cures warts.", FISH)


@pytest.mark.parametrize(
    "claim",
    [
        "Fish eggs drift in rivers: Keller, Rheumatology 2014",  # the record's own subject
        "Turmeric calms sore knees in six weeks, Keller 2020",  # one year apart
        "Turmeric calms sore knees in six weeks: Keller, PeerJ 2020",
        "Turmeric calms sore knees in six weeks, as Carp showed in 2014",  # a word of the record
    ],
)
def test_the_subject_and_the_journal_or_year_must_differ(claim):
    assert not fired(claim, FISH)


def test_authors_that_are_not_told_cannot_tell():
    claim = "Turmeric calms sore knees in six weeks: Keller, Rheumatology 2014"
    assert not fired(claim, paper(EGGS, title="Fish eggs"))
    assert not fired(claim, paper(EGGS, title="Fish eggs", authors=(Author("River Study Group"),)))
    assert fired(claim, paper(EGGS, title="Fish eggs", authors=(Author("River Study Group"), Author("Liu", "H"))))
    assert not fired(claim, paper(EGGS, title="Fish eggs", authors=(Author("Liu", "H"),), more_authors=True))
    told = "Green tea lowered pressure in the trial by Larsen and colleagues in Hypertension 2014."
    assert fired(told, paper(EGGS, title="Fish eggs", authors=(Author("Liu", "H"),)))
    assert not fired(told, paper(EGGS, title="Fish eggs", authors=(Author("Liu", "H"),), more_authors=True))


@pytest.mark.parametrize(
    ("text", "names", "journal", "year"),
    [
        ("It heals, Doe, Gut 2020", ("Doe",), "Gut", 2020),
        ("It heals (Doe & Roe 2020, Hautarzt).", ("Doe", "Roe"), "Hautarzt", 2020),
        (
            "It heals, as Doe wrote in the British Journal of Nutrition in 2019.",
            ("Doe",),
            "British Journal of Nutrition",
            2019,
        ),
        ("Ça soigne, écrivait Du Pasquier dans Presse Médicale en 2018.", ("Du Pasquier",), "Presse Médicale", 2018),
        ("It heals, Jane Doe found in 2019.", ("Jane Doe",), "", 2019),
    ],
)
def test_what_is_read_of_a_work(text, names, journal, year):
    (work,) = asides(text)
    assert (work.names, work.journal, work.year) == (names, journal, year)


@pytest.mark.parametrize(
    "text", ["It heals.", "It was completed in 2021.", "The study showed less pain.", "(2020)", ", Doe, Gut"]
)
def test_where_nothing_is_named(text):
    assert asides(text) == ()


def test_journals_are_known_by_their_names_and_words():
    assert all(
        is_journal(name) for name in ("Gut", "The Lancet", "J Nutr", "Sleep Med", "Phytother Res", "Dermatology")
    )
    assert not any(is_journal(name) for name in ("Stockholm", "Anna Miller", "Root Nutrition", "Messe Frankfurt"))


def test_a_trial_may_be_called_by_some_first_letters_of_its_title():
    title = "A Study of Olive Oil for Adults With a Kidney Stone"
    assert made_of("SOAK-S", title)
    assert made_of("OOAK", title)
    assert not made_of("IRON-OAK", title)
    assert not made_of("SO", title)
    stones = trial("Oil is given to see whether it helps.", title=title, conditions=("Kidney Calculi",), acronym="")
    assert not fired("The SOAK-S magnesium trial is listed.", stones)
    assert fired("The LULL-EZ magnesium trial is listed.", stones) == ["breaks"]


def test_names_that_may_be_one():
    assert like_name("Sörensen", "Sørensen")
    assert like_name("Schäfer", "Schaefer")
    assert like_name("Tschaikowski", "Tchaikovsky")
    assert not like_name("Keller", "Müller")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The LULL-EZ magnesium trial is listed.", "LULL-EZ"),
        ("A fiddle course, TUNE-BP, brought blood pressure down.", "TUNE-BP"),
        ("The drops were tested in DREAM-WELL, a trial in 80 nurses.", "DREAM-WELL"),
        ("The trial called DREAM-WELL gave magnesium to poor sleepers.", "DREAM-WELL"),
        ("In CARDIA-RED, red yeast rice lowered cholesterol.", "CARDIA-RED"),
        ("In COVID-19, red yeast rice did nothing.", ""),
        ("The EGFR-TKI treatment study is listed.", ""),
        ("We study skin, DMSO-X, and more.", ""),
    ],
)
def test_names_of_trials_with_words_between(text, name):
    assert told(text).trial == name


def test_a_trial_named_by_words_of_another_subject():
    drops = trial("Drops are given to see whether they help.", title="Drops for the Optic Nerve")
    assert fired("The LULL-EZ magnesium trial is listed.", drops) == ["breaks"]
    assert fired("Die KNIE-FIT-Studie mit Ingwer ist registriert.", drops, "de") == ["breaks"]
    assert fired("The OLIVE-HEART trial of Harvard is listed.", drops) == ["breaks"]
    assert fired("L'essai LULL-EZ de magnésium est enregistré.", drops, "fr") == ["breaks"]
    assert not fired("L'essai NERVE-EZ de magnésium est enregistré.", drops, "fr")  # the record's own subject
    assert not fired("The AUGMENT-101 trial of plumtinib is registered.", drops)  # nothing known of either name
    assert not fired("The DROP-UP trial is listed.", drops)
