"""Names in filters, and the nearest ones where there is none."""

import pytest

from cmo_nlp.errors import InputError, UsageError
from cmo_nlp.query import Question, Wanted, network, resolve, search
from cmo_nlp.records import Description, Topic, TopicModel
from cmo_nlp.store import transaction, write
from tests.unit.query.conftest import Found, Shelf


@pytest.fixture
def kiosk(shelf: Shelf) -> Shelf:
    for number, (publisher, kind) in enumerate(
        (("La Gazette des annonceurs", "interview"), ("Le Relais des métiers", "column"))
    ):
        shelf.add(f"Texte {number}.", description=Description(publisher=publisher, source_type=kind))
    theme = Topic("theme-prix-et-offre", "Prix et offre", "guided", "Prix et offre", "", (), 0, 0, None, ())
    with transaction(shelf.connection):
        write.replace_topics(shelf.connection, TopicModel((theme,), (), ()))
    return shelf


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        (Wanted(publishers=("gazette",)), "near it: La Gazette des annonceurs$"),
        (Wanted(publishers=("Relai",)), "near it: Le Relais des métiers$"),
        (Wanted(publishers=("Figaro",)), "there are: La Gazette des annonceurs, Le Relais des métiers$"),
        (Wanted(topics=("Prix",)), "near it: Prix et offre"),
        (Wanted(source_types=("entretien",)), "there are: column, interview$"),
        (Wanted(source_types=("intervew",)), "near it: interview$"),
        (Wanted(concepts=("directeur marketin",)), "near it: directeur marketing"),
        (Wanted(concepts=("zzzz",)), "cmo-nlp concepts$"),
    ],
)
def test_a_name_that_is_not_there_leads_to_the_nearest(kiosk: Shelf, wanted: Wanted, near: str) -> None:
    with pytest.raises(InputError, match=near):
        resolve(kiosk.connection, wanted)


def test_a_long_name_is_cut_in_the_message(kiosk: Shelf) -> None:
    for wanted in (Wanted(concepts=("x" * 20_000,)), Wanted(publishers=("mot " * 5_000,))):
        with pytest.raises(InputError) as told:
            resolve(kiosk.connection, wanted)
        assert len(str(told.value)) < 250


def test_a_network_is_drawn_around_a_name_or_an_id(shelf: Shelf) -> None:
    found: list[Found] = [("title", "title/cmo", "CMO"), ("counterpart", "counterpart/dsi", "DSI")]
    for number in range(2):
        shelf.add(f"Le CMO et le DSI {number}.", found=found)
    for around in ("counterpart/dsi", "DSI", "dsi", "Directeur Marketing"):
        (edge,) = network(shelf.connection, around=around).edges
        assert (edge.source, edge.target) == ("counterpart/dsi", "title/cmo")
    with pytest.raises(InputError, match="near it: directeur marketing"):
        network(shelf.connection, around="directeur marketin")


@pytest.mark.parametrize(
    ("since", "until", "empty"),
    [
        ("2020", "2010", True),
        ("2018-07", "2018-06", True),
        ("2018-06-02", "2018-06-01", True),
        ("2018-06", "2018", False),
        ("2018", "2018-06", False),
        ("2018-06-01", "2018-06", False),
        ("2018", "2018", False),
    ],
)
def test_a_span_that_no_day_is_in_is_told(shelf: Shelf, since: str, until: str, *, empty: bool) -> None:
    wanted = Wanted(since=since, until=until)
    if empty:
        with pytest.raises(UsageError, match=f"nothing lies between --since {since} and --until {until}"):
            resolve(shelf.connection, wanted)
    else:
        assert resolve(shelf.connection, wanted).since == since


def test_a_horizon_and_a_denial_are_asked_of_one_mention(shelf: Shelf) -> None:
    found: list[Found] = [("tool", "tool/crm", "CRM"), ("tool", "tool/ia", "IA")]
    shelf.add("Il n’a pas de CRM.", "Demain, il aura l’IA.", found=found, horizons={1: "future"})

    def hits(wanted: Wanted) -> int:
        question = Question("il", mode="text", wanted=resolve(shelf.connection, wanted))
        return search(shelf.connection, question).found

    assert hits(Wanted(negated=True)) == hits(Wanted(horizons=["future"])) == 1
    assert hits(Wanted(negated=True, horizons=["future"])) == 0
    assert hits(Wanted(negated=False, horizons=["future"])) == 1
