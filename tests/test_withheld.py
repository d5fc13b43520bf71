"""What seems to bear a clause out, and is of something else or says less, confirms nothing; what truly does so still does."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from tests.casebook import TODAY, case, cite, found, paper
from verifier.conclude import conclude
from verifier.facets._chance import by_chance
from verifier.line import Line
from verifier.model import Identifier, Judgement, Quote
from verifier.registries import clinicaltrials
from verifier.withheld import withheld

RANDOM = {"publication_types": ("Randomized Controlled Trial",)}
PAPERS = {
    "knee": paper(
        "METHODS: We randomly assigned 412 patients to duloxetine or supervised exercise for 16 weeks. RESULTS: Pain scores "
        "fell by 21.4 points with duloxetine and by 18.9 points with exercise (P = .21). Serious falls were similar in both "
        "groups (4.1% v 5.6%; P = .47). Walking distance rose by 44 m with exercise and by 12 m with duloxetine (P = .003). "
        "Sleep improved in 38% of the exercise group and in 29% of the duloxetine group (risk ratio 1.31, 95% CI 0.94 to 1.83).",
        title="Duloxetine or exercise for knee osteoarthritis: a randomized trial",
        **RANDOM,
    ),
    "network": paper(
        "METHODS: A neural network was trained on 3120 images and tested on 480. RESULTS: The network reached a sensitivity of "
        "91.3, a specificity of 84.7, a precision of 88.2, an accuracy of 87.9, an F1 score of 86.4 and an MCC of 75.8. The "
        "radiologists reached a sensitivity of 82.5 and a specificity of 90.1.",
        title="A neural network for thyroid nodules",
    ),
    "harms": paper(
        "RESULTS: Grade 3 nausea occurred in 14%, fatigue in 22%, neutropenia in 35% and rash in 6% of patients. Median survival "
        "was 11.2 months, progression-free survival was 5.4 months and the time to next treatment was 7.9 months.",
        title="Oxolatin in stomach cancer",
    ),
    "dialysis": paper(
        "METHODS: Ninety-six patients, 48 in each age group (older: 75 years or more, younger: below 75), were recruited at three "
        "clinics. RESULTS: Thirty patients, 15 in each age group, were interviewed. Of those interviewed, 20 (67%) had pain, "
        "including 8 (27%) with severe pain. Quality of life was alike in both age groups.",
        title="Older and younger people on dialysis: a prospective cohort study of quality of life",
    ),
    "measles": paper(
        "In one outbreak 512 people were found to have measles and 61 were admitted to hospital. Of those admitted, 44 (72%) were "
        "unvaccinated, including 12 (20%) with immune deficiency. Five needed intensive care.",
        title="Measles in the north: an outbreak",
    ),
    "kidney": paper(
        "BACKGROUND: Kidney transplants are given to more and more people beyond 65. METHODS: We asked 210 recipients, 105 aged 65 "
        "or more and 105 younger, about fatigue and quality of life. RESULTS: Quality of life after transplantation improved "
        "in both age groups, and older recipients reported less fatigue.",
        title="Quality of life after kidney transplantation in older recipients",
    ),
    "colon": paper(
        "METHODS: 318 patients aged 70 or more with colon cancer were randomly assigned to surgery with or without chemotherapy. "
        "RESULTS: Overall survival was longer with chemotherapy (median 61 v 48 months; hazard ratio 0.74, 95% CI 0.58 to 0.93). "
        "CONCLUSION: Chemotherapy prolongs survival in older patients.",
        title="Chemotherapy after surgery for colon cancer in older patients",
        **RANDOM,
    ),
    "tea": paper(
        "METHODS: We followed 6,210 adults for nine years. RESULTS: Women who drank three or more cups of green tea a day had a lower "
        "incidence of tooth loss than those who drank none (hazard ratio 0.78, 95% CI 0.62 to 0.98). No association was seen in "
        "men. CONCLUSION: Green tea was associated with less tooth loss in women.",
        title="Green tea and tooth loss: a prospective cohort study",
    ),
    "noise": paper(
        "We examine how traffic noise relates to diabetes in 41 towns. Towns whose mayors favour car traffic have higher noise "
        "levels. We document higher diabetes rates and more hospital admissions in neighbourhoods where night noise is louder. "
        "The association is robust to controls for income.",
        title="Mayors, night noise and diabetes",
    ),
    "nurses": paper(
        "METHODS: We surveyed 1,240 nurses. RESULTS: Burnout was found in 62% of nurses, and 23% wanted to leave. Turnover was at "
        "least 14% a year. Over 150 wards took part. The rate of burnout was 38% lower on wards with more staff (rate ratio "
        "0.62, 95% CI 0.51 to 0.75). Sick leave fell by 3.1 days a year after the new rota.",
        title="Burnout among nurses: a survey",
    ),
}  # fmt: skip


@cache
def identifier(name):
    return Identifier("PMID", str(20_000_001 + list(PAPERS).index(name)))


def outcome(name, claim):
    record = replace(PAPERS[name], identifier=identifier(name))
    return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome


def of_trial(shared, number, claim):
    record = clinicaltrials.read((shared / "records" / "ctgov" / f"{number}.json").read_text("utf-8"))
    return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        # called clear, and told as what chance may have made
        ("knee", "Duloxetine eased pain clearly more than exercise, by 21.4 points against 18.9"),
        ("knee", "Serious falls were significantly rarer on duloxetine, 4.1 percent against 5.6 percent"),
        ("knee", "Serious falls were markedly less common with duloxetine: 4.1% against 5.6%"),
        ("knee", "Sleep improved in markedly more people with exercise, 38 percent against 29 percent"),
        ("knee", "Exercise was far better for sleep: 38% slept better, compared with 29% on duloxetine"),
        ("knee", "Significantly more people slept better with exercise (38 percent, 29 percent on duloxetine)"),
        # a figure of a list under another name
        ("network", "The network had a sensitivity of 75.8"),
        ("network", "On ultrasound images the network reached a specificity of 91.3 percent"),
        ("network", "In the test the network reached a precision of 87.9 percent"),
        ("harms", "Fatigue of grade 3 occurred in 35% of patients"),
        ("harms", "Median survival was 7.9 months"),
        ("harms", "Rash of grade 3 was seen in 14 percent"),
        # a count of a whole told of a part, and of a part told of more
        ("dialysis", "The study asked 96 older people and 48 younger ones on dialysis"),
        ("dialysis", "Thirty older patients and 15 younger ones were interviewed"),
        ("dialysis", "Of the 30 who were interviewed only eight had pain"),
        ("measles", "Of the 61 people who were admitted to hospital with measles only 12 were unvaccinated"),
        # a longer life, of which the record says nothing
        ("kidney", "A kidney transplant adds years to life after 65"),
        ("kidney", "People beyond 65 live longer with a new kidney"),
        ("kidney", "A new kidney after 65 lengthens life"),
        # what goes together, told as what brings it about
        ("tea", "Green tea keeps tooth loss away"),
        ("tea", "Drinking green tea prevents tooth loss in women"),
        ("tea", "Three cups of green tea a day protect women from tooth loss"),
        # bounds and turns
        ("nurses", "Less than half of the nurses were burnt out"),
        ("nurses", "Burnout was found in less than 60 percent of nurses"),
        ("nurses", "More than a quarter of nurses wanted to leave"),
        ("nurses", "Fewer than 150 wards took part"),
        ("nurses", "Turnover was less than 14% a year"),
        ("nurses", "The rate of burnout was 38% higher on wards with more staff"),
        ("nurses", "Sick leave rose by 3.1 days a year after the new rota"),
    ],
)  # fmt: skip
def test_what_is_of_something_else_or_says_less_confirms_nothing(name, claim):
    assert outcome(name, claim) != "supported"


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("knee", "Sleep improved in 38 percent of people with exercise and in 29 percent on duloxetine"),
        ("network", "The network reached a sensitivity of 91.3"),
        ("network", "In the test the network had a specificity of 84.7 percent"),
        ("network", "The network's accuracy was 87.9 percent"),
        ("network", "Radiologists had a sensitivity of 82.5 percent"),
        ("harms", "Median survival was 11.2 months"),
        ("harms", "Neutropenia of grade 3 occurred in 35% of patients"),
        ("harms", "Nausea of grade 3 in 14 percent, fatigue in 22 percent of patients"),
        ("dialysis", "The study recruited 96 patients on dialysis, 48 older and 48 younger ones"),
        ("dialysis", "Thirty patients were interviewed, 15 in each age group"),
        ("dialysis", "Of the 30 interviewed, 20 had pain"),
        ("dialysis", "Of those interviewed, eight had severe pain"),
        ("measles", "Of the 61 people who were admitted to hospital with measles 44 were unvaccinated"),
        ("measles", "512 people had measles in the outbreak and 61 were admitted to hospital"),
        ("measles", "Twelve of those admitted had an immune deficiency"),
        ("kidney", "Older recipients reported less fatigue after a kidney transplant"),
        ("kidney", "Quality of life after a kidney transplant improved in both age groups"),
        ("colon", "Chemotherapy prolongs survival in older patients"),
        ("tea", "Green tea was linked to less tooth loss in women"),
        ("nurses", "Burnout was found in more than 60 percent of nurses"),
        ("nurses", "More than 150 wards took part"),
        ("nurses", "The rate of burnout was 38% lower on wards with more staff"),
        ("nurses", "Sick leave fell by 3.1 days a year after the new rota"),
    ],
)  # fmt: skip
def test_what_bears_a_clause_out_still_does(name, claim):
    assert outcome(name, claim) == "supported"


@pytest.mark.parametrize(
    ("number", "claim"),
    [
        # of the other arm
        ("NCT03694327", "One serious event struck a user of Treatment A"),
        ("NCT04770285", "In the sham group 28.41 percent responded by week 6"),
        ("NCT03751280", "One user of PEAR-004 had a serious adverse event, suicidal ideation"),
        ("NCT03751280", "Nine users of PEAR-004 responded at day 85"),
        ("NCT03751280", "Twelve PEAR-004 users dropped out by day 115"),
        ("NCT05372913", "Adolescents with the W-GenZD app scored 29.10 on acceptability"),
        # of the difference, or a ratio, of two arms
        ("NCT02552212", "On certolizumab 15.231 percent had a major improvement at week 52"),
        # rows of harms, and of who started, tell nothing else
        ("NCT05034276", "Craving was poor with MORE-VR in 28 of 28 people"),
        ("NCT02369484", "In 13 of 13 people afatinib failed to shrink the tumour"),
    ],
)  # fmt: skip
def test_a_posted_figure_is_of_its_own_arm_and_outcome(shared, number, claim):
    assert of_trial(shared, number, claim) != "supported"


@pytest.mark.parametrize(
    ("number", "claim"),
    [
        ("NCT04770285", "In all 194 adults with depression took part in the trial of CT-152"),
        ("NCT05372913", "The W-GenZD trial enrolled 71 adolescents altogether"),
        ("NCT03751280", "A total of 56 people with schizophrenia joined the PEAR-004 trial"),
        ("NCT03694327", "The smoking study took in 79 people in total"),
    ],
)  # fmt: skip
def test_the_people_of_one_arm_are_not_all_of_them(shared, number, claim):
    assert of_trial(shared, number, claim) == "contradicted"


@pytest.mark.parametrize(
    ("number", "claim"),
    [
        ("NCT03694327", "One serious event was recorded with Treatment B"),
        ("NCT03751280", "Nine people on sham responded at day 85, and two on PEAR-004"),
        ("NCT03751280", "One serious adverse event was seen with sham"),
        ("NCT02369484", "Thirteen people got afatinib, and one of them died"),
        ("NCT02369484", "Five of the 13 people had serious adverse events"),
        ("NCT03608150", "Headache befell eight children in the therapeutic group"),
        ("NCT04770285", "In all 386 adults with depression took part in the trial of CT-152"),
        ("NCT05372913", "The W-GenZD trial enrolled 141 adolescents, 71 of them for the app"),
        ("NCT03751280", "56 people were assigned to PEAR-004"),
        ("NCT02552212", "Of 317 people 159 were given certolizumab"),
    ],
)  # fmt: skip
def test_a_posted_figure_of_the_arm_that_is_named_bears_it_out(shared, number, claim):
    assert of_trial(shared, number, claim) == "supported"


@pytest.mark.parametrize(
    ("name", "claim", "due"),
    [
        ("noise", "By letting the cars roar at night, mayors caused the surge of diabetes in their towns", "unknown"),
        ("noise", "Loud nights made people in these neighbourhoods ill with diabetes", "unknown"),
        ("kidney", "A kidney transplant adds years to life after 65", "unknown"),
        ("dialysis", "Thirty older patients and 15 younger ones were interviewed", "unknown"),
        ("noise", "Louder night noise goes with higher diabetes rates", "supported"),
        ("kidney", "Older recipients had less fatigue after a kidney transplant", "supported"),
    ],
)  # fmt: skip
def test_no_judge_confirms_what_the_rules_would_withhold(name, claim, due):
    record = replace(PAPERS[name], identifier=identifier(name))
    quote = (Quote(record.passages[1].text, "Abstract"),)
    word = Judgement("test", "supports", 0.97, 0.9, 0.9, quote)
    told = case(claim, record)
    assert conclude(told, [], word).outcome == due


@pytest.mark.parametrize(
    ("claim", "due"),
    [
        ("Serious falls were significantly rarer on duloxetine, 4.1 percent against 5.6 percent", "contradicted"),
        ("Significantly more people slept better with exercise (38 percent, 29 percent on duloxetine)", "contradicted"),
        ("Serious falls were no significantly rarer on duloxetine, 4.1 percent against 5.6 percent", "open"),
        ("Sleep improved in 38 percent of people with exercise and in 29 percent on duloxetine", "open"),
        ("Walking distance rose significantly more with exercise", "open"),
    ],
)  # fmt: skip
def test_figures_that_chance_may_have_made_gainsay_a_clear_difference(claim, due):
    assert (outcome("knee", claim) == "contradicted") is (due == "contradicted")


@pytest.mark.parametrize(
    ("text", "figure", "chance"),
    [
        ("Falls were similar (4.1% v 5.6%).", "5.6%", True),
        ("Falls: 4.1% v 5.6%; P = .47. Pain: 12% v 30%; P = .01.", "5.6%", True),
        ("Falls: 4.1% v 5.6%; P = .47. Pain: 12% v 30%; P = .01.", "30%", False),
        ("Distance rose by 44 m v 12 m (P = .003) and pain fell by 21 v 18 (P = .21).", "12 m", False),
        ("Response was 38% v 29% (risk ratio 1.31, 95% CI 0.94 to 1.83).", "29%", True),
        ("Response was 38% v 29% (risk ratio 1.31, 95% CI 1.04 to 1.83).", "29%", False),
        ("Pain fell by 3.1 v 2.9 (difference 0.2, 95% CI -0.4 to 0.8).", "2.9", True),
        ("Falls occurred in 4.1% and 5.6%.", "5.6%", False),
    ],
)  # fmt: skip
def test_what_a_sentence_says_of_chance_counts_for_its_own_figures(text, figure, chance):
    assert by_chance(text, text.index(figure) + len(figure)) is chance


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("Breathlessness was significantly relieved with the gel", True),
        ("Walking distance was significantly longer with the gel", False),
        ("Breathlessness was not significantly relieved with the gel", False),
        ("Breathlessness was relieved with the gel", False),
    ],
)
def test_a_clear_difference_that_another_sentence_denies_is_withheld(claim, held):
    record = paper(
        "METHODS: 90 people with fibrosis were followed. RESULTS: The gel relieved cough and lengthened walking distance (P = .01). "
        "There was no significant difference in breathlessness between the groups (P = .16).",
        title="A gel for fibrosis of the lung",
        identifier=Identifier("PMID", "20000099"),
    )
    told = case(claim, record)
    assert any(withheld(told, reading) for reading in told.readings) is held


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("Nearly all carriers of a variant fall ill late in life.", True),
        ("Nine in ten of the carriers of a variant fall ill late in life.", True),
        ("Most variants carry a low risk of illness.", False),  # told in a word
        ("Nearly half of the carriers of a variant with a broken gene fall ill late in life.", False),
        ("Nearly all carriers of a mild variant never fall ill.", False),  # 6% do
        ("Everyone was asked about the family.", False),
    ],
)
def test_a_share_that_no_figure_of_a_paper_comes_near_is_not_borne_out(claim, held):
    record = paper(
        "We read the genes of 2,400 families. Of the carriers of a variant 24% fell ill late in life, of those with a broken gene "
        "48%, and of those with a mild variant 6%. Most variants had a low risk. The families were asked about their parents.",
        title="Variants and illness in families",
    )
    built = case(claim, record)
    assert any(withheld(built, reading) for reading in built.readings) is held
