"""Every real record, asked about with its own fields and with changed ones: findings must appear and vanish."""

from __future__ import annotations

import pytest
from msgspec import structs

from tests.casebook import TODAY, case, cite, found
from verifier import shelves
from verifier.compare import prepare, read
from verifier.facets import design, enrolment, phase, reference, results, species, sponsor, status
from verifier.model import Case
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
}


# The facet that each check rests on: the others need not be read.
RESTS_ON = {
    "animal-study": species,
    "design-mismatch": design,
    "open-label": design,
    "phase-mismatch": phase,
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


def test_status(trials):
    assert set(SENTENCES) == set(status.AGREE)
    for number, record in enumerate(trials):
        for meaning, claim in SENTENCES.items():
            # Every state on a few records, UNKNOWN with its dates on all of them.
            for state in () if number % 25 else sorted(frozenset().union(*status.AGREE.values()) - {"UNKNOWN"}):
                changed = with_facts(record, overall_status=state)
                against = state not in status.AGREE[meaning]
                assert bool(fired("status-mismatch", claim, changed)) == against, (claim, state)
            unknown = with_facts(record, overall_status="UNKNOWN")
            end = status.planned_end(record.facts)[0]
            expected = meaning in status.LIVE and status.passed(end, TODAY)
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
        end = status.planned_end(record.facts)[0]
        for state in ("RECRUITING", "NOT_YET_RECRUITING", "COMPLETED", "UNKNOWN"):
            for verified in ("2020-01", "2026-06"):
                changed = with_facts(record, overall_status=state, verified=verified)
                stale = state.endswith("RECRUITING") and verified == "2020-01" and status.passed(end, TODAY)
                assert bool(fired("stale-record", claim, changed)) == stale


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
