"""Names in filters, and the nearest ones where there is none."""

import pytest

from cmo_nlp.errors import InputError
from cmo_nlp.query import Wanted, network, resolve
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
