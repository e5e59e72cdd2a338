"""Near-duplicates stay above the pinned floors, on texts that chose no threshold."""

from evaluation.edited_texts import EDITS, SHARED, halves, pairs
from evaluation.near_duplicates import figures, floors


def test_the_halves_hold_every_text_once() -> None:
    choosing, reporting = halves()
    assert abs(len(choosing) - len(reporting)) <= 1
    assert not set(choosing) & set(reporting)
    assert len(choosing) + len(reporting) >= 70


def test_the_pairs_are_the_same_each_time() -> None:
    texts = halves()[1][:6]
    assert list(pairs(texts)) == list(pairs(texts))
    assert len(list(pairs(texts))) == 6 * (len(EDITS) + len(SHARED)) + 15


def test_an_edit_changes_its_text() -> None:
    assert all(pair.left != pair.right for pair in pairs(halves()[1][:6]))


def test_recall_and_precision_reach_the_floors() -> None:
    found = figures(pairs(halves()[1]))
    assert found.recall >= floors()["recall"]
    assert found.precision >= floors()["precision"]
