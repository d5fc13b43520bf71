"""Sentences that could be checked and name no source, and sentences that make no such claim."""

import time

import pytest

from verifier.uncited import checkable

CHECKABLE = """
Nine out of ten users sleep better after one week.
Our clients lose an average of 12 kilos in three months.
Clinical studies prove that our serum regrows hair.
Our implants have a success rate of 98 percent.
Not one of our 4,000 patients has had a serious complication.
Scientists at Stanford have confirmed the effect of our drops.
The University of Zurich is running a trial of our device in 200 people with tinnitus.
A double-blind study found that the tea cuts cravings by half.
Our probiotic cures eczema.
Within two weeks her tremor was gone and scans showed new tissue.
More than 300 published papers support the use of ozone.
This extract lowers cholesterol by 18 percent.
Zero infections in 12,000 procedures.
As shown in The Lancet, our diet reverses diabetes.
Research shows that red light speeds healing.
The therapy is 100 % safe.
Doctors report that most children speak within a month of treatment.
Our cells have been tested in a phase 2 trial.
No complications have ever been seen with this injection.
Neun von zehn Patienten sind nach der Behandlung schmerzfrei.
Unsere Tropfen senken den Cholesterinspiegel um 20 Prozent.
Studien belegen, dass Magnetfelder Arthrose heilen.
Bei keinem unserer 3.000 Patienten traten Nebenwirkungen auf.
Die Wirkung ist wissenschaftlich bewiesen und anerkannt.
Nach drei Wochen war ihr Tinnitus verschwunden, das MRT zeigte keine Entzündung mehr.
Forscher der Universität Heidelberg haben die Wirkung bestätigt.
Die Erfolgsquote unserer Klinik liegt bei 95 %.
Unser Tee heilt Magengeschwüre in zehn Tagen.
95 % de nos patients retrouvent le sommeil en un mois.
Des études ont montré que cette huile soulage l'arthrose.
Notre cure fait baisser la tension de 15 points.
Aucun effet secondaire n'a jamais été signalé.
Neuf patients sur dix marchent sans canne après la cure.
Notre sirop guérit l'asthme en six semaines.
Des chercheurs de l'Institut Pasteur ont confirmé ce résultat.
Plus de 200 essais ont prouvé l'efficacité de l'acupuncture.
Nuestros pacientes recuperan el 90 % de la visión en dos meses.
Ningún paciente ha sufrido efectos secundarios.
Los estudios demuestran que la cúrcuma cura la artritis.
Nueve de cada diez pacientes duermen mejor.
Nuestro jarabe cura la tos en tres días.
Más de 100 ensayos confirman su eficacia.
Investigadores de la Universidad de Sevilla han comprobado su efecto.
Tras dos semanas su dolor desapareció y la resonancia fue normal.
"""
SILENT = """
Our team has worked with patients from 31 countries.
We treat reflux, IBS and liver disease.
The clinic opened in 1998 and has 12 beds.
Stem cells can develop into many cell types.
Talk to your doctor before you start any treatment.
Results may vary from person to person.
More research is needed before we know.
No trial has shown that it works.
Orr and Bell (2018) followed 600 first-year students and found much the same.
Doe et al. found in 2019 that infection is the commonest problem.
Save 15 % when you subscribe to our newsletter.
We answer 95 percent of all mails within a day.
The treatment takes 30 minutes and costs 349 dollars.
Patients ask us about rare bone tumours of the spine.
About one in five adults has chronic pain.
Health insurance covers 80 % of the costs.
Shares rose 3 percent after the news.
Our volunteers compiled the status of the treatments.
Does it really cut the pain by half?
The bottle holds 90 capsules and lasts three months.
The nerve carries signals from the eye to the brain.
Every patient gets a room of their own.
Wir beraten Sie gern telefonisch oder vor Ort.
Die Behandlung dauert 30 Minuten und kostet 80 Euro.
Sprechen Sie vor der Anwendung mit Ihrem Arzt.
Die Klinik hat 120 Betten und drei Säle.
Unsere Patienten kommen aus ganz Europa.
Nous accompagnons des familles de toute la région.
La cure dure trois semaines et commence le lundi.
Demandez conseil à votre médecin avant la cure.
Poids, sucre et cœur : ce que disent les grands essais.
Notre lettre compte 12 400 abonnés.
En nuestra clínica acompañamos a familias de toda la región.
El tratamiento dura tres semanas y cuesta 900 euros.
Abrimos de 9 a 17 horas de lunes a viernes.
Consulte a su médico antes de empezar.
"""


@pytest.mark.parametrize("sentence", CHECKABLE.strip().splitlines())
def test_a_claim_that_could_be_looked_up_is_told(sentence):
    reason = checkable(sentence)
    assert reason is not None
    assert reason.why
    assert reason.advice


@pytest.mark.parametrize("sentence", SILENT.strip().splitlines())
def test_silence_on_what_makes_no_such_claim(sentence):
    assert checkable(sentence) is None


def test_a_story_weighs_by_what_it_measures():
    plain = checkable("Three weeks after the treatment she could walk without pain, 2 km a day.")
    measured = checkable(
        "Three months later her scans showed that the cartilage had grown back by 4 mm and the swelling was gone."
    )
    assert plain is not None
    assert measured is not None
    assert plain.form == measured.form == "story"
    assert measured.weight > plain.weight


@pytest.mark.parametrize("unit", ["studies ", "9 out of ten ", "our ", "by 5 % in 2 weeks ", "no side effect ", "a1 "])
def test_bounded_time(unit):
    begun = time.process_time()
    for _ in range(20):
        checkable(unit * (690 // len(unit)))
    assert time.process_time() - begun < 2
