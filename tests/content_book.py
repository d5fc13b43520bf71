"""Cases for the checks of content: every claim and every record here was written for these tests."""

from __future__ import annotations

from tests.casebook import case, paper, trial
from verifier.model import (
    Analysis,
    Arm,
    Case,
    EventGroup,
    Intervention,
    Measurement,
    MeshHeading,
    PostedOutcome,
    Results,
)

ASTHMA = paper(
    "Inhaled budesonide is widely used. In this double-blind trial 240 adults with asthma received budesonide or "
    "placebo. Budesonide significantly reduced exacerbations (hazard ratio 0.62; 95% CI 0.45 to 0.85; P=0.003). "
    "Quality of life did not differ between the groups (P=0.41). Oral thrush occurred in 12% of the budesonide group. "
    "Budesonide lowered the rate of exacerbations in adults with asthma.",
    title="Budesonide in adults with asthma",
    mesh=tuple(MeshHeading("D", name) for name in ("Humans", "Adult", "Asthma", "Budesonide", "Female")),
)
COHORT = paper(
    "Coffee is widely drunk. We followed a cohort of 9,000 adults. Coffee consumption was associated with a lower risk "
    "of type 2 diabetes (HR 0.81). Coffee may be associated with a lower risk of diabetes; further studies are needed.",
    title="Coffee and type 2 diabetes: a cohort study",
)
DENSITY = paper(
    "Alendronate is widely used. In this trial 90 women with osteoporosis received alendronate or placebo. Bone mineral "
    "density of the spine rose with alendronate. Markers of turnover fell. Alendronate raised bone mineral density.",
    title="Alendronate and bone mineral density in osteoporosis",
)
KNEES = trial(
    "Marrow cells are injected once. The study evaluates safety in knee osteoarthritis. Pain is measured. People are "
    "seen for a year. The cells are given by intra-articular injection.",
    title="Bone Marrow Cells for Knee Osteoarthritis",
    conditions=("Knee Osteoarthritis",),
    interventions=(Intervention("BIOLOGICAL", "Bone marrow cells"),),
)
VERSUS = trial(
    "The study compares budesonide with a dummy inhaler. Adults with asthma take part. Exacerbations are counted. It lasts "
    "a year. The inhaler is used twice a day.",
    title="Budesonide for Asthma",
    conditions=("Asthma",),
    interventions=(Intervention("DRUG", "Budesonide"), Intervention("DRUG", "Placebo")),
    arms=(Arm("Budesonide", "EXPERIMENTAL"), Arm("Placebo", "PLACEBO_COMPARATOR")),
    allocation="RANDOMIZED",
    intervention_model="PARALLEL",
)
THRUSH = paper(
    "Inhalers are widely used. We followed 745 people with asthma. Oral thrush occurred in 12% of those on budesonide, "
    "hoarseness in 30%, cough in 4%; 57% women took part. Thrush was 3 times as likely with budesonide as without. Doses "
    "were 18 mg to 40 mg a day. Thrush lasted a median of 2158 bp. Candida binds to serine 65 of the surface protein.",
    title="Budesonide and oral thrush in asthma: a cohort",
)
MARROW = trial(
    "Autologous bone marrow cells are injected into the eye. The study evaluates safety in optic neuropathy. "
    "Vision is measured.",
    title="Autologous Bone Marrow Cells for the Optic Nerve",
    conditions=("Optic Neuropathy",),
    interventions=(Intervention("BIOLOGICAL", "Autologous bone marrow cells"),),
)


def posted(
    first: str,
    second: str,
    p: str = "",
    kind: str = "PRIMARY",
    status: str = "POSTED",
    serious: int = 0,
    analysed: tuple[str, str] = ("50", "50"),
    **facts,
):
    """A trial of an app against sham with one posted outcome: change in depression score, lower is better."""
    groups = ("Mood App", "Sham App")
    values = (
        tuple(Measurement(g, "", v, analysed=n) for g, v, n in zip(groups, (first, second), analysed, strict=True))
        if first
        else ()
    )
    outcome = PostedOutcome(
        kind,
        "Change in depression score at week 8",
        description="Scores range from 0 to 60. Higher scores mean more severe depression.",
        status=status,
        unit="points",
        parameter="MEAN",
        groups=groups,
        measurements=values,
        analyses=(Analysis(groups, p_value=p, non_inferiority="SUPERIORITY"),) if p else (),
    )
    events = (EventGroup("Mood App", serious=serious, serious_at_risk=50, other=4, other_at_risk=50),)
    return trial(
        "The study compares a mood app with a sham app. Adults with depression take part. It lasts eight weeks.",
        title="Mood App for Depression",
        conditions=("Depression",),
        interventions=(Intervention("DEVICE", "Mood App"),),
        allocation="RANDOMIZED",
        intervention_model="PARALLEL",
        enrollment=100,
        has_results=True,
        results=Results(outcomes=(outcome,), event_groups=events),
        **facts,
    )


CONTENT: dict[str, tuple[list[tuple[Case, str]], list[Case]]] = {
    "condition-mismatch": (
        [
            (case("Budesonide clears eczema.", ASTHMA), "unrelated"),
            (case("Budesonid hilft bei Rosazea.", ASTHMA, language="de"), "unrelated"),
        ],
        [
            case("Budesonide helps people with lung disease.", ASTHMA),
            case("Budesonide in asthma, not in eczema.", ASTHMA),
            case("Budesonide clears eczema.", paper(title="Budesonide")),
        ],
    ),
    "intervention-mismatch": (
        [(case("Vitamin C prevents asthma attacks.", ASTHMA), "unrelated")],
        [case("A steroid lowered asthma attacks.", ASTHMA), case("Glibberol helps in asthma.", ASTHMA)],
    ),
    "population-mismatch": (
        [
            (case("The cells help teenage boys.", trial(sex="FEMALE", std_ages=("CHILD",))), "weakens"),
            (case("The cells help children.", trial(sex="ALL", std_ages=("ADULT",))), "weakens"),
        ],
        [
            case("The cells help adults, but not children.", trial(sex="ALL", std_ages=("ADULT",))),
            case("The cells help women.", trial(sex="ALL", std_ages=("ADULT",))),
        ],
    ),
    "cell-source-mismatch": (
        [
            (case("Umbilical cord cells repair the optic nerve.", MARROW), "unrelated"),
            (case("Donor cells repair the optic nerve.", MARROW), "unrelated"),
        ],
        [
            case("Bone-marrow cells are studied in optic nerve disease.", MARROW),
            case("Stem cells for the optic nerve.", MARROW),
        ],
    ),
    "number-mismatch": (
        [
            (case("Oral thrush occurred in 32% of people on budesonide.", ASTHMA), "contradicts"),
            (case("Budesonide reduced exacerbations (HR 0.42).", ASTHMA), "contradicts"),
            (case("Thrush was 9 times as likely with budesonide.", THRUSH), "contradicts"),
            (case("Oral thrush occurred in 12% of people on budesonide, hoarseness in 52%.", THRUSH), "contradicts"),
            (case("Candida binds to serine 195 of the surface protein.", THRUSH), "contradicts"),
        ],
        [
            case("Oral thrush occurred in 12 percent of people on budesonide.", ASTHMA),
            case("Budesonide reduced exacerbations (hazard ratio 0.62).", ASTHMA),
            case("The trial ran in 14 hospitals.", ASTHMA),
            # The record's number lies within the range told; the other end of a range may be of another work.
            case("Oral thrush occurs in 9% to 42% of people on budesonide.", THRUSH),
            case("Oral thrush occurs in 12% to 42% of people on budesonide.", THRUSH),
            case("Oral thrush can reach 25% in people on budesonide.", THRUSH),
            # Told more finely than the record does, so not taken from there.
            case("Oral thrush occurred in 12.4% of people on budesonide.", THRUSH),
            case("Budesonide 18.06 mg a day went with oral thrush in asthma.", THRUSH),
            # More numbers than the sentence has.
            case("Oral thrush occurred in 12% on budesonide, hoarseness in 30%, cough in 4%, rash in 71%.", THRUSH),
            # A share of those who took part is no change, and a count is no share.
            case("Thrush rose by 10% in women with asthma on budesonide.", paper("We saw 90 people. 57% women came.")),
            case("Thrush (1) lasted 2.2 kb with budesonide.", THRUSH),
            case("Glucose stayed below 70 mg/dL on budesonide.", paper("Glucose stayed below 3.9 mmol/L. All well.")),
        ],
    ),
    "not-significant": (
        [
            (case("Budesonide improved quality of life.", ASTHMA), "contradicts"),
            (case("Depression fell significantly more with the mood app.", posted("-9", "-8", "0.21")), "contradicts"),
        ],
        [
            case("Budesonide reduced exacerbations.", ASTHMA),
            case("Quality of life did not differ.", ASTHMA),
            case("Depression fell significantly more with the mood app.", posted("-9", "-4", "0.01")),
        ],
    ),
    "off-topic": (
        [(case("Copper bracelets bring luck at the horse races.", ASTHMA), "undecided")],
        [
            case("Budesonide keeps the worst attacks of asthma away.", ASTHMA),
            case("Kupferarmbänder bringen Glück beim Pferderennen.", ASTHMA),
        ],
    ),
    "direction-mismatch": (
        [
            (case("Budesonide increased exacerbations.", ASTHMA), "contradicts"),
            (case("The mood app eased depression more than sham.", posted("-3", "-8")), "contradicts"),
        ],
        [
            case("Budesonide lowered the rate of exacerbations.", ASTHMA),
            case("The mood app eased depression more than sham.", posted("-8", "-3", "0.01")),
        ],
    ),
    "primary-not-met": (
        [(case("Depression fell significantly more with the mood app.", posted("-9", "-8", "0.21")), "contradicts")],
        [
            case("Depression fell significantly more with the app.", posted("-9", "-8", "0.21", kind="SECONDARY")),
            case("Depression fell significantly more with the mood app.", posted("-9", "-4", "0.01")),
        ],
    ),
    "comparison-invented": (
        [
            (case("Budesonide works better than vitamin C.", ASTHMA), "unrelated"),
            (case("The cells work better than cataract surgery.", MARROW), "unrelated"),
        ],
        [
            case("Budesonide works better than placebo.", ASTHMA),
            case("Budesonide beat sham inhalers on the quality scale at six months.", ASTHMA),
            case("People felt better.", ASTHMA),
        ],
    ),
    "certainty-inflated": (
        [(case("It is proven that coffee prevents diabetes.", COHORT), "weakens")],
        [
            case("Coffee may go with less diabetes.", COHORT),
            case("Budesonide lowered the rate of exacerbations.", ASTHMA),
        ],
    ),
    "causal-overclaim": (
        [(case("Drinking coffee leads to less diabetes.", COHORT), "weakens")],
        [case("Coffee goes with less diabetes.", COHORT), case("Budesonide leads to fewer exacerbations.", ASTHMA)],
    ),
    "safety-overclaim": (
        [
            (case("There were no serious side effects.", posted("-9", "-4", serious=3)), "contradicts"),
            (case("Budesonide is completely safe.", ASTHMA), "weakens"),
        ],
        [
            case("There were no serious side effects.", posted("-9", "-4", serious=0)),
            case("Budesonide was studied for its safety.", ASTHMA),
        ],
    ),
    "scope-inflated": (
        [
            (case("It is the largest stem-cell study ever registered.", MARROW), "unrelated"),
            (
                case(
                    "Surgery is the only treatment for primary aldosteronism.",
                    paper("Primary aldosteronism is common. It is treated with drugs and/or surgery. Many do well."),
                ),
                "contradicts",
            ),
        ],
        [case("It is a large stem-cell study.", MARROW)],
    ),
    "outcome-not-posted": (
        [(case("The mood app lowered depression scores.", posted("", "", status="NOT_POSTED")), "undecided")],
        [case("The mood app lowered depression scores.", posted("-9", "-4", "0.01"))],
    ),
    "risk-omitted": (
        [(case("The mood app heals depression.", posted("-9", "-4", "0.01", serious=9)), "none")],
        [
            case("The mood app heals depression.", posted("-9", "-4", "0.01", serious=1)),
            case("The trial set out to test the mood app.", posted("-9", "-4", "0.01", serious=9)),
        ],
    ),
    "outcome-mismatch": (
        [
            (case("Budesonide gets people with asthma back to work sooner.", ASTHMA), "unrelated"),
            (case("Budesonide improved hearing in people with asthma.", ASTHMA), "unrelated"),
        ],
        [
            case("Budesonide reduced exacerbations of asthma.", ASTHMA),
            case("Budesonide helps people with asthma who had a heart attack.", ASTHMA),
            case("Budesonide helps survivors of asthma attacks.", ASTHMA),
            case("Vitamin C gets people with eczema back to work sooner.", ASTHMA),
            case("Alendronate prevents fractures in osteoporosis.", DENSITY),
            case("Budesonide lowered mortality in asthma.", paper(title="Budesonide in asthma")),
        ],
    ),
    "surrogate-outcome": (
        [(case("Alendronate prevents fractures in osteoporosis.", DENSITY), "weakens")],
        [
            case("Alendronate raises bone mineral density in osteoporosis.", DENSITY),
            case("Alendronate raises bone mineral density, so that fractures should fall.", DENSITY),
            case("Alendronate helps women who had fractures.", DENSITY),
            case("Budesonide prevents fractures.", ASTHMA),
        ],
    ),
    "route-mismatch": (
        [
            (case("An IV drip of bone marrow cells eases knee osteoarthritis.", KNEES), "unrelated"),
            (case("Tabletten helfen bei Arthrose im Knie.", KNEES, language="de"), "unrelated"),
        ],
        [
            case("Bone marrow cells injected into the knee ease osteoarthritis.", KNEES),
            case("An injection of bone marrow cells eases knee osteoarthritis.", KNEES),
            case("Bone marrow cells work better than tablets in knee osteoarthritis.", KNEES),
            case("Bone marrow cells ease knee osteoarthritis and oral thrush.", KNEES),
            case("An IV drip of vitamin C eases eczema.", THRUSH),
            case(
                "A drip of infliximab calms colitis.",
                paper("Infliximab was infused. All five had colitis. It fell. So it is. Yes."),
            ),
        ],
    ),
    "comparator-mismatch": (
        [
            (case("Budesonide cut asthma attacks compared with ibuprofen.", VERSUS), "unrelated"),
            (case("Budesonide cut exacerbations of asthma versus usual care.", VERSUS), "unrelated"),
        ],
        [
            case("Budesonide cut asthma attacks compared with placebo.", VERSUS),
            case("Budesonide cut asthma attacks compared with sham inhalers.", VERSUS),
            case("Budesonide cut asthma attacks compared with baseline.", VERSUS),
            case("Budesonide cut asthma attacks compared with ibuprofen.", THRUSH),
            case("Budesonide works better than ibuprofen.", VERSUS),
        ],
    ),
}
