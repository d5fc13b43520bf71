"""Sentences that could be checked and name no source, and sentences that make no such claim."""

import time

import pytest

from verifier.uncited import checkable

CHECKABLE = """
Amber beads ease cramps in most mothers.
Sage tea ends night sweats within two weeks.
La salvia evita los calambres en todos los enfermos.
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
Ninety percent of knees treated here never need surgery.
Our infusion doubles energy levels within a month.
A recent Swedish trial confirmed that our mattress ends back pain.
Thousands of patients worldwide have been cured with this method.
There have been no adverse events in any of our 5,000 procedures.
Our serum has been clinically proven to erase wrinkles.
Researchers from Johns Hopkins found that the patch stops migraines.
After four sessions Tom, 54, could hear again and his audiogram was normal.
Only 0.5 percent of our patients have any complication.
Patients recover twice as fast with our laser.
The herb has been shown to kill cancer cells.
More than 2,000 people have regained their sight at our centre.
Our diet plan reverses type 2 diabetes in twelve weeks.
According to several clinical studies, oxygen therapy slows ageing.
It reduces inflammation by up to 70 %.
Our stem cells are approved by the FDA.
A study in the New England Journal of Medicine proved the benefit.
Every child in our programme gained at least ten words.
Eine Harvard-Studie bestätigt, dass unser Öl die Haut verjüngt.
Über 10.000 Patienten wurden bei uns bereits erfolgreich behandelt.
Unsere Methode lindert Rückenschmerzen bei acht von zehn Menschen.
Bisher ist keine einzige Komplikation aufgetreten.
Laut mehreren Studien stärkt Zistrose das Immunsystem.
Der Blutdruck sinkt nach zwei Wochen um 15 mmHg.
Une étude américaine a prouvé que notre thé fait maigrir.
Nos patients perdent en moyenne huit kilos en deux mois.
La douleur diminue de 60 % dès la première séance.
Le taux de réussite de notre centre atteint 97 %.
Aucun de nos 800 patients n'a fait de rechute.
Al cabo de un mes, su rodilla estaba curada y la radiografía era normal.
Un estudio de Harvard demuestra que el ajo baja la tensión.
La terapia reduce el dolor un 70 % en dos semanas.
Más del 95 % de los pacientes vuelve a caminar.
Nunca se ha registrado un efecto adverso con nuestras células.
Científicos japoneses han descubierto que el alga frena el envejecimiento.
In our clinic 17 of 20 couples had a baby within a year.
The laser removes tattoos completely in three sessions.
Patients report a complete loss of pain after the first week.
Our formula has helped over 50,000 families.
Independent laboratory tests confirm the purity and the effect.
There is strong scientific evidence that crystals relieve stress.
One capsule a day prevents the common cold.
A trial at the University of Padua showed that sauna lowers blood pressure.
The device is used by the Mayo Clinic in an ongoing trial on tremor.
Side effects have never been observed in our practice.
Her tumour had shrunk by half two months after the infusion.
Our glasses improved reading speed in 85 percent of children.
Ozone therapy is proven to kill viruses.
Hair density rose by 30 percent in four months.
In a survey of our guests 96 percent felt better.
No patient of ours has ever needed a second operation.
Zahlreiche Studien zeigen die Wirksamkeit der Blutegeltherapie.
Wer unser Programm abschließt, verliert im Schnitt sieben Kilo.
Bei 87 Prozent der Teilnehmer verschwanden die Schmerzen.
Unsere Spritze wirkt bei jedem Patienten.
Eine Studie der Charité belegt den Nutzen.
Nach nur zwei Sitzungen war Herr Maier beschwerdefrei.
Notre crème efface les rides en quinze jours.
Huit femmes sur dix dorment mieux grâce à notre tisane.
Les scientifiques l'ont prouvé : le jeûne guérit le diabète.
Aucune complication n'est survenue en vingt ans de pratique.
Selon une étude récente, le miel accélère la cicatrisation.
El 92 % de las parejas logra un embarazo en nuestro centro.
Está científicamente comprobado que el imán alivia el dolor.
Varios estudios clínicos avalan nuestro método.
En tres meses Lucía, de 8 años, volvió a caminar.
Nuestra crema elimina las arrugas en diez días.
El colesterol baja 30 puntos con nuestra infusión.
Sin efectos secundarios conocidos en más de 5.000 tratamientos.
Seven in ten of our members no longer need insulin.
Our gel regrows tooth enamel overnight.
A landmark trial showed that our app halves panic attacks.
Not a single infection has occurred since we opened.
Our mushroom capsules sharpen memory in just ten days.
Six weeks after the graft his vision was 20/20 again.
A team from Oxford University confirmed these findings.
The exercise plan adds seven years to your life.
We have a 99 percent recovery rate.
Over 40 clinical trials back our approach.
Our laser has been tested in more than 3,000 eyes without a complication.
Neun von zehn Kindern sprechen nach unserer Therapie flüssig.
Unsere Salbe lässt Warzen in einer Woche verschwinden.
Eine große amerikanische Untersuchung hat gezeigt, dass Moor die Gelenke schützt.
Die Komplikationsrate liegt bei uns unter einem Prozent.
Noch nie hat ein Patient über Nebenwirkungen geklagt.
Grâce à notre méthode, 80 % des fumeurs arrêtent en une semaine.
Notre sérum fait repousser les cheveux en trois mois.
Une équipe de l'Université de Lyon l'a confirmé.
Ocho de cada diez mujeres notan la mejoría en un mes.
Nuestro método devuelve la vista en seis semanas.
Ninguno de nuestros 300 pacientes ha recaído.
Según varios estudios, la miel cura las úlceras.
Una semana después, Ana caminaba sin dolor.
Our hearing drops restored full hearing in 8 of 10 users.
Since 2010 not one of our guests has caught the flu.
Red light therapy shrinks goitres by a third in six weeks.
An expert panel at Yale praised the treatment after a two-year trial.
After the second infusion Peter, 71, stopped trembling.
Bone density increases by five percent with our vibrating plate.
Numerous investigations have confirmed the value of cupping.
The bracelet cures seasickness in minutes.
Our centre has the highest success rate in Europe, 94 percent.
More than a thousand studies prove that coffee enemas detoxify the liver.
Unsere Patienten brauchen nach vier Wochen keine Tabletten mehr.
Mit unserer Methode verschwinden Krampfadern in 14 Tagen.
Klinische Tests bestätigen eine Faltenreduktion von 38 %.
In zwanzig Jahren gab es bei uns keinen einzigen Zwischenfall.
Trois personnes sur quatre perdent leur ventre en un mois.
Notre protocole supprime les migraines dans 90 % des cas.
De nombreuses études confirment les vertus de l'ail.
Depuis 2005, aucun patient n'a eu de complication.
Nuestra terapia detiene la caída del cabello en ocho semanas.
El 70 % de los niños tratados deja de toser en dos días.
Diversas investigaciones confirman que el barro cura la psoriasis.
Tras la tercera sesión, Marta dejó la medicación.
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
We have offered this treatment since 2009.
Our doctors trained in Vienna and Boston.
Each session lasts about forty minutes.
The price includes two nights at a partner hotel.
Keep out of reach of children.
Diabetes is a disease in which blood sugar is too high.
Scientists are still looking for the cause.
Ask whether a trial near you is recruiting.
The spine has 33 vertebrae.
Our newsletter reaches 40,000 readers.
Free shipping on orders over 50 dollars.
Our charity raised 12,000 pounds last year.
The review by Tan (2021) looked at 40 trials.
Unsere Praxis liegt zehn Minuten vom Bahnhof.
Im Preis sind 20 % Mehrwertsteuer enthalten.
Die Studie wurde in Japan durchgeführt.
Cette page a été relue en 2024 par deux médecins.
Livraison gratuite dès 40 euros d'achat.
Notre centre compte trois salles et douze lits.
Nuestro equipo habla cuatro idiomas.
Esta página fue revisada en mayo de 2024.
El envío tarda tres días y cuesta 4,90 euros.
This page focuses on the realistic benefits of the therapy.
Mild fever may occur and passes within a day.
You can cancel within 14 days and get 100 % of your money back.
We are open on weekdays from eight to six.
Founded in 1987, the centre employs 40 people.
Please bring your passport and two photographs.
Cookies help us to improve this site.
The retina turns light into signals.
Three of our doctors speak Spanish.
Our physicians will explain the risks to you.
What do the studies say about it?
Some people feel tired after the injection.
Treatment is available in two centres.
The trial is registered and will publish its data in 2027.
We sponsor a local football team.
Ten percent of every sale goes to charity.
Researchers meet in Vienna every spring.
You will find our studies in the library.
Die Therapie ersetzt keinen ärztlichen Rat.
Unsere Ärzte sprechen fünf Sprachen.
Rund zehn Millionen Deutsche leiden an Heuschnupfen.
Wir nehmen an keiner Studie teil.
Le centre est ouvert toute l'année.
Notre équipe compte douze soignants.
Les résultats varient d'une personne à l'autre.
Ofrecemos un descuento del 10 % en la primera visita.
La clínica abrió en 2003.
El oído interno mantiene el equilibrio.
Canteen prices rose by 5 percent last term.
The museum of medicine opens at ten.
Our surgeons perform about 300 operations a year.
A normal heart beats 60 to 100 times a minute.
The knee joins the thigh bone and the shin bone.
Most people sleep between seven and nine hours.
Our waiting time is two weeks.
You can take the course in three evenings.
Symptoms usually begin two days after infection.
Die Haut ist das größte Organ des Menschen.
Unser Kurs umfasst acht Abende.
Le corps compte 206 os.
Le programme comprend six séances de yoga.
El corazón late unas 100.000 veces al día.
Nuestro curso tiene diez clases.
We reply within two days.
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


@pytest.mark.parametrize(
    "unit",
    ["studies ", "9 out of ten ", "our ", "by 5 % in 2 weeks ", "no side effect ", "a1 ", "heal reduce ", "Clinic "],
)
def test_bounded_time(unit):
    begun = time.process_time()
    for _ in range(20):
        checkable(unit * (690 // len(unit)))
    assert time.process_time() - begun < 2
