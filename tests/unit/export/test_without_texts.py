"""Without the texts: what is shown of them cannot be put together again."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.export.without_texts import CUT, cut_text, described, shown_of
from cmo_nlp.records import Annotation, Description, Mention, Span, Statement

NOTHING = {"title": None, "metadata": {}}


def annotated(text: str, statements: list[Span], mentions: list[Span]) -> Annotation:
    return Annotation(
        "0" * 16,
        (),
        (),
        tuple(
            Mention(
                "skill",
                None,
                *span,
                text[span.start : span.end],
                "pattern",
                1.0,
                negated=False,
                statement=None,
            )
            for span in mentions
        ),
        tuple(Statement(*span, "present", None) for span in statements),
    )


def longest_row(text: str, known: set[int]) -> int:
    """Return the most words in a row of which something is known."""
    longest = row = at = 0
    for word in text.split():
        at = text.index(word, at)
        row = row + 1 if known & set(range(at, at + len(word))) else 0
        longest, at = max(longest, row), at + len(word)
    return longest


def known_of(shown: dict[Span, str]) -> set[int]:
    return {
        at
        for span, text in shown.items()
        for at in range(span.start, span.start + len(text.removesuffix(CUT).rstrip()))
    }


SENTENCES = [
    " ".join(f"mot{s}x{w}" for w in range(length)) + "." for s, length in enumerate([12, 40, 3, 26, 18] * 30)
]
TEXT = " ".join(SENTENCES)
STARTS = [len(" ".join(SENTENCES[:i])) + bool(i) for i in range(len(SENTENCES))]
SPANS = [Span(start, start + len(said)) for start, said in zip(STARTS, SENTENCES, strict=True)]


def test_a_text_of_statements_shows_a_tenth_far_apart() -> None:
    shown = shown_of(TEXT, annotated(TEXT, SPANS, []), NOTHING, 25)
    quoted = [(span, said) for span, said in shown.statements.items() if said != CUT]
    assert 0.05 < sum(len(said) for _, said in quoted) / len(TEXT) <= 0.1
    assert all(len(said.removesuffix(CUT).split()) <= 25 for _, said in quoted)
    for (before, said), (after, _) in pairwise(quoted):
        assert after.start - before.start >= 10 * len(said.removesuffix(f" {CUT}"))
    assert quoted[-1][0].start > 0.7 * len(TEXT)  # not the beginning of the text alone


@given(
    st.lists(st.sampled_from(SPANS), unique=True, max_size=60).map(sorted),
    st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 200)), max_size=120).map(sorted),
    st.integers(0, 30),
)
def test_no_mixture_of_passages_shows_more_words_in_a_row(
    statements: list[Span], places: list[tuple[int, int]], words: int
) -> None:
    mentions = [Span(start, min(start + length, len(TEXT))) for start, length in places]
    shown = shown_of(TEXT, annotated(TEXT, statements, mentions), NOTHING, words)
    assert set(shown.statements) == set(statements)
    known = known_of(dict(shown.statements)) | known_of(dict(shown.mentions))
    assert longest_row(TEXT, known) <= words
    assert len(known) <= 0.25 * len(TEXT)
    for span, said in (*shown.statements.items(), *shown.mentions.items()):
        assert TEXT[span.start : span.end].startswith(said.removesuffix(CUT).rstrip())


def test_a_list_of_terms_is_no_text_either() -> None:
    text = " ".join(f"outil{i:03}" for i in range(200))
    spans = [Span(i, i + 8) for i in range(0, len(text), 9)]
    shown = shown_of(text, annotated(text, [], spans), NOTHING, 10).mentions
    assert longest_row(text, known_of(dict(shown))) == 10
    assert 0.2 < len(known_of(dict(shown))) / len(text) <= 0.25


def test_a_title_of_the_text_counts_as_shown_there() -> None:
    text = "Le métier de la directrice marketing change de nature. " + TEXT
    title = "Le métier de la directrice marketing change de nature."
    spans = [Span(len(title) + 1, len(title) + 1 + len(SENTENCES[0]))]
    assert shown_of(text, annotated(text, spans, []), NOTHING, 12).statements[spans[0]] == SENTENCES[0]
    titled = shown_of(text, annotated(text, spans, []), {"title": title, "metadata": {}}, 12)
    assert titled.statements == {spans[0]: CUT}


def test_a_short_text_shows_a_few_words() -> None:
    text = "Elle pilote la marque et les budgets de toute la maison depuis un an déjà."
    shown = shown_of(text, annotated(text, [Span(0, len(text))], []), NOTHING, 25)
    assert shown.statements == {Span(0, len(text)): f"Elle {CUT}"}


def test_a_description_is_a_line_of_a_catalogue() -> None:
    long = " ".join(f"mot{i}" for i in range(401))
    said = Description(
        title=long, authors=(long, *map(str, range(60))), publisher=long, source_type="x" * 3000,
        metadata={long: long, long + "s": "court", **{f"f{i}": long for i in range(300)}},
    )  # fmt: skip
    shown = described(said, 25)
    for line in (shown["title"], shown["publisher"], shown["source_type"], shown["authors"][0]):
        assert len(line.split()) <= 26
        assert len(line) <= 210
        assert line.endswith(CUT)
    assert len(shown["authors"]) == 26
    assert all(len(name) <= 220 for name in shown["metadata"])
    words = " ".join(text for pair in shown["metadata"].items() for text in pair).replace(CUT, "").split()
    assert 300 < len(words) <= 410
    assert "court" in words
    kept = len(shown["metadata"]) - 1
    assert shown["metadata"][CUT] == f"{302 - kept} more fields"
    many = Description(metadata={f"f{i}": "oui" for i in range(120)})
    assert len(described(many, 25)["metadata"]) == 101
    plain = Description(title="Le CMO", authors=("Anne Le Goff",), metadata={"rubrique": "Médias & pub"})
    assert described(plain, 25) == {
        "title": "Le CMO", "authors": ["Anne Le Goff"], "publisher": None, "source_type": None,
        "metadata": {"rubrique": "Médias & pub"},
    }  # fmt: skip
    assert described(plain, 0)["metadata"] == {"rubrique": CUT}


def test_text_without_spaces_is_cut_too() -> None:
    assert cut_text("語" * 3000, 25, 200) == "語" * 200 + f" {CUT}"
    assert cut_text("", 0, 200) == ""
    assert cut_text("mot", 0) == CUT
