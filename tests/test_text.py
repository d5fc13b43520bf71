"""Sentences, clauses and normal forms."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.text import clauses, fold, sentences, unaccented, words


def split(text):
    return [text[a:b] for a, b in sentences(text)]


def parts(text):
    return [text[a:b] for a, b in clauses(text)]


WHOLE = [
    "The dose was 3.5 mg/kg (p < .05; 95% CI 0.83-1.09) in E. coli vs. S. aureus.",
    "As Doe et al. reported in Fig. 2, no. 7 and vol. 12, it fell.",
    "U.S. Stem Cell Inc. said so to Dr. Smith at 5 p.m. on a weekday.",
    "Die Studie endete z. B. am 3. März mit ca. 40 Gästen, d.h. früh.",
    "Selon le Dr. Moreau, p. ex. en cas de doute, art. 5 s'applique.",
    "La Sra. Gómez y el Dr. Ruiz vieron núm. 3, p. ej. en Madrid.",
    "Visit pubmed.ncbi.nlm.nih.gov/12345 or e.g. example.org for more",
    "1. Protection of the remaining fibres",
    "It fell, Doe et al., Gut 2020, and made by Acme Inc., Boston.",
    "Version 1.2 of the 12.5 mg tablet",
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_sentence_stays_whole(text):
    assert split(text) == [text]


SPLIT = [
    ("It worked. It was safe.", ["It worked.", "It was safe."]),
    ("It fell by 86.7%. Infection followed.", ["It fell by 86.7%.", "Infection followed."]),
    ("Seen by Doe et al. The dose was low.", ["Seen by Doe et al.", "The dose was low."]),
    ("They took vitamin C. Patients improved.", ["They took vitamin C.", "Patients improved."]),
    ("Fibres regrew. p53 was mutated. mRNA fell.", ["Fibres regrew.", "p53 was mutated.", "mRNA fell."]),
    ("“Will it get worse?” Yes! No…", ["“Will it get worse?”", "Yes!", "No…"]),
    ("¿Es cierto? No. El 87 % mejora.", ["¿Es cierto?", "No.", "El 87 % mejora."]),
    ("Er nahm 12. Danach schlief er.", ["Er nahm 12.", "Danach schlief er."]),
    ("有効でした。次の文です。", ["有効でした。", "次の文です。"]),
    ("Pain fell.The trial ended.", ["Pain fell.", "The trial ended."]),
    ("Background\n\nWe tested it\n* first\n* second", ["Background", "We tested it", "* first", "* second"]),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_sentences_are_cut(text, expected):
    assert split(text) == expected


MARKED = [
    ("It is so.1 The rest is not.2", ["It is so.1", "The rest is not.2"]),
    ("It is so.1,2 The rest.3-5", ["It is so.1,2", "The rest.3-5"]),
    ("It is so. [1] The rest. [2][3]", ["It is so. [1]", "The rest. [2][3]"]),
    ("It is so.[1] The rest.¹²", ["It is so.[1]", "The rest.¹²"]),
    ("Complications.12345 The next", ["Complications.12345", "The next"]),
    ("It is so (OR 1.72).2 The next.", ["It is so (OR 1.72).2", "The next."]),
    ("It is so. (PMID: 9) The next one.", ["It is so.", "(PMID: 9)", "The next one."]),
    ("(Fig. 2) shows it.", ["(Fig. 2) shows it."]),
]


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_markers_stay_with_the_sentence_they_end(text, expected):
    assert split(text) == expected


prose = st.lists(
    st.sampled_from(
        [
            "The",
            "trial",
            "ended",
            ".",
            ". ",
            "! ",
            "? ",
            "\n\n",
            "\n- ",
            " ",
            "(",
            ") ",
            "[1] ",
            "et al. ",
            "3.5",
            "1",
            "e.g. ",
            "B. ",
        ]
    ),
    max_size=60,
).map("".join)


@given(st.one_of(prose, st.text(max_size=200)))
def test_pieces_and_gaps_give_back_the_text(text):
    end = 0
    for first, last in sentences(text):
        assert first >= end
        assert last > first
        assert not text[end:first].strip()
        assert text[first:last] == text[first:last].strip()
        end = last
    assert not text[end:].strip()


@given(st.one_of(prose, st.text(max_size=200)))
def test_clauses_are_ascending_pieces_of_the_text(text):
    end = 0
    for first, last in clauses(text):
        assert end <= first < last <= len(text)
        end = last
    assert bool(clauses(text)) == bool(text.strip())


CLAUSES = [
    ("Pain fell by half; nobody had side effects", ["Pain fell by half", "nobody had side effects"]),
    ("It lowered pain, but the dose was high", ["It lowered pain", "the dose was high"]),
    (
        "The trial is still recruiting and plans to enrol 500 people",
        ["The trial is still recruiting", "plans to enrol 500 people"],
    ),
    ("The drug lowered pain and it was well tolerated", ["The drug lowered pain", "it was well tolerated"]),
    ("Die Studie war klein, aber sie zeigte weniger Stürze", ["Die Studie war klein", "sie zeigte weniger Stürze"]),
    ("El ensayo fue pequeño; la dosis era alta", ["El ensayo fue pequeño", "la dosis era alta"]),
    ("L'essai était petit, mais la dose était forte", ["L'essai était petit", "la dose était forte"]),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses_that_stand_alone_are_cut(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vision rose to 20/100 in the right eye and 20/40 in the left",
        "Frailty and depression each raise the risk of the other",
        "The herb lowers pain and improves sleep",  # "improves sleep" alone has lost its subject
        "Erlotinib with and without bevacizumab was tested",
        "Two measures (pain; it was mild, and the dose was low) were taken",
    ],
)
def test_a_claim_stays_whole_when_cutting_would_lose_its_subject(text):
    assert parts(text) == [text]


def test_folding():
    assert fold("Ｎ\u00adCT\u200b 0\u00a01 “x” – y") == 'nct 0 1 "x" - y'
    assert unaccented("Gómez Müller") == "Gomez Muller"
    assert words("A 3.5-fold rise (86.7%)") == ["a", "3.5-fold", "rise", "86.7%"]


@pytest.mark.parametrize(
    "unit",
    [
        "a. ",
        "A. b ",
        "(",
        "((a) ",
        "and it was so and ",
        ". [1",
        "1. ",
        "... ",
        "x, and y was; ",
        "\n- ",
        "\n",
        "\n \n",
        ".1,2,3",
        "U.S. ",
    ],
)
def test_linear_time(unit):
    def once(text):
        begun = time.process_time()
        clauses(text)
        return time.process_time() - begun

    def seconds(size):
        text = unit * (size // len(unit))
        return min(once(text) for _ in range(3))  # one may fall on a collection of the whole heap

    seconds(1000)
    assert seconds(80_000) < 10 * max(seconds(20_000), 0.03)


@given(st.text(max_size=60))
def test_plain_text_folds_as_any_other(piece: str) -> None:
    # A sign beyond ASCII at the end sends the same text the long way.
    plain = piece.encode("ascii", "ignore").decode()
    assert fold(f"{plain} Ω") == f"{fold(plain)} ω".lstrip()
