"""Events as a run gives them, built by hand: invented pages, invented records, each outcome once; and hostile ones."""

from __future__ import annotations

from verifier.model import (
    Aside,
    Citation,
    Comparison,
    Counts,
    DocumentRead,
    Event,
    Finding,
    Identifier,
    Judgement,
    ListedOnly,
    Mention,
    OtherFound,
    OtherMention,
    Place,
    Quote,
    RecordSummary,
    RunEnded,
    RunStarted,
    Uncited,
    UncitedFound,
    Verdict,
    VerdictReady,
)

CLINIC = "pages/clinic.html"
NOTES = "notes.txt"

PAPER = RecordSummary(
    title="Cord blood infusions in twelve children with autism: an open-label pilot",
    fetched="2026-11-18T04:10:00Z",
    digest="5f0c" * 16,
    url="https://pubmed.ncbi.nlm.nih.gov/90000001/",
    kind="paper",
    passages=(
        ("Abstract/BACKGROUND", "background", "Cord blood has been proposed as a treatment for autism."),
        (
            "Abstract/RESULTS",
            "results",
            (
                "Twelve children were treated. Mean scores fell by 4.1 points at six months. "
                "No serious adverse events were seen."
            ),
        ),
        ("Abstract/CONCLUSIONS", "conclusions", "The infusions were safe and feasible. A controlled trial is needed."),
    ),
    facts=(("Journal", "Annals of Invented Pilots"), ("Year", "2021"), ("Authors", "Alder P, Birch Q, Cedar R")),
)
TRIAL = RecordSummary(
    title="Bone marrow cells for knee osteoarthritis",
    status="UNKNOWN",
    fetched="2026-11-19T04:10:00Z",
    digest="a11c" * 16,
    url="https://clinicaltrials.gov/study/NCT09000002",
    kind="trial",
    passages=(
        ("briefSummary", "summary", "People with knee osteoarthritis receive one injection of their own marrow cells."),
    ),
    dates=(
        ("start", "2017-03", "ACTUAL"),
        ("completion", "2021-10", "ESTIMATED"),
        ("last verified", "2020-03", ""),
    ),
    facts=(("Phase", "PHASE1, PHASE2"), ("People", "30 (estimated)"), ("Sponsor", "Invented Spine Institute")),
)


def citation(number: int, identifier: str, claim: str, line: int, document: str = CLINIC, **more) -> Citation:
    """A citation of the page `document`, its claim one line above the identifier."""
    fields = {
        "key": f"{number:016x}",
        "document": document,
        "place": Place(line, line * 80),
        "identifier": Identifier.parse(identifier),
        "written": identifier,
        "claim": claim,
        "parts": (claim,),
        "claim_place": Place(max(line - 1, 1), line * 80 - 70),
        "layout": "L05",
        "language": "en",
    }
    return Citation(**(fields | more))


def supported(number: int = 1, document: str = CLINIC) -> Verdict:
    """Supported by the judge, with the design told beside it."""
    return Verdict(
        citation(
            number,
            "PMID:90000001",
            "In a small pilot, children's scores fell after cord blood infusions.",
            12,
            document=document,
        ),
        "supported",
        "the record says it, at that strength",
        findings=(
            Finding("source-supports", "note", "confirms", "the abstract says so", _FELL, "Abstract/RESULTS"),
            Finding(
                "small-sample",
                "note",
                "none",
                "12 people took part",
                "Twelve children were treated.",
                "Abstract/RESULTS",
                advice="Name the number of children.",
            ),
        ),
        comparisons=(
            Comparison(
                "enrolment", "same", Quote("small pilot", "claim"), Quote("Twelve children", "Abstract/RESULTS")
            ),
            Comparison("direction", "same", Quote("fell", "claim"), Quote("fell by 4.1 points", "Abstract/RESULTS")),
        ),
        judgement=Judgement("plain", "supports", 0.91234567, 0.97, 0.94, (Quote(_FELL, "Abstract/RESULTS"),)),
        depth="abstract",
        record=PAPER,
    )


_FELL = "Mean scores fell by 4.1 points at six months."


def contradicted() -> Verdict:
    """The page calls a trial ongoing whose record says otherwise."""
    return Verdict(
        citation(2, "NCT09000002", "Our ongoing trial in 200 patients proves the method.", 20),
        "contradicted",
        "a field of the record says otherwise: status-mismatch",
        findings=(
            Finding(
                "status-mismatch",
                "error",
                "contradicts",
                "the page says “ongoing”; the record's status is UNKNOWN, last verified 2020-03, planned end 2021-10",
                "UNKNOWN",
                "statusModule.overallStatus",
                advice="Write: “The trial was registered in 2017; its present status is not known.”",
            ),
            Finding(
                "results-not-posted",
                "warning",
                "weakens",
                "no results are posted although the planned end was 2021-10",
                "2021-10",
                "statusModule.completionDateStruct.date",
                part=0,
            ),
        ),
        comparisons=(
            Comparison(
                "status", "different", Quote("ongoing", "claim"), Quote("UNKNOWN", "statusModule.overallStatus")
            ),
            Comparison(
                "enrolment", "different", Quote("200", "claim"), Quote("30", "designModule.enrollmentInfo.count")
            ),
        ),
        depth="registry",
        record=TRIAL,
    )


def overstated() -> Verdict:
    """A mouse study told as if of patients."""
    return Verdict(
        citation(3, "PMID:90000003", "Turmeric restores memory in patients.", 31, parts=("Turmeric restores memory",)),
        "overstated",
        "the record shows something narrower: animal-study",
        findings=(
            Finding(
                "animal-study",
                "warning",
                "weakens",
                "the record is of mice; the page speaks of patients",
                "aged mice",
                "Abstract",
                advice="Say that it was seen in mice.",
            ),
        ),
        depth="abstract",
        record=RecordSummary(
            title="Curcumin and maze performance in aged mice",
            fetched="2026-11-18T04:10:00Z",
            url="https://pubmed.ncbi.nlm.nih.gov/90000003/",
            kind="paper",
            passages=(("Abstract", "", "Maze performance of aged mice improved with curcumin."),),
        ),
    )


def unsupported() -> Verdict:
    """The right record, which speaks of another condition."""
    return Verdict(
        citation(4, "PMID:90000004", "Zinc shortens a cold by three days.", 7, document=NOTES),
        "unsupported",
        "the record does not speak to the claim: condition-mismatch",
        findings=(
            Finding(
                "condition-mismatch",
                "warning",
                "unrelated",
                "the page speaks of a cold; the record is of wound healing",
                "Zinc and wound healing",
                "ArticleTitle",
            ),
        ),
        depth="title",
        record=RecordSummary(
            title="Zinc and wound healing",
            fetched="2026-11-18T04:10:00Z",
            url="https://pubmed.ncbi.nlm.nih.gov/90000004/",
            kind="paper",
        ),
    )


def broken() -> Verdict:
    """A number with a digit too few."""
    return Verdict(
        citation(
            5,
            "NCT0900000",
            "A registered trial confirms it.",
            9,
            document=NOTES,
            malformed="an NCT number has eight digits; this one has seven",
            candidate=Identifier("NCT", "NCT09000002"),
        ),
        "broken",
        "the identifier is malformed",
        findings=(
            Finding(
                "malformed-identifier",
                "error",
                "breaks",
                "an NCT number has eight digits; this one has seven",
                "NCT0900000",
                "claim",
                advice="Look the number up; it may have been meant as NCT09000002.",
            ),
        ),
    )


def unknown() -> Verdict:
    """The registry could not be asked."""
    return Verdict(
        citation(6, "PMID:90000006", "Cold water raises dopamine.", 11, document=NOTES),
        "unknown",
        "PubMed could not be asked: the connection timed out",
        findings=(
            Finding(
                "unavailable-record",
                "note",
                "undecided",
                "PubMed did not answer; this says nothing about the record",
                advice="Run again later.",
            ),
        ),
    )


def mention(identifier: str, line: int) -> Mention:
    """An identifier that stands alone on its line."""
    return Mention(Identifier.parse(identifier), identifier, 0, 0, len(identifier), Place(line, line * 80))


def run() -> list[Event]:
    """A whole run over three documents, one of them unreadable, every outcome once."""
    beside = OtherMention("DOI", "10.1000/invented", "10.1000/invented", 1, 0, 16, Place(15, 1200))
    printed = "Doe J, Roe R. Invented J 2019;10:56"
    work = OtherMention("citation", printed, "Invented J|2019|10|56|Doe J", 1, 0, len(printed), Place(16, 1300))
    outcomes = ("supported", "unknown", "overstated", "unsupported", "contradicted", "broken")
    return [
        RunStarted("0.1.0", "2026-11-20", "plain"),
        DocumentRead(
            CLINIC,
            "c1" * 32,
            "en",
            title="Invented Clinic",
            blocks=(
                ("heading", "Invented Clinic", 3),
                ("paragraph", "In a small pilot, children's scores fell after cord blood infusions.", 11),
                ("paragraph", "PMID:90000001", 12),
                ("paragraph", "Our ongoing trial in 200 patients proves the method.", 19),
                ("paragraph", "See NCT09000002 for details.", 20),
                ("paragraph", "Good to know. Turmeric restores memory in patients. Ask us.", 30),
                ("item", "PMID:90000003", 31),
            ),
        ),
        VerdictReady(supported()),
        VerdictReady(contradicted()),
        VerdictReady(overstated()),
        OtherFound(CLINIC, beside, aside=Aside(note="not asked")),
        OtherFound(CLINIC, work, aside=Aside((Identifier("PMID", "90000005"), Identifier("PMID", "90000006")))),
        UncitedFound(Uncited(CLINIC, Place(40, 3200), "Nine in ten patients walk again.", "a rate without a source")),
        DocumentRead(
            NOTES,
            "d2" * 32,
            "en",
            blocks=(
                ("paragraph", "Zinc shortens a cold by three days.", 6),
                ("paragraph", "PMID:90000004", 7),
                ("paragraph", "A registered trial confirms it.", 8),
                ("paragraph", "NCT0900000", 9),
                ("paragraph", "Cold water raises dopamine.", 10),
                ("paragraph", "PMID:90000006", 11),
            ),
        ),
        VerdictReady(unsupported()),
        VerdictReady(broken()),
        VerdictReady(unknown()),
        ListedOnly(NOTES, mention("PMID:90000009", 14)),
        DocumentRead("scan.pdf", error="the file is encrypted; save a copy without a password"),
        RunEnded(
            Counts(
                documents=3,
                unreadable=1,
                citations=6,
                identifiers=6,
                found=4,
                missing=0,
                unavailable=1,
                checks_done=130,
                checks_skipped=12,
                checks_failed=1,
                outcomes=dict.fromkeys(outcomes, 1),
            )
        ),
    ]


SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>'
ESCAPES = "\x1b[31mred\x1b]8;;http://evil.example\x07link\x9b2J\x00"
BIDI = "safe \u202egnp.exe\u202c \u2066x\u2069"
FORMULA = '=HYPERLINK("http://evil.example","open")'
MENTION = "@octocat fixes #1 and closes octo/repo#2"
HOSTILE = (
    SCRIPT,
    ESCAPES,
    BIDI,
    FORMULA,
    MENTION,
    "javascript:alert(1)",
    "]]>&lt;",
    "{{ 7*7 }}",
    "`x` | a \\| b",
    "\ud800",
)


def hostile() -> list[Event]:
    """A run whose every string is chosen to break out of some report."""
    events: list[Event] = [RunStarted("0.1.0", "2026-11-20", "plain")]
    for number, text in enumerate(HOSTILE):
        name = f"{text}.html"
        blocks = (("paragraph", text, 1), ("paragraph", f"before {text} after", 2), (text, "x", 3))
        events.append(DocumentRead(name, "e3" * 32, text, title=text, blocks=blocks))
        quote = Quote(text, text)
        cite = citation(
            100 + number,
            "PMID:90000001",
            text,
            2,
            document=name,
            written=text,
            key=f"{number}{text}",
            layout=text,
            reference=text,
            heading=text,
            context=text,
        )
        record = RecordSummary(
            text, text, text, text, "javascript:alert(1)", text, "trial", ((text, text, text),), ((text, text, text),),
            ((text, text),),
        )  # fmt: skip
        verdict = Verdict(
            cite,
            "contradicted",
            text,
            (Finding(text, "error", "contradicts", text, text, text, 0, text),),
            (Comparison(text, "different", quote, quote),),
            Judgement(text, "contradicts", 0.9, 0.9, 0.1, (quote,)),
            text,
            record,
        )
        events.append(VerdictReady(verdict))
        events.append(ListedOnly(name, mention("PMID:7", 3)))
        events.append(OtherFound(name, OtherMention(text, text, text, 0, 0, 1, Place(1))))
        events.append(UncitedFound(Uncited(name, Place(1), text, text, text)))
    events.append(DocumentRead("long.txt", blocks=(("paragraph", "a" * 300_000, 1),)))
    events.append(VerdictReady(Verdict(citation(999, "PMID:1", "b" * 300_000, 1), "unknown", "c" * 300_000)))
    events.append(RunEnded(Counts(documents=len(HOSTILE) + 1, citations=len(HOSTILE) + 1)))
    return events


def many(number: int) -> list[Event]:
    """A run of `number` verdicts over fifty pages."""
    makers = (supported, contradicted, overstated, unsupported, broken)
    stream: list[Event] = [RunStarted("0.1.0", "2026-11-20", "plain")]
    for page in range(50):
        name = f"site/page{page:02d}.html"
        verdicts = []
        for index in range(number // 50):
            made = makers[index % len(makers)]()
            fields = {field: getattr(made.citation, field) for field in made.citation.__struct_fields__}
            fields |= {"document": name, "key": f"{page:04x}{index:04x}"}
            rest = {field: getattr(made, field) for field in made.__struct_fields__}
            verdicts.append(type(made)(**(rest | {"citation": type(made.citation)(**fields)})))
        blocks = tuple(("paragraph", verdict.citation.claim, verdict.citation.claim_place.line) for verdict in verdicts)
        stream.append(DocumentRead(name, blocks=blocks))
        stream += [VerdictReady(verdict) for verdict in verdicts]
    return [*stream, RunEnded(Counts(documents=50, citations=number))]
