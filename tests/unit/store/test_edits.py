"""What becomes of topics that a user joined or hid, when some of them did not come back."""

import pytest

from cmo_nlp.records import TopicEdit
from cmo_nlp.store.read.edits import edited_id


def edit(key: int, topic: str | None, *, into: int | None = None, hidden: bool = False) -> TopicEdit:
    return TopicEdit(key, topic, "free", "nom", (), None, hidden, into)


@pytest.mark.parametrize(
    ("edits", "become"),
    [
        ([edit(1, "a"), edit(2, "b", into=1)], {"b": "a"}),
        ([edit(1, "a"), edit(2, "b", into=1), edit(3, "c", into=2)], {"b": "a", "c": "a"}),
        # The middle of a chain is gone: its parts stay with the whole.
        ([edit(1, "a"), edit(2, None, into=1), edit(3, "c", into=2)], {"c": "a"}),
        ([edit(1, None), edit(2, "b", into=1), edit(3, "c", into=2)], {"c": "b"}),
        # A whole that was hidden hides its parts, also when it is gone itself.
        ([edit(1, "a", hidden=True), edit(2, "b", into=1)], {"a": None, "b": None}),
        ([edit(1, None, hidden=True), edit(2, "b", into=1)], {"b": None}),
        ([edit(1, None), edit(2, "b", into=1)], {}),
    ],
)
def test_a_topic_goes_where_its_chain_leads(edits: list[TopicEdit], become: dict[str, str | None]) -> None:
    assert edited_id(edits) == become
