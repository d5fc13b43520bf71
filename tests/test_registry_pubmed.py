"""What is read in a PubMed record, and which answers of E-utilities are believed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_fake import article, article_set

from verifier.errors import PayloadError
from verifier.model import Identifier
from verifier.model.exchange import Fault, Proof, Reply
from verifier.registries import _reference, pubmed
from verifier.registries._folding import folded

NOTICE = '<CommentsCorrections RefType="{}"><RefSource>J Inv. 2020;1:1</RefSource><PMID Version="1">777</PMID></CommentsCorrections>'


def reply(body, status=200, kind="text/xml"):
    return Reply(status, kind, body if isinstance(body, bytes) else body.encode())


def ours(payload):
    """A record of ours as the oracle's plain values."""
    return _reference.own_fields(pubmed.read(payload))


def test_equal_to_biopython_in_every_field_on_all_recorded_articles(shared):
    files = sorted((shared / "records").glob("pubmed/*.xml")) + sorted((shared / "gold/records").glob("pubmed/*.xml"))
    assert len(files) > 150
    payloads = {pmid: xml for file in files for pmid, xml in pubmed.from_file(file.read_bytes()).payloads.items()}
    expected = {f["pmid"]: f for f in map(_reference.fields, _reference.articles(article_set(*payloads.values())))}
    assert payloads.keys() == expected.keys()
    for pmid, fields in expected.items():
        labels = [label for label in fields.pop("labels") if label not in ("", "UNASSIGNED")]
        fields["corrections"] = [c for c in fields["corrections"] if c[0] not in _reference.UNREAD]
        assert ours(payloads[pmid]) == fields
        record = pubmed.read(payloads[pmid])
        printed = [p.where.partition("/")[2] for p in record.passages if p.where.startswith("Abstract")]
        assert labels == [re.sub(r"\[\d+\]$", "", p) for p in printed if p]


REFERENCES = (
    "<ReferenceList><Title>References</Title><Reference><Citation>Other. 2001.</Citation><ArticleIdList>"
    '<ArticleId IdType="doi">10.1/other</ArticleId></ArticleIdList></Reference><ReferenceList><Reference>'
    "<Citation>Inner. 2002.</Citation></Reference></ReferenceList></ReferenceList>"
)
OWN = '<ArticleIdList><ArticleId IdType="doi">10.1/own</ArticleId></ArticleIdList>'


@pytest.mark.parametrize(
    "data",
    [
        "",
        REFERENCES,
        f"{REFERENCES}\n{REFERENCES}\n",
        f"{REFERENCES}{OWN}",
        f"{REFERENCES}{OWN}{REFERENCES}",
        f"<!-- <ReferenceList> -->{REFERENCES}",
        f"<![CDATA[<ReferenceList>]]>{REFERENCES}",
        f"<ReferenceList><!-- </ReferenceList>{OWN}<ReferenceList> --></ReferenceList>",
        f"<ReferenceList><![CDATA[</ReferenceList>{OWN}<ReferenceList>]]></ReferenceList>",
        f"<ReferenceList><?hidden </ReferenceList>{OWN}<ReferenceList> ?></ReferenceList>",
        f"<History><History cut=''></History>{OWN}</History>",
    ],
)
def test_an_article_is_read_alike_without_its_references(data):
    payload = article("7").replace("</PubmedData>", f"{data}</PubmedData>")
    assert pubmed.read_one(payload.encode()) == pubmed.read(payload)


UNKEPT = (
    "<ReferenceList>{}</ReferenceList>",
    "<History>{}</History>",
    "<History/>",
    "<InvestigatorList>{}</InvestigatorList>",
    '<GrantList CompleteYN="Y">{}</GrantList>',
    '<GrantList CompleteYN="N">{}</GrantList>',
    "<AffiliationInfo>{}</AffiliationInfo>",
    '<AffiliationInfo kind="x">{}</AffiliationInfo>',
)
KEPT = (
    "<PubmedData>{}</PubmedData>",
    "<Article>{}</Article>",
    "<MedlineCitation>{}</MedlineCitation>",
    "<AuthorList>{}</AuthorList>",
    "<Author>{}</Author>",
    "<LastName>Held {}</LastName>",
    "<ArticleTitle>Seen {} and</ArticleTitle>",
    "<Abstract><AbstractText>Said {} then</AbstractText></Abstract>",
    '<ArticleIdList><ArticleId IdType="doi">10.1/{}</ArticleId></ArticleIdList>',
)
HIDING = ("<!-- {} -->", "<![CDATA[{}]]>", "<?note {}?>", "{}")
PIECES = st.recursive(
    st.sampled_from(["", "word", "</ReferenceList>", "<ReferenceList>", "</History>", "<AffiliationInfo>"]),
    lambda inner: st.tuples(st.sampled_from(UNKEPT + KEPT + HIDING), st.lists(inner, max_size=3)).map(
        lambda drawn: drawn[0].replace("{}", "".join(drawn[1]))
    ),
    max_leaves=12,
)


@settings(max_examples=400)
@given(PIECES, PIECES, PIECES)
def test_whatever_stands_where_an_article_is_read_alike_without_what_no_record_keeps(data, authors, aside):
    payload = article("7", title=f"A title {aside}").replace("</PubmedData>", f"{data}</PubmedData>")
    payload = payload.replace("<Language>", f"<AuthorList>{authors}</AuthorList><Language>")
    try:
        whole = pubmed.read(payload)
    except PayloadError:
        return
    assert pubmed.read_one(payload.encode()) == whole


def test_a_closing_tag_with_a_blank_in_it_swallows_no_author():
    authors = (
        "<Author><LastName>Ames</LastName><AffiliationInfo>one</AffiliationInfo ></Author>"
        '<Author><LastName>Bell</LastName><AffiliationInfo kind="x">two</AffiliationInfo></Author>'
    )
    payload = article("7").replace("<Language>", f"<AuthorList>{authors}</AuthorList><Language>")
    assert [author.last for author in pubmed.read(payload).facts.authors][-2:] == ["Ames", "Bell"]
    assert pubmed.read_one(payload.encode()) == pubmed.read(payload)


@pytest.mark.parametrize(("said", "more"), [(' CompleteYN="N"', True), (' CompleteYN="Y"', False), ("", False)])
def test_a_list_of_authors_that_goes_on_says_so(said, more):
    people = f"<AuthorList{said}><Author><LastName>Ames</LastName></Author></AuthorList>"
    payload = article("7").replace("<Language>", f"{people}<Language>")
    assert pubmed.read(payload).facts.more_authors is more
    assert pubmed.read_one(payload.encode()) == pubmed.read(payload)


@settings(max_examples=300)
@given(st.text(st.sampled_from("<>><ab \t\n\r\v\f\x1c\x1f\x85\xa0\u1680\u2003\u200b\u2028\u202f\u205f\u3000\u2010é漢")))
def test_white_space_is_folded_as_by_words(text):
    assert folded(text.encode()) == " ".join(text.split()).replace("> <", "><").encode()


def test_every_white_space_is_folded():
    everything = (chr(number) for number in range(0x11000) if not 0xD800 <= number < 0xE000)
    text = "".join(f"a{sign}b>{sign}<" for sign in everything)
    assert folded(text.encode()) == " ".join(text.split()).replace("> <", "><").encode()


def test_recorded_articles_are_read_alike_without_their_references(shared):
    for file in sorted((shared / "records" / "pubmed").glob("*.xml")):
        for payload in pubmed.from_file(file.read_bytes()).payloads.values():
            assert pubmed.read_one(payload.encode()) == pubmed.read(payload)


@pytest.mark.parametrize(
    "payload", [b"<PubmedArticle/>", b"<PubmedArticle><ReferenceList></PubmedArticle>", b"", b"\xff"]
)
def test_what_is_no_article_is_refused(payload):
    with pytest.raises(PayloadError):
        pubmed.read_one(payload)


def test_inline_markup_entities_and_powers():
    title = "Effect of <i>in vitro</i> CO<sub>2</sub> at 10<sup>-3</sup> M &amp; H<sub>2</sub>O&lt;5"
    record = pubmed.read(article("7", title=title, abstract="p&amp;lt;0.05;\n  <b>m<sup>2</sup></b>  end"))
    assert record.title == "Effect of in vitro CO2 at 10^-3 M & H2O<5"
    assert record.passages[1].text == "p<0.05; m2 end"


@pytest.mark.parametrize(
    ("corrections", "types", "kind"),
    [
        (NOTICE.format("RetractionIn"), ("Journal Article",), "retracted"),
        ("", ("Journal Article", "Retracted Publication"), "retracted"),
        (NOTICE.format("RetractionOf"), ("Retraction of Publication",), "retraction-notice"),
        (NOTICE.format("ExpressionOfConcernIn"), ("Journal Article",), "concern"),
        (NOTICE.format("ErratumIn"), ("Journal Article",), "corrected"),
        (NOTICE.format("UpdateIn"), ("Journal Article", "Preprint"), "preprint-of"),
        (NOTICE.format("UpdateIn"), ("Journal Article",), "updated"),
        (NOTICE.format("UpdateOf"), ("Journal Article",), "update-of"),
    ],
)
def test_notices_and_their_direction(corrections, types, kind):
    notices = pubmed.read(article("7", corrections=corrections, types=types)).notices
    assert [n.kind for n in notices] == [kind]


def test_citing_a_retracted_paper_is_no_notice():
    assert pubmed.read(article("7", corrections=NOTICE.format("Cites"))).notices == ()


def test_own_numbers_only():
    references = (
        "<PubmedData><ReferenceList><Reference><ArticleIdList><ArticleId IdType='doi'>10.1/other</ArticleId>"
        "<ArticleId IdType='pubmed'>999</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData>"
    )
    xml = (
        article("7")
        .replace("</PubmedData></PubmedArticle>", "</PubmedData></PubmedArticle>")
        .replace("<PubmedData>", references + "<PubmedData>")
    )
    record = pubmed.read(xml)
    assert (record.identifier, record.facts.doi) == (Identifier("PMID", "7"), "")


def test_trials_declared_in_the_databank_and_in_the_abstract():
    bank = (
        "<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList>"
        "<AccessionNumber>NCT00000011</AccessionNumber></AccessionNumberList></DataBank><DataBank>"
        "<DataBankName>GENBANK</DataBankName><AccessionNumberList><AccessionNumber>X123</AccessionNumber>"
        "</AccessionNumberList></DataBank></DataBankList>"
    )
    record = pubmed.read(
        article("7", databank=bank, abstract="Registered as NCT00000011 and NCT00000012, not XNCT000000139.")
    )
    assert [(link.identifier.value, link.where) for link in record.links] == [
        ("NCT00000011", "DataBankList"),
        ("NCT00000012", "Abstract"),
    ]
    assert record.facts.trial_numbers == ("NCT00000011", "NCT00000012")


def test_depth_tells_a_title_only_record():
    assert pubmed.read(article("7", abstract="")).depth == "title"
    assert pubmed.read(article("7")).depth == "abstract"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("<Year>2019</Year><Month>Nov</Month><Day>5</Day>", "2019-11-05"),
        ("<Year>2019</Year><Month>11</Month>", "2019-11"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998"),
        ("<MedlineDate>Spring</MedlineDate>", ""),
        ("<Year>20x9</Year>", ""),
        ("<Year>2019</Year><Season>Spring</Season>", "2019"),
    ],
)
def test_dates(date, said):
    xml = article("7").replace("<Year>2015</Year><Month>Mar</Month>", date)
    assert pubmed.read(xml).published == said


def test_an_unknown_dtd_or_none_is_no_matter():
    for dtd in ("pubmed_270101", "anything"):
        assert list(pubmed.split(article_set(article("7"), dtd=dtd), ["7"]).payloads) == ["7"]
    bare = b"<PubmedArticleSet>" + article("7").encode() + b"</PubmedArticleSet>"
    assert pubmed.split(bare, ["7"]).payloads == {"7": article("7")}


def test_only_what_was_asked_under_its_own_number():
    answer = pubmed.split(article_set(article("7"), article("8")), ["7", "9"])
    assert list(answer.payloads) == ["7"]
    twice = pubmed.split(article_set(article("7"), article("7", title="Other")), ["7"])
    assert (twice.payloads, list(twice.refused)) == ({}, ["7"])


def test_text_that_looks_like_an_article_is_not_one():
    inside = (
        "<![CDATA[</PubmedArticle><PubmedArticle><MedlineCitation><PMID>9</PMID></MedlineCitation></PubmedArticle>]]>"
    )
    answer = pubmed.split(article_set(article("7", abstract=inside)), ["7", "9"])
    assert list(answer.payloads) == ["7"]
    assert "PubmedArticle" in pubmed.read(answer.payloads["7"]).passages[1].text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not xml",
        b'<!DOCTYPE x [<!ENTITY a "b">]><PubmedArticleSet/>',
        b"<PubmedArticleSet>" + b"<a>" * 300 + b"</a>" * 300 + b"</PubmedArticleSet>",
        b"<PubmedArticleSet><PubmedArticle></PubmedArticleSet>",
        b"<?xml version='1.0' encoding='nonsense'?><PubmedArticleSet/>",
    ],
)
def test_bodies_that_are_refused(body):
    with pytest.raises(PayloadError):
        pubmed.split(body, ["7"])


BILLION = '<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy"><!ENTITY z "&x;&x;&x;&x;">]><PubmedArticleSet>&z;</PubmedArticleSet>'


@pytest.mark.parametrize(
    "body",
    [
        BILLION.encode(),
        b"<!--" + b"c" * 70_000 + b"-->" + BILLION.encode(),
        BILLION.encode("utf-16"),
        BILLION.encode("utf-16-be"),
        BILLION.encode("utf-32"),
        b'<?xml version="1.0" encoding="utf-16"?>' + BILLION.encode("utf-16-le"),
    ],
    ids=["plain", "late", "utf-16", "utf-16-be", "utf-32", "declared"],
)
def test_entities_of_the_sender_are_refused_wherever_they_hide(body):
    with pytest.raises(PayloadError, match=r"entities|UTF-8"):
        pubmed.split(body, ["7"])


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(noise):
    body = article_set(article("7"))
    for at in (0, len(body) // 2, len(body)):
        try:
            answer = pubmed.split(body[:at] + noise + body[at:], ["7"])
        except PayloadError:
            continue
        for payload in answer.payloads.values():
            assert pubmed.read(payload).identifier.value == "7"


@pytest.mark.parametrize(
    ("answer", "reason", "again"),
    [
        (reply("<eFetchResult><ERROR>Connection failed: proxy_stream()</ERROR></eFetchResult>", 400), "outage", True),
        (
            reply("<eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR></eFetchResult>", 400),
            "outage",
            False,
        ),
        (reply("<html>WWW Error Blocked Diagnostic</html>", kind="text/html"), "blocked", False),
        (reply("<html>WWW Error 500</html>", kind="text/html"), "outage", True),
        (reply("<eFetchResult><ERROR>Search Backend failed: x</ERROR></eFetchResult>"), "outage", True),
        (reply("NCBI C++ Exception: Error: TXCLIENT(CException::eUnknown) Read failed: EOF"), "outage", True),
        (reply(article_set(article("7"))[:-30]), "truncated", True),
        (reply(""), "unreadable", True),
        (reply("", 301), "outage", False),
    ],
)
def test_faults_of_efetch(answer, reason, again):
    fault = pubmed.examine(answer)
    assert (fault.reason, fault.again) == (reason, again)


def test_good_answers_of_efetch():
    assert pubmed.examine(reply(article_set(article("7")))) is None
    assert pubmed.examine(reply("<PubmedArticleSet></PubmedArticleSet>")) is None
    assert pubmed.examine(reply('<?xml version="1.0"?><PubmedArticleSet/>')) is None


def summaries(**entries):
    import json

    return reply(json.dumps({"result": {"uids": list(entries), **entries}}), kind="application/json")


def test_absence_only_in_esummary_s_own_words():
    lacking = {"uid": "9", "error": "cannot get document summary"}
    said = summaries(
        **{"7": {"uid": "7", "title": "x"}, "9": lacking, "10": {"uid": "10", "error": "internal error"}, "11": {}}
    )
    assert pubmed.examine_doubt(said) is None
    proof = pubmed.prove(("7", "9", "10", "11", "12"), said)
    assert proof == Proof(absent={"9": "esummary: cannot get document summary"}, present=("7",))


def test_questions_go_by_post_without_rettype():
    request = pubmed.request(["7", "8"])
    assert dict(request.form) == {"db": "pubmed", "retmode": "xml", "id": "7,8"}
    assert [len(about) for _, about in pubmed.doubts([str(n) for n in range(1, 402)])] == [200, 200, 1]


def test_search_errors_are_faults_and_names_are_read():
    error = reply(
        '{"esearchresult": {"ERROR": "Search Backend failed: Database is not supported"}}', kind="application/json"
    )
    assert isinstance(pubmed.examine_changed(error), Fault)
    good = reply('{"esearchresult": {"count": "1", "idlist": ["7"]}}', kind="application/json")
    assert pubmed.examine_changed(good) is None
    assert (pubmed.changes(good), pubmed.confirmed(("7", "8"), good)) == (frozenset({"7"}), frozenset({"7"}))
    terms = [dict(r.form) for r in pubmed.changed(["7", "8"], dt.date(2026, 11, 1))]
    assert terms[0]["term"] == "7[uid] OR 8[uid]"
    assert (terms[0]["mindate"], terms[0]["datetype"]) == ("2026/11/01", "mdat")
    assert "hasretractionin" in terms[1]["term"]


def test_ages():
    now = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    assert pubmed.age_kind(pubmed.read(article("7")), now) == "settled-paper"
    assert pubmed.age_kind(pubmed.read(article("7").replace("2015", "2025")), now) == "watched-paper"
    assert pubmed.age_kind(pubmed.read(article("7", corrections=NOTICE.format("RetractionIn"))), now) == "watched-paper"
