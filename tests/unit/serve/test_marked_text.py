"""A page of a text holds its words, each once, and says what they are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.records import Annotation, Mention, Span, Statement
from cmo_nlp.serve.marked_text import marked, page_of, pages_of


def mention(start: int, end: int, text: str) -> Mention:
    return Mention(
        "tool", "tool/crm", start, end, text[start:end], "lexicon", 1.0, negated=False, statement=None
    )


def words_of(text: str, annotation: Annotation, passage: Span | None = None) -> list[str]:
    shown = marked(text, Span(0, len(text)), annotation, passage)
    return ["".join(p.text for run in paragraph for p in run.pieces) for paragraph in shown.paragraphs]


@given(st.text(alphabet="ab \n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))))
def test_whatever_is_marked_every_line_is_there_once(text: str, places: list[tuple[int, int]]) -> None:
    inside = [(start, min(start + long, len(text))) for start, long in places if start < len(text)]
    mentions = tuple(mention(start, end, text) for start, end in inside)
    statements = tuple(Statement(start, end, "future", None) for start, end in inside[:1])
    found = words_of(
        text, Annotation("d", (), (), mentions, statements), Span(*inside[0]) if inside else None
    )
    assert found == [line for line in text.splitlines(keepends=True) if line.strip()]


def test_of_two_mentions_that_overlap_the_longer_first_one_is_shown_and_the_other_counted() -> None:
    text = "un progiciel de CRM"
    mentions = (mention(3, 19, text), mention(16, 19, text))
    shown = marked(text, Span(0, len(text)), Annotation("d", (), (), mentions, ()), None)
    assert shown.hidden == 1
    assert [p.text for run in shown.paragraphs[0] for p in run.pieces if p.mention] == ["progiciel de CRM"]


def test_a_statement_opens_once_even_where_a_page_or_a_line_cuts_it() -> None:
    text = "Demain,\nil pilotera"
    annotation = Annotation("d", (), (), (), (Statement(0, len(text), "future", None),))
    shown = marked(text, Span(0, len(text)), annotation, None)
    assert [run.opens for paragraph in shown.paragraphs for run in paragraph] == [True, False]


@given(st.integers(0, 90_000), st.sampled_from(["a", "a ", "mot\n"]))
def test_pages_are_the_whole_text_none_empty_none_long(length: int, unit: str) -> None:
    text = (unit * length)[:length]
    cuts = pages_of(text)
    assert cuts[0] == 0
    assert cuts[-1] == len(text)
    sizes = [end - start for start, end in pairwise(cuts)]
    assert all(0 < size <= 20_000 for size in sizes) or not text
    for place in (0, length // 2, max(0, length - 1)):
        page = page_of(cuts, place)
        assert cuts[page - 1] <= place <= cuts[page]
