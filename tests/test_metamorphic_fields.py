"""Every real record, asked about with its own fields and with changed ones: findings must appear and vanish."""

from __future__ import annotations

import pytest
from msgspec import structs

from tests.casebook import TODAY, case, cite, found
from verifier import shelves
from verifier.compare import prepare, read
from verifier.facets import contest, design, enrolment, phase, reference, results, species, sponsor, statement, status
from verifier.model import Analysis, Case, Measurement, PostedOutcome, Results
from verifier.registries import clinicaltrials, pubmed

CHECKS = shelves.load_all("checks")

# A plain sentence for each meaning of a state.
SENTENCES = {
    "recruiting": "The trial is recruiting patients.",
    "listed": "Recruitment status: Recruiting",
    "invitation": "Status: enrolling by invitation",
    "open-to-all": "The trial is open to anyone.",
    "not-yet": "The trial is not yet recruiting.",
    "never": "The trial never started.",
    "active-closed": "Status: Active, not recruiting",
    "closed": "The trial is no longer recruiting.",
    "ongoing": "The trial is ongoing.",
    "begun": "The trial has begun.",
    "completed": "The trial was completed.",
    "stopped": "The trial was stopped early.",
    "ended": "The trial has ended.",
    "withdrawn": "The trial was withdrawn.",
    "withdrew": "The company withdrew its trial.",
    "suspended": "The trial was suspended.",
    "terminated": "Status: Terminated",
    "unknown": "Status: unknown status",
    "to-come": "Patients will be enrolled in autumn.",
}


# Other wordings of one fact: what is said of the record must stay the same.
STATES_AGAIN = {
    "recruiting": (
        "The study is still recruiting.",
        "It is currently recruiting participants.",
        "Recruitment is open.",
    ),
    "not-yet": (
        "Recruitment has not started yet.",
        "Status: Not yet recruiting",
        "The study has not begun recruiting.",
    ),
    "ongoing": ("The study is still under way.", "The study is still running.", "This ongoing study tests the drug."),
    "completed": ("The study has been completed.", "A completed trial of it.", "Status: Completed"),
    "stopped": ("The study was terminated.", "The trial was halted early.", "The study was cut short."),
    "withdrawn": ("The study has been withdrawn.", "Status: Withdrawn"),
    "suspended": ("The study has been suspended.", "Status: Suspended"),
}
COUNTS_AGAIN = (
    "The trial enrolled {n} people.",
    "{n} people took part in the trial.",
    "The study included {n} participants.",
    "In this trial, {n} patients were enrolled.",
    "Enrollment: {n}",
)
PHASES_AGAIN = ("A phase {n} trial of it.", "A phase {roman} study of it.", "It is in phase {n}.", "A phase-{n} trial.")
SPONSORS_AGAIN = ("Sponsor: {name}", "The trial is sponsored by {name}.", "The study, sponsored by {name}, tests it.")


# The facet that each check rests on: the others need not be read.
RESTS_ON = {
    "animal-study": species,
    "design-mismatch": design,
    "direction-mismatch": contest,
    "not-significant": contest,
    "open-label": design,
    "phase-mismatch": phase,
    "primary-not-met": contest,
    "registration-as-proof": results,
    "results-not-posted": results,
    "sample-size-mismatch": enrolment,
    "small-sample": enrolment,
    "sponsor-mismatch": sponsor,
    "stale-record": status,
    "status-mismatch": status,
    "uncontrolled-study": design,
}


def fired(name, claim, record):
    """What one check says of one record."""
    lookup = found(record)
    source, readings = prepare(lookup), read(cite(claim, record.identifier))
    comparisons = tuple(c for reading in readings for c in RESTS_ON[name].compare(reading, source, TODAY))
    return list(CHECKS[name].check(Case(cite(claim, record.identifier), lookup, source, readings, comparisons, TODAY)))


@pytest.fixture(scope="module")
def trials(shared):
    files = sorted((shared / "records" / "ctgov").glob("NCT*.json"))
    assert files
    return [clinicaltrials.read(f.read_text("utf-8")) for f in files]


@pytest.fixture(scope="module")
def papers(shared):
    answers = [pubmed.from_file(f.read_bytes()) for f in sorted((shared / "records" / "pubmed").glob("*.xml"))]
    found = [pubmed.read(payload) for answer in answers for payload in answer.payloads.values()]
    assert found
    return found


def with_facts(record, **facts):
    return structs.replace(record, facts=structs.replace(record.facts, **facts))


def actually_joined(record):
    """Whether a record says that people joined."""
    return record.facts.enrollment_type == "ACTUAL" and bool(record.facts.enrollment)


def test_status(trials):
    assert set(SENTENCES) == set(status.AGREE)
    for number, record in enumerate(trials):
        for meaning, claim in SENTENCES.items():
            # Every state on a few records, UNKNOWN with its dates on all of them.
            for state in () if number % 25 else sorted(frozenset().union(*status.AGREE.values()) - {"UNKNOWN"}):
                changed = with_facts(record, overall_status=state)
                against = state not in status.AGREE[meaning] and meaning != "to-come"  # an old plan
                if state == "SUSPENDED" and meaning == "never" and not actually_joined(record):
                    against = False  # it may have been put off before anybody joined
                assert bool(fired("status-mismatch", claim, changed)) == against, (claim, state)
            unknown = with_facts(record, overall_status="UNKNOWN")
            end = status.end(record.facts).date
            expected = (meaning in status.LIVE and status.passed(end, TODAY)) or meaning == "terminated"
            assert bool(fired("status-mismatch", claim, unknown)) == expected, (claim, end)


def test_enrolment(trials):
    for record in trials:
        count = record.facts.enrollment
        if count is None:
            continue
        claim = f"The trial enrolled {count:,} people."
        assert not fired("sample-size-mismatch", claim, record), record.identifier
        assert fired("sample-size-mismatch", f"The trial enrolled {count * 7 + 1013:,} people.", record)
        assert fired("sample-size-mismatch", f"The trial enrolled more than {count + 1000:,} people.", record)
        assert not fired("sample-size-mismatch", claim, with_facts(record, enrollment=None))


def test_small_samples_appear_and_vanish(trials):
    for record in trials:
        for count, kind, small in (
            (12, "ACTUAL", True),
            (49, "ACTUAL", True),
            (50, "ACTUAL", False),
            (12, "ESTIMATED", False),
        ):
            changed = with_facts(record, enrollment=count, enrollment_type=kind)
            assert bool(fired("small-sample", "The treatment restores sight.", changed)) == small


def test_design(trials):
    for record in trials:
        bare = with_facts(
            record, study_type="INTERVENTIONAL", allocation="NA", intervention_model="SINGLE_GROUP", masking="NONE"
        )
        bare = structs.replace(bare, passages=())  # the record's own prose may say otherwise, and then nothing is said
        sound = with_facts(bare, allocation="RANDOMIZED", intervention_model="PARALLEL", masking="DOUBLE")
        for name in ("uncontrolled-study", "open-label"):
            assert fired(name, "The treatment restores sight.", bare)
            assert not fired(name, "The treatment restores sight.", sound)
        assert fired("design-mismatch", "A randomised trial settled it.", bare)
        assert not fired("design-mismatch", "A randomised trial settled it.", sound)


def test_phase(trials):
    names = {"PHASE1": "1", "PHASE2": "2", "PHASE3": "3", "PHASE4": "4"}
    for record in trials:
        for name, number in names.items():
            for said in names.values():
                changed = structs.replace(with_facts(record, phases=(name,)), passages=())
                assert bool(fired("phase-mismatch", f"A phase {said} trial of it.", changed)) == (said != number)
        # An observational study has no phase, and the registry says so; a trial without one is silent on it.
        silent = with_facts(record, phases=())
        observed = record.facts.study_type == "OBSERVATIONAL"
        assert bool(fired("phase-mismatch", "A phase 2 trial of it.", silent)) == observed


def test_sponsor(trials):
    for record in trials:
        own = record.facts.lead_sponsor
        if not own:
            continue
        assert not fired("sponsor-mismatch", f"Sponsor: {own}", record), own
        named = with_facts(
            record, lead_sponsor="An Institute of Zoology", sponsor_class="OTHER", organization="", collaborators=()
        )
        assert fired("sponsor-mismatch", "Sponsor: Northfield Biotech Inc", named)
        assert not fired("sponsor-mismatch", "The trial tests the drug.", named)


def test_results(trials):
    claim = "The treatment restores sight."
    for record in trials:
        ended = with_facts(record, overall_status="COMPLETED", has_results=False, results=None)
        posted = with_facts(ended, has_results=True)
        for name in ("results-not-posted", "registration-as-proof"):
            assert fired(name, claim, ended)
            assert not fired(name, claim, posted)


def test_staleness(trials):
    claim = "The trial tests the drug."
    for record in trials:
        end = status.end(record.facts).date
        for state in ("RECRUITING", "NOT_YET_RECRUITING", "COMPLETED", "UNKNOWN"):
            for verified in ("2020-01", "2026-06"):
                changed = with_facts(record, overall_status=state, verified=verified)
                stale = state.endswith("RECRUITING") and verified == "2020-01" and status.passed(end, TODAY)
                assert bool(fired("stale-record", claim, changed)) == stale


def test_other_words_for_a_state_say_the_same(trials):
    for number, record in enumerate(trials):
        for meaning, claims in STATES_AGAIN.items():
            agreeing = status.AGREE[meaning]
            for state in ("RECRUITING", "COMPLETED", "TERMINATED", "WITHDRAWN", "NOT_YET_RECRUITING")[number % 5 :][:1]:
                changed = with_facts(record, overall_status=state)
                for claim in claims:
                    assert bool(fired("status-mismatch", claim, changed)) == (state not in agreeing), (claim, state)


def test_other_words_for_a_count_say_the_same(trials):
    for record in trials:
        count = record.facts.enrollment
        if count is None or count > 90_000:
            continue
        for form in (COUNTS_AGAIN[count % 5], COUNTS_AGAIN[(count + 2) % 5]):
            assert not fired("sample-size-mismatch", form.format(n=count), record), (form, record.identifier)
            other = count * 7 + 1013
            assert fired("sample-size-mismatch", form.format(n=other), record), (form, other, record.identifier)


def test_other_words_for_a_phase_say_the_same(trials):
    romans = {1: "I", 2: "II", 3: "III", 4: "IV"}
    for record in trials:
        for number, roman in romans.items():
            own = structs.replace(with_facts(record, phases=(f"PHASE{number}",)), passages=())
            other = structs.replace(with_facts(record, phases=(f"PHASE{number % 4 + 1}",)), passages=())
            for form in PHASES_AGAIN:
                claim = form.format(n=number, roman=roman)
                assert not fired("phase-mismatch", claim, own), claim
                assert fired("phase-mismatch", claim, other), claim


def test_other_words_for_a_sponsor_say_the_same(trials):
    for record in trials:
        own = record.facts.lead_sponsor
        for form in SPONSORS_AGAIN if own else ():
            assert not fired("sponsor-mismatch", form.format(name=own), record), (form, own)
        named = with_facts(
            record, lead_sponsor="An Institute of Zoology", sponsor_class="OTHER", organization="", collaborators=()
        )
        for form in SPONSORS_AGAIN:
            assert fired("sponsor-mismatch", form.format(name="Northfield Biotech Inc"), named), form


def with_outcome(record, first, second, p_value):
    """The record with one more posted outcome, its first: pain after a drug and after placebo, less being better."""
    groups = ("Study drug", "Placebo")
    values = tuple(
        Measurement(group, "", value, analysed="40") for group, value in zip(groups, (first, second), strict=True)
    )
    outcome = PostedOutcome(
        "PRIMARY",
        "Pain score at week 8",
        description="Scores range from 0 to 10. Higher scores mean worse pain.",
        status="POSTED",
        unit="points",
        parameter="MEAN",
        groups=groups,
        measurements=values,
        analyses=(Analysis(groups, p_value=p_value, non_inferiority="SUPERIORITY"),),
    )
    return with_facts(record, has_results=True, results=Results(outcomes=(outcome,)))


PAIN = (
    "The drug reduced pain scores significantly more than placebo.",
    "Pain scores fell more with the drug than with placebo.",
)


def test_a_posted_p_value(trials):
    told = (("0.001", True), ("0.21", False), ("<0.0001", True), ("0.89", False), ("0.049", True), ("0.0568", False))
    for number, record in enumerate(trials):
        claim = PAIN[number % 2]
        for value, shown in told[2 * (number % 3) :][:2]:
            changed = with_outcome(record, "2.1", "4.4", value)
            for name in ("not-significant", "primary-not-met"):
                assert bool(fired(name, claim, changed)) != shown, (claim, value, name)


def test_a_posted_sign(trials):
    for number, record in enumerate(trials):
        for claim in PAIN[number % 2 :][:1]:
            assert not fired("direction-mismatch", claim, with_outcome(record, "2.1", "4.4", "0.001")), claim
            assert fired("direction-mismatch", claim, with_outcome(record, "4.4", "2.1", "0.001")), claim


def said_of(claim, record):
    """The direction that the record is read to show, by its prose alone."""
    lookup = found(record)
    source, readings = prepare(lookup), read(cite(claim, record.identifier))
    comparisons = tuple(c for reading in readings for c in statement.compare(reading, source, TODAY))
    about = Case(cite(claim, record.identifier), lookup, source, readings, comparisons, TODAY)
    return {name for name in ("not-significant", "direction-mismatch") if list(CHECKS[name].check(about))}


def test_a_p_value_and_a_sign_in_the_prose_of_every_paper(papers):
    claims = ("Glibberol reduced ghostly chills.", "Ghostly chills fell with glibberol.")
    for number, record in enumerate(papers):
        claim = claims[number % 2]
        for told, expected in (
            ("Glibberol reduced ghostly chills (P = 0.01).", set()),
            ("Glibberol reduced ghostly chills (P = 0.42).", {"not-significant"}),
            ("Glibberol increased ghostly chills (P = 0.01).", {"direction-mismatch"}),
        ):
            own = structs.replace(record.passages[0], text=told, where="Abstract/RESULTS", label="results")
            changed = structs.replace(record, passages=(*record.passages[:1], own))
            assert said_of(claim, changed) == expected, (record.identifier, told)


def test_species(papers):
    mice = "Mice were treated. Scarring fell in C57BL/6 mice."
    for record in papers:
        passage = structs.replace(record.passages[0], text=mice, where="Abstract", label="abstract")
        facts = {"publication_types": ("Journal Article",), "mesh": (), "trial_numbers": ()}
        on_mice = structs.replace(with_facts(record, **facts), passages=(passage,), title="Scarring", notices=())
        assert fired("animal-study", "It heals scars in patients.", on_mice)
        people = structs.replace(passage, text="Sixty patients were treated. Scarring fell in patients.")
        assert not fired("animal-study", "It heals scars in patients.", structs.replace(on_mice, passages=(people,)))


def test_no_record_of_people_is_taken_for_animals(papers):
    of_people = {"Randomized Controlled Trial", "Clinical Trial", "Case Reports", "Observational Study"}
    studied = [record for record in papers if of_people & set(record.facts.publication_types)]
    assert studied
    wrong = [record.identifier for record in studied if prepare(found(record)).facet(species.studied)]
    assert not wrong


def test_a_claim_that_only_names_the_record_fires_nothing_that_lowers_it(trials):
    lowering = {"weakens", "unrelated", "contradicts", "breaks"}
    shelf = [module for module in CHECKS.values() if module.SCOPE == "case"]
    for record in trials[::4]:
        about = case(f"A registered study: {record.title}", record)
        found = [f for module in shelf for f in module.check(about) if f.effect in lowering]
        assert not found, (record.identifier, found)


def printed(record, form=0):
    """How pages print a work: "Mori et al., Phytother Res 2009", "Mori K. Title. Phytother Res 2009"."""
    facts, first = record.facts, record.facts.authors[0]
    journal = facts.journal_abbreviation or facts.journal
    forms = (
        f"{first.last} et al., {journal} {facts.year}",
        f"{first.last} {first.initials}. {record.title} {journal}. {facts.year};1:2-3.",
        f"{first.last} {facts.year}",
        f"{record.title} {journal} {facts.year}",
    )
    return forms[form]


def about(record, text):
    """A claim with a printed reference, compared on that alone."""
    lookup, citation = found(record), cite("It was so.", record.identifier, reference=text)
    source, readings = prepare(lookup), read(citation)
    comparisons = tuple(c for r in readings for c in reference.compare(r, source, TODAY))
    return Case(citation, lookup, source, readings, comparisons, TODAY)


def test_the_work_that_a_page_names(papers):
    named = [record for record in papers if record.facts.authors and record.facts.journal and record.facts.year]
    told = missed = 0
    for number, record in enumerate(named):
        for form in range(4):
            own = about(record, printed(record, form))
            assert not list(CHECKS["wrong-record"].check(own)), printed(record, form)
        other = named[(number + 7) % len(named)]
        facts, theirs = record.facts, other.facts
        alike = {a.last for a in facts.authors} & {
            a.last for a in theirs.authors[:1]
        } or facts.journal == theirs.journal
        if not alike:
            told += 1
            missed += not list(CHECKS["wrong-record"].check(about(record, printed(other))))
    assert told > 100
    assert missed <= 0.05 * told


def test_every_quote_is_a_piece_of_its_record(trials, papers):
    claims = (
        "The treatment cures patients.",
        "A phase 2 trial of 77 people is ongoing.",
        "It was FDA-approved in 2018.",
    )
    shelf = [module for module in CHECKS.values() if module.SCOPE == "case"]
    quoted = 0
    for record in (*trials[::9], *papers[::9]):
        prose = [record.title, *(passage.text for passage in record.passages)]
        fields = f"{record.facts} {record.notices} {record.identifier}"
        for claim in claims:
            cited = case(claim, record)
            for finding in (f for module in shelf for f in module.check(cited) if f.quote):
                quoted += 1
                in_field = all(word in fields for word in finding.quote.split(", ")) or finding.quote in (
                    "true",
                    "false",
                )
                assert in_field or any(finding.quote in text for text in prose), (finding.check, finding.quote)
    assert quoted > 50
