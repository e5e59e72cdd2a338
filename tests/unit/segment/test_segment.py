"""Segments hold every sentence once, keep headings and lists together, and stay within the settings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_nlp.french import count_words
from cmo_nlp.records import Annotation, BlockKind, Description, Document, Segment, Sentence, document_id
from cmo_nlp.segment import segment
from cmo_nlp.settings import SegmentSettings

Part = tuple[BlockKind, int, int]
"""Kind, number of words, number of the block."""


def built(parts: list[Part], lead_ins: frozenset[int] = frozenset()) -> tuple[Document, Annotation]:
    """Return a document of sentences with the given numbers of words, and its annotation."""
    texts = [
        " ".join(["mot"] * words) + (" :" if i in lead_ins else ".") for i, (_, words, _) in enumerate(parts)
    ]
    sentences: list[Sentence] = []
    position = 0
    for text, (kind, _, block) in zip(texts, parts, strict=True):
        sentences.append(Sentence(position, position + len(text), block, kind))
        position += len(text) + 1
    whole = "\n".join(texts)
    document = Document(document_id(whole), whole, count_words(whole), ("t",), Description())
    return document, Annotation(document.id, (), tuple(sentences), (), ())


def held(parts: list[Part], lead_ins: frozenset[int] = frozenset(), **limits: int) -> list[list[int]]:
    """Return the numbers of the sentences of each segment."""
    document, annotation = built(parts, lead_ins)
    segments = segment(document, annotation, SegmentSettings(**limits))
    return [_inside(annotation, one) for one in segments]


def _inside(annotation: Annotation, one: Segment) -> list[int]:
    return [i for i, s in enumerate(annotation.sentences) if one.start <= s.start and s.end <= one.end]


def test_a_short_document_is_one_short_segment() -> None:
    assert held([("prose", 10, 0), ("prose", 5, 1)]) == [[0, 1]]


def test_an_empty_document_has_no_segment() -> None:
    assert held([]) == []


def test_a_segment_ends_at_a_paragraph_once_it_is_long_enough() -> None:
    assert held([("prose", 25, 0), ("prose", 25, 0), ("prose", 25, 1), ("prose", 25, 1)]) == [[0, 1], [2, 3]]


def test_a_paragraph_goes_on_into_the_next_one_while_it_is_too_short() -> None:
    assert held([("prose", 20, 0), ("prose", 30, 1), ("prose", 50, 2)]) == [[0, 1], [2]]


def test_a_heading_opens_the_segment_of_what_it_heads() -> None:
    assert held([("prose", 50, 0), ("heading", 3, 1), ("prose", 50, 2)]) == [[0], [1, 2]]


def test_two_headings_in_a_row_stay_with_the_sentence_below() -> None:
    parts: list[Part] = [("prose", 110, 0), ("heading", 3, 1), ("heading", 3, 2), ("prose", 30, 3)]
    assert held(parts) == [[0], [1, 2, 3]]


def test_a_list_is_one_segment_with_its_lead_in() -> None:
    parts: list[Part] = [("prose", 60, 0), ("prose", 6, 1), *(("item", 10, i) for i in range(2, 7))]
    assert held(parts, frozenset({1})) == [[0], [1, 2, 3, 4, 5, 6]]


def test_a_list_over_the_maximum_is_split_between_items() -> None:
    parts: list[Part] = [("prose", 10, 0), *(("item", 50, i) for i in range(1, 5))]
    assert held(parts, frozenset({0})) == [[0, 1, 2], [3, 4]]


def test_a_sentence_over_the_maximum_stands_alone_and_whole() -> None:
    assert held([("prose", 50, 0), ("prose", 300, 1), ("prose", 50, 2)]) == [[0], [1], [2]]


def test_a_short_rest_is_joined_to_the_segment_before() -> None:
    assert held([("prose", 60, 0), ("prose", 50, 0), ("prose", 10, 1)]) == [[0, 1, 2]]


def test_a_short_rest_borrows_the_last_sentences_of_a_full_segment() -> None:
    parts: list[Part] = [*(("prose", 23, 0) for _ in range(5)), ("prose", 20, 0)]
    assert held(parts) == [[0, 1, 2, 3], [4, 5]]


def test_a_short_rest_stays_short_where_borrowing_would_harm() -> None:
    assert held([("prose", 119, 0), ("prose", 10, 1)]) == [[0], [1]]
    assert held([("prose", 100, 0), ("prose", 15, 0), ("prose", 110, 1), ("prose", 12, 1)]) == [
        [0, 1],
        [2],
        [3],
    ]


def test_the_limits_come_from_the_settings() -> None:
    parts: list[Part] = [("prose", 10, i) for i in range(6)]
    assert held(parts, minimum_words=20, maximum_words=30) == [[0, 1], [2, 3], [4, 5]]


PARTS = st.lists(
    st.tuples(st.sampled_from(["prose", "prose", "heading", "item"]), st.integers(1, 150), st.booleans()),
    max_size=40,
)


@given(PARTS, st.sets(st.integers(0, 39)))
def test_every_sentence_is_in_exactly_one_segment(
    parts: list[tuple[BlockKind, int, bool]], lead_ins: set[int]
) -> None:
    block = 0
    placed: list[Part] = []
    for kind, words, new in parts:
        block += new
        placed.append((kind, words, block))
    document, annotation = built(placed, frozenset(lead_ins))
    segments = segment(document, annotation, SegmentSettings())
    inside = [_inside(annotation, one) for one in segments]
    assert [i for one in inside for i in one] == list(range(len(parts)))
    for one, numbers in zip(segments, inside, strict=True):
        assert one.words == sum(placed[i][1] for i in numbers)
        assert one.words <= SegmentSettings().maximum_words or len(numbers) == 1


@pytest.mark.parametrize("words", [1, 39, 120, 121, 1000])
def test_one_sentence_is_one_segment_of_its_length(words: int) -> None:
    document, annotation = built([("prose", words, 0)])
    assert segment(document, annotation, SegmentSettings()) == (Segment(0, len(document.text), words),)
