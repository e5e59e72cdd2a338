"""One thing from near, and the ids near to one that is not there."""

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.query import ConceptView, DocumentView, PassageView, show
from tests.unit.query.conftest import Found, Shelf

FOUND: tuple[Found, ...] = (("tool", "tool/crm", "CRM"), ("title", "title/cmo", "CMO"))


def test_a_document_is_shown_with_its_segments_concepts_and_family(shelf: Shelf) -> None:
    first = shelf.add("Le CMO a un CRM.", "Un CRM.", "Fin.", found=FOUND, date="2012")
    other = shelf.add("Le CMO a un CRM !", "Un CRM !", "Fin !", found=FOUND)
    shelf.join(first, other)
    view = show(shelf.connection, first[:7])
    assert isinstance(view, DocumentView)
    assert view.document.id == first
    assert set(view.family_members) == {first, other}
    assert view.concepts == (("tool/crm", "CRM", "tool", 2), ("title/cmo", "directeur marketing", "title", 1))
    assert [segment.text for segment in view.segments] == ["Le CMO a un CRM. Un CRM.", "Fin."]
    assert all(view.text[s.start : s.end] == s.text for s in view.segments)


def test_a_passage_is_known_for_all_that_it_is(shelf: Shelf) -> None:
    one = shelf.add("Le CMO aura un CRM.", "Un CRM.", found=FOUND, horizons={0: "future"}, in_a_segment=1)
    whole = show(shelf.connection, f"{one}:0-19")
    assert isinstance(whole, PassageView)
    assert whole.kinds == ("segment", "sentence", "statement")
    assert whole.horizon == "future"
    assert [(m.name, m.start, m.end) for m in whole.mentions] == [
        ("directeur marketing", 3, 6), ("CRM", 15, 18),
    ]  # fmt: skip
    mention = show(shelf.connection, f"{one[:8]}:3-6")
    assert isinstance(mention, PassageView)
    assert (mention.quotation.quotation, mention.kinds) == ("CMO", ("mention",))
    assert mention.around.quotation == "Le CMO aura un CRM."
    across = show(shelf.connection, f"{one}:15-22")
    assert isinstance(across, PassageView)
    assert across.kinds == ()
    assert across.around.quotation == "Le CMO aura un CRM. Un CRM."
    assert across.horizon is None


def test_a_concept_is_quoted_from_different_documents_denials_last(shelf: Shelf) -> None:
    denied = shelf.add("Il n’a pas de CRM.", found=FOUND, date="2001")
    twice = shelf.add("Un CRM ici.", "Un CRM là.", found=FOUND, date="2002")
    late = shelf.add("Son CRM.", found=FOUND, date="2003")
    view = show(shelf.connection, "tool/crm")
    assert isinstance(view, ConceptView)
    quoted = [(q.document_id, q.quotation) for q in view.quotations]
    assert quoted == [
        (twice, "Un CRM ici."), (late, "Son CRM."), (twice, "Un CRM là."), (denied, "Il n’a pas de CRM."),
    ]  # fmt: skip
    assert view.years == (("2001", 1), ("2002", 1), ("2003", 1))
    assert view.surfaces == (("CRM", 4),)


def test_an_id_that_is_not_there_leads_to_the_nearest(shelf: Shelf) -> None:
    one = shelf.add("Un texte.", "Une suite.", in_a_segment=1)
    for wrong, near in (
        ("tool/cmr", r"tool/crm \(CRM\)"),
        ("Crm", r"tool/crm \(CRM\)"),
        ("intelligence artificiele", "tool/ia"),
        (one[:10] + "abcdef", one),
        (f"{one}:3-3", f"{one}:0-9, {one}:10-20"),
        (f"{one}:0-99", "20 characters"),
        ("concept:tool/crm", "no series yet"),
        ("zzzz", "cmo-nlp documents, concepts, themes"),
        (one[:5], one),
        (one[:3], one),
        ("f" * 16, one),
        ("0" * 16, one),
        (f"{one[:6]}:99999999999999-{'9' * 5000}", f"{one}:0-9"),
        ("ecoute act", "skill/ecoute"),
        ("intelligence", r"near it: tool/ia \(intel"),
    ):
        with pytest.raises(InputError, match=near):
            show(shelf.connection, wrong)


def test_digits_may_be_written_in_capitals(shelf: Shelf) -> None:
    one = shelf.add("Un texte.")
    for written in (one.upper(), one[:8].upper(), f" {one} "):
        view = show(shelf.connection, written)
        assert isinstance(view, DocumentView)
        assert view.document.id == one
    assert isinstance(show(shelf.connection, f"{one[:6].upper()}:0-2"), PassageView)


def test_digits_that_begin_several_documents_are_not_enough(shelf: Shelf) -> None:
    first, second = shelf.add("Texte 2485."), shelf.add("Texte 4891.")
    assert first[:6] == second[:6]
    with pytest.raises(InputError, match="2 documents begin with"):
        show(shelf.connection, first[:6])
