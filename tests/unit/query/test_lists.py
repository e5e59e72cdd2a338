"""Documents and concepts as lists, and which documents are asked for."""

import pytest

from cmo_nlp.query import ConceptView, list_concepts, list_discovered, list_documents, show
from cmo_nlp.query.document_list import passes
from cmo_nlp.records import Description, PublicationDate
from cmo_nlp.store import read, transaction, write
from tests.unit.query.conftest import Found, Shelf


def described(date: str | None, publisher: str = "Les Échos", kind: str = "column") -> Description:
    published = PublicationDate(date, "day", "text", 0.8) if date else None
    return Description(published=published, publisher=publisher, source_type=kind)


@pytest.mark.parametrize(
    ("since", "until", "date", "taken"),
    [
        ("2018", None, "2018-01-01", True),
        ("2018", None, "2017-12-31", False),
        ("2018-06", None, "2018-05-31", False),
        ("2018-06-15", "2018-06-15", "2018-06-15", True),
        (None, "2018", "2018-12-31", True),
        (None, "2018", "2019", False),
        ("2018-06", None, "2018", False),  # it may be earlier
        (None, "2018-06", "2018", False),
        ("2018", "2018", "2018-06", True),
        ("2018-07", "2018-08", "2018-07", True),
        ("2018", None, None, False),
        (None, None, None, True),
    ],
)
def test_a_date_is_taken_where_all_of_its_days_are_asked_for(
    since: str | None, until: str | None, date: str | None, *, taken: bool
) -> None:
    assert passes(described(date), read.PassageFilter(since=since, until=until)) is taken


def test_documents_are_of_one_of_the_publishers_and_one_of_the_types() -> None:
    column = described(None)
    assert passes(column, read.PassageFilter(publishers=("Les Échos", "Stratégies")))
    assert not passes(column, read.PassageFilter(publishers=("Stratégies",)))
    assert passes(column, read.PassageFilter(source_types=("column",)))
    assert not passes(column, read.PassageFilter(publishers=("Les Échos",), source_types=("essay",)))


def test_documents_come_by_date_and_families_side_by_side(shelf: Shelf) -> None:
    late = shelf.add("Un texte de 2020.", date="2020-01-01")
    early = shelf.add("Un texte de 2010.", date="2010-01-01", found=[("title", "title/cmo", "texte")])
    undated = shelf.add("Un texte sans date.", "Deux phrases.")
    copy = shelf.add("Un texte de 2010, repris.", date="2009-01-01")
    shelf.join(early, copy)
    listed = list_documents(shelf.connection, read.PassageFilter())
    assert [one.id for one in listed] == [copy, early, late, undated]
    assert [one.family for one in listed] == [early, early, None, None]
    assert [one.id for one in list_documents(shelf.connection, read.PassageFilter(), families=True)] == [
        early,
        copy,
    ]
    assert [one.id for one in list_documents(shelf.connection, read.PassageFilter(), names_role=True)] == [
        early
    ]
    assert len(list_documents(shelf.connection, read.PassageFilter(), names_role=False)) == 3
    (last,) = (one for one in listed if one.id == undated)
    assert (last.sentences, last.segments, last.mentions, last.role_mentions) == (2, 1, 0, 0)


def test_concepts_are_counted_by_document_mention_horizon_and_year(shelf: Shelf) -> None:
    crm = [("tool", "tool/crm", "CRM")]
    shelf.add(
        "Le CRM comptera.", "Un CRM, un autre CRM.", date="2012-05-01", found=crm, horizons={0: "future"}
    )
    shelf.add("Il n’a pas de CRM.", date="2015", found=crm, horizons={0: "past"})
    shelf.add("L’écoute et le CRM.", found=[*crm, ("skill", "skill/ecoute", "écoute")])
    first, second = list_concepts(shelf.connection)
    assert (first.id, first.documents, first.mentions, first.negated) == ("tool/crm", 3, 5, 1)
    assert (first.past, first.present, first.future) == (1, 0, 1)
    assert (first.first_year, first.last_year) == ("2012", "2015")
    assert (second.id, second.first_year) == ("skill/ecoute", None)
    assert [one.id for one in list_concepts(shelf.connection, ["skill"])] == ["skill/ecoute"]
    assert [one.id for one in list_concepts(shelf.connection, horizon="future")] == ["tool/crm"]
    everything = list_concepts(shelf.connection, unmentioned=True, order="name")
    assert [one.name for one in everything] == sorted((o.name for o in everything), key=str.casefold)
    assert sum(one.mentions == 0 for one in everything) == 3


def test_near_duplicates_count_as_one_document_unless_told_otherwise(shelf: Shelf) -> None:
    found: list[Found] = [("tool", "tool/crm", "CRM"), ("skill", None, "démarche qualité")]
    first = shelf.add("Le CRM et la démarche qualité.", date="2012", found=found)
    copy = shelf.add("Le CRM et la démarche qualité !", date="2013", found=found)
    shelf.add("Un CRM, une démarche qualité.", date="2014", found=found)
    shelf.join(first, copy)
    listed = (*list_concepts(shelf.connection), *list_discovered(shelf.connection))
    assert [(one.documents, one.mentions) for one in listed] == [(2, 3), (2, 3)]
    view = show(shelf.connection, "tool/crm")
    assert isinstance(view, ConceptView)
    assert view.years == (("2012", 1), ("2014", 1))
    with transaction(shelf.connection):
        write.remember(shelf.connection, "keep_duplicates", "yes")
    listed = (*list_concepts(shelf.connection), *list_discovered(shelf.connection))
    assert [(one.documents, one.mentions) for one in listed] == [(3, 3), (3, 3)]


def test_what_was_discovered_is_listed_apart_under_its_commonest_spelling(shelf: Shelf) -> None:
    shelf.add("La démarche qualité.", date="2012", found=[("skill", None, "démarche qualité")])
    shelf.add("Des demarches qualité.", found=[("skill", None, "demarches qualité")])
    shelf.add("Une démarche qualité !", found=[("skill", None, "démarche qualité")])
    assert list_concepts(shelf.connection) == ()
    (form,) = list_discovered(shelf.connection)
    assert (form.id, form.name, form.documents, form.mentions) == (None, "démarche qualité", 3, 3)
    assert (form.first_year, form.last_year) == ("2012", "2012")
