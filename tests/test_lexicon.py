"""Lists of words: a list that asks first whether it may stand in a text finds there what a plain search would find."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier import lexicon
from verifier.facets import _course, _effects, _order, _plainly, design, eligibility, phase, sponsor
from verifier.lexicon import Guarded, Phrases
from verifier.lexicon._index import HELD, index
from verifier.wording import plainly

FIXTURES = Path(__file__).parent.parent / "fixtures"


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (r"was\s+(?:made\s+up|faked)", "The photograph was faked."),
        (r"(?:had\s+|have\s+)*joined", "Nobody joined."),
        (r"(?:had\s+|have\s+)*joined", "Nobody had joined."),
        (r"p[ae]ediatric\w{0,30}", "A Paediatric ward."),
        (r"p(?:a)?ediatric\w{0,30}", "A pediatric ward."),
        (r"colou?r", "The color faded."),
        (r"\d+\s+studies", "In 12 studies."),
        (r"in\s+\d+", "It was so in 5."),
        (r"100\s+percent\s+safe", "It is 100 percent safe."),
        (r"l['’]étude", "Selon l’étude."),
        (r"(?<!cell.)deaths?", "Two deaths."),
        (r"in\s+a\s+dish", "Grown in a dish."),
        (r"\w{0,20}studie", "Eine Pilotstudie."),
        (r"no\s+(?:\w+\s+){0,2}harm", "It did no great harm."),
        (r"us(?:e|ing)\s+it", "Those using it."),
        (r"don['’]t\s+know", "We don't know."),
        (r"state-of-the-art", "A state-of-the-art scanner."),
        (r"i\.v\.", "Given i.v. twice."),
        (r"(?:they|\w{3,30}s)\s+cure", "Stem cells cure."),
        (r"nimmt\s+(?:\w+\s+)?keine", "Sie nimmt gar keine."),
        (r"(?:two|\d+)\s+(?:\w+\s+){0,2}(?:studies|trials)", "In 12 good trials."),
        (r"\d{1,3}\s+studies", "In 12 studies."),
        (r"(?:(?:the|all)\s+){0,3}(?:dogs|cats)\s+purred", "But all the cats purred."),
        (r"(?:(?:the|all)\s+){0,3}(?:dogs|cats)\s+purred", "But dogs purred."),
        (r"(?:un|over){1,2}fed\s+dogs", "The overfed dogs."),
        (r"(?:fed|ill)\s+dogs", "The \u0131ll dogs."),
    ],
)
def test_a_word_opens_the_entries_that_begin_with_it(entry, text):
    own = Phrases([entry])
    found = own.compiled.search(text)
    assert found is not None
    assert own.search(text)[0] == found[0]
    assert [match[0] for match in own.finditer(text)] == own.findall(text) == [found[0]]
    assert own.sub("", text) == text.replace(found[0], "")


def test_a_list_that_comes_later_is_looked_for_in_a_text_that_was_seen_before():
    text = "Glibberol quells ghostly chills."
    assert Phrases(["absent"]).search(text) is None
    assert Phrases([r"quells\s+ghostly"]).search(text)[0] == "quells ghostly"
    assert Phrases([r"quells\s+ghosts"]).search(text) is None


@pytest.mark.parametrize("name", ["assertion", "counts", "design", "safety", "status"])
def test_no_list_hides_what_it_would_find(name):
    claims = [json.loads(line)["claim"] for line in (FIXTURES / "claims.jsonl").read_text("utf-8").splitlines()]
    found = 0
    for meaning in lexicon.load(name):
        words = lexicon.pattern(name, meaning)
        for claim in claims:
            plain, asked = words.compiled.search(claim), words.search(claim)
            assert (plain and plain.span()) == (asked and asked.span()), (meaning, claim)
            for stretch in ((0, len(claim)), (len(claim) // 3, claim.find(" ", len(claim) // 2)), (7, len(claim) + 9)):
                spans = [match.span() for match in words.compiled.finditer(claim, *stretch)]
                assert [match.span() for match in words.finditer(claim, *stretch)] == spans, (meaning, claim, stretch)
            found += plain is not None
    assert found > 20


def test_what_is_known_of_texts_is_bounded_by_their_words():
    own, known = Phrases(["harm"]), index()  # what a page may fill is looked at from within
    for number in range(30):
        assert own.search(f"harm {number} " + "is harm " * 2000) is not None
        assert sum(len(places) for _, places in known.held.values()) <= HELD + 4002


@pytest.mark.parametrize(
    ("like", "text"),
    [
        ("but|even\\s+though|whereas", "It helped, even though few came."),
        ("(?:aged\\s+)?(?:\\d|ten)[-\\s+]years?", "Aged ten years."),
        ("a\\s+(?:thing\\s+of\\s+the\\s+past|has-been)", "It was a has-been."),
        ("(?:is|was)\\s+(?:now\\s+)?(?:over\\s+and\\s+done|at\\s+an\\s+end)", "It was now at an end."),
        ("(?:the\\s+)?(?:cut|clos)ed", "It closed."),
    ],
)
def test_what_is_guarded_is_found_where_its_words_are_and_not_looked_for_elsewhere(like, text):
    own = Guarded(re.compile(f"(?i)(?:{like})"), like)
    assert own.search(text)[0] == own.compiled.search(text)[0]
    assert [match.span() for match in own.finditer(text)] == [match.span() for match in own.compiled.finditer(text)]
    assert own.search(text, text.rindex(".")) is None
    never = Guarded(re.compile("helped"), "glibberol")
    assert never.search("It helped.") is None
    assert list(never.finditer("It helped.")) == []
    assert Guarded(never.compiled, "glibberol", signs=";.").search("It helped.")[0] == "helped"


GUARDED = {
    "edges": _effects._EDGE,
    "turns": _course._TURNS,
    "denials": _course._NOT,
    "comparisons": _order.THAN,
    "opponents": design._AGAINST,
    "payers": sponsor._bearers(),
    "backers": sponsor._backing()[0],
    "backing": sponsor._backing()[1],
    "owners": sponsor._owners(),
    "ordinals": phase._ORDINAL,
    "fills": plainly._FILLED,
    **{f"study in {speech}": _plainly._study(speech) for speech in lexicon.LANGUAGES},
    **{f"around in {speech}": _plainly._around(speech) for speech in lexicon.LANGUAGES},
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Acme Labs FUNDyPAY for it.", False),
        ("Acme Labs fundsandpays for it.", False),
        ("Acme Labs funds and pays for it.", True),
        ("Acme Labs runs, funds, and also pays for it.", True),
    ],
)
def test_verbs_of_paying_are_whole_words_however_they_are_joined(text, found):
    assert bool(sponsor._bearers().compiled.search(text)) is found


BEGUN = {
    "phase": phase._named(),
    **{f"{shape} {at}": own for shape in eligibility._SHAPES for at, own in enumerate(eligibility._shapes(shape))},
    **{f"group {at}": own for at, (own, _, _) in enumerate(eligibility._groups())},
}


@pytest.mark.parametrize("name", GUARDED)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_the_words_that_a_guarded_expression_needs_are_all_told(name, data):
    own = GUARDED[name]
    letters = st.characters(max_codepoint=0xFF, exclude_categories=("Cc", "Cs"))
    text = data.draw(st.from_regex(own.compiled, alphabet=letters))
    assert own.compiled.search(text) is None or own.may_match(text)


@pytest.mark.parametrize("name", BEGUN)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_what_is_tried_where_it_may_begin_is_found_wherever_it_stands(name, data):
    own = BEGUN[name]
    letters = st.characters(max_codepoint=0xFF, exclude_categories=("Cc", "Cs"))
    text = f"{data.draw(st.from_regex(own.compiled, alphabet=letters))} {data.draw(st.from_regex(own.compiled, alphabet=letters))}"
    assert [match.span() for match in own.finditer(text)] == [match.span() for match in own.compiled.finditer(text)]


@pytest.mark.parametrize("speech", lexicon.LANGUAGES)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_a_whole_text_is_read_against_every_expression_that_it_may_match(speech, data):
    _, own = _plainly._forms(speech)
    every = [re.compile(expression, re.IGNORECASE) for expression in own._expressions]
    letters = st.characters(max_codepoint=0xFF, exclude_categories=("Cc", "Cs"))
    text = data.draw(st.from_regex(data.draw(st.sampled_from(every)), fullmatch=True, alphabet=letters))
    wanted = next((number, match.groups()) for number, form in enumerate(every) if (match := form.fullmatch(text)))
    number, match = own.fullmatch(text)
    assert (number, match.groups()) == wanted
    assert own.fullmatch(f"{text} glibberol") is None


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "an",
                "an\\s+ant",
                "Ant",
                "ants?",
                "a?nt",
                "é",
                "étude",
                "ß",
                "ßa",
                "(?:to\\s+)?ant",
                "\\w{2}t",
                "t\\w{0,3}",
            ]
        ),
        max_size=6,
    ),
    st.text(alphabet="aAnNtTéÉßsS ", max_size=8),
    st.integers(0, 4),
    st.integers(0, 9),
)
def test_what_begins_at_a_place_is_what_all_expressions_as_one_would_match_there(entries, text, pos, endpos):
    own = Phrases(entries)
    for asked, plain in ((own.match, own.compiled.match), (own.fullmatch, own.compiled.fullmatch)):
        found, wanted = asked(text, pos, endpos), plain(text, pos, endpos)
        assert (found and found.span()) == (wanted and wanted.span())


@pytest.mark.parametrize(
    "entries", [["an\\s+ant", "ants?"], ["a(?:n\\s+)?ant", "\\w{0,3}ant"], ["it\\s+is", "i\\.e\\."]]
)
@pytest.mark.parametrize("text", ["An ant, ants", "ant an ant", "(an ant)", "it is i.e. it"])
def test_what_may_begin_at_a_place_is_matched_there_as_if_nothing_were_asked_before(entries, text):
    own = Phrases(entries)
    for pos in range(len(text) + 1):
        asked, wanted = own.match_begun(text, pos), own.match(text, pos)
        assert (asked and asked.span()) == (wanted and wanted.span())


@pytest.mark.parametrize(
    "text", ["tasks", "ta\u017fks", "TAS\u212aS", "with  in", "w\u0131th", "WITHIN", "with\u0130n", "task f"]
)
def test_letters_and_gaps_that_several_expressions_have_match_as_in_each_of_them(text):
    entries = [r"with\s+in\s+it", "within", r"with\s+in", "with", r"task\s+force", "tasks", "task"]
    wanted = re.match(rf"(?i)(?:{'|'.join(entries)})(?!\w)", text)
    assert Phrases(entries).match(text)[0] == wanted[0]


def test_only_what_a_text_may_begin_is_compiled_and_what_is_held_is_bounded():
    own = Phrases([r"harm\s+done", r"quell(?:s|ed)", r"a\w{0,3}"])
    assert own.search("It quelled them.")[0] == "quelled"
    assert "compiled" not in vars(own)
    assert set(own._heads) == {"qu"}
    for number in range(3000):
        own.match(f"a{chr(0x4E00 + number)}")
    assert len(own._heads) <= 2000


def test_texts_without_a_known_word_are_not_held_for_ever():
    known = index()
    for number in range(600):
        known.read(f"{number} " + "\u6cbb\u7642" * 2000)
    assert sum(map(len, known.held)) <= 40 * HELD


def test_expressions_that_need_telling_words_are_told_as_few_and_each_is_found():
    beasts = ["otters", "walrus", "magpies", "badgers", "lemmings", "herons", "weasels", "ravens", "newts", "moles"]
    own = Phrases([rf"{verb}\s+the\s+{beast}" for beast in beasts for verb in (f"tickled{beast[0]}", "saw")])
    assert own.bits.bit_count() < len(beasts)
    for beast in beasts:
        assert own.search(f"We saw the {beast} there.")[0] == f"saw the {beast}"
        assert own.search(f"We saw the other {beast}.") is None
    assert not own.may_match("We saw the weaver.")
