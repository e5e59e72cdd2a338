"""Guided themes: what a list may hold, and which passages speak of a theme."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cmo_nlp import model_registry
from cmo_nlp.errors import InputError
from cmo_nlp.records import TopicModel
from cmo_nlp.settings import TopicSettings
from cmo_nlp.topics import EncodedThemes, Theme, Unit, add_themes, encode_themes, read_themes
from cmo_nlp.topics.themes import theme_scores

MakeUnit = Callable[..., Unit]
TEXTS = [
    "Le directeur marketing et la DSI se disputent le choix du logiciel ; les informaticiens attendent.",
    "Depuis le RGPD, le consentement se recueille par écrit et la CNIL peut demander la preuve.",
    "Le matin, il prend le train de 7 h 12 et relit son discours devant la fenêtre.",
]


def encoded(*themes: Theme) -> EncodedThemes:
    return encode_themes(themes, model_registry.load_encoder("fr_cmo_sentences").encode)


@pytest.fixture(scope="module")
def shipped() -> EncodedThemes:
    return encoded(*read_themes("shipped"))


@pytest.fixture(scope="module")
def units(make_unit: MakeUnit) -> list[Unit]:
    return [make_unit(text, f"d{i}") for i, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def sentences() -> np.ndarray:
    return model_registry.load_encoder("fr_cmo_sentences").encode(TEXTS)


def test_the_shipped_list_is_one_of_20_to_30_themes_with_6_to_15_seeds() -> None:
    themes = read_themes("shipped")
    assert 20 <= len(themes) <= 30
    assert all(6 <= len(theme.seeds) <= 15 for theme in themes), [
        (theme.name, len(theme.seeds)) for theme in themes if not 6 <= len(theme.seeds) <= 15
    ]
    assert "theme-relation-cmo-dsi" in {theme.id for theme in themes}


def test_no_seed_stands_in_two_themes() -> None:
    seeds = [seed for theme in read_themes("shipped") for seed in theme.seeds]
    assert sorted(seeds) == sorted(set(seeds))


def test_a_passage_speaks_of_the_theme_that_it_is_about(
    units: list[Unit], sentences: np.ndarray, shipped: EncodedThemes
) -> None:
    model = add_themes(TopicModel((), (), ()), units, sentences, shipped, TopicSettings())
    found = {(a.document_id, a.topic_id) for a in model.assignments}
    assert ("d0", "theme-relation-cmo-dsi") in found
    assert ("d1", "theme-vie-privee-et-rgpd") in found
    assert not {topic for document, topic in found if document == "d2"}


def test_every_theme_is_a_topic_also_one_that_nobody_speaks_of(
    units: list[Unit], sentences: np.ndarray, shipped: EncodedThemes
) -> None:
    model = add_themes(TopicModel((), (), ()), units, sentences, shipped, TopicSettings())
    assert len(model.topics) == len(shipped.themes)
    for topic in model.topics:
        members = [a for a in model.assignments if a.topic_id == topic.id]
        assert (topic.kind, topic.theme, topic.segments) == ("guided", topic.name, len(members))
        texts = " ".join(unit.text for unit in units if unit.document_id in {a.document_id for a in members})
        assert all(term in texts for term, _ in topic.terms)


def test_the_score_of_a_passage_does_not_depend_on_the_others(
    units: list[Unit], sentences: np.ndarray, shipped: EncodedThemes
) -> None:
    together = theme_scores(units, sentences, shipped)
    alone = theme_scores(units[1:2], sentences[1:2], shipped)
    assert np.allclose(together[1:2], alone, atol=1e-12)
    assert together.max() <= 1


def test_the_score_of_a_passage_does_not_depend_on_the_other_themes(
    units: list[Unit], sentences: np.ndarray, shipped: EncodedThemes
) -> None:
    everywhere = theme_scores(units, sentences, shipped)
    for few in (shipped.themes[:1], shipped.themes[:2]):
        scores = theme_scores(units, sentences, encoded(*few))
        assert np.allclose(scores, everywhere[:, : len(few)], atol=1e-9)


def test_the_phrases_of_a_name_are_seeds_and_its_words_where_there_are_none() -> None:
    assert Theme("Relation client et CRM", ("fidélité", "crm")).said == ("fidélité", "crm", "Relation client")
    assert Theme("Prix et offre", ("tarif",)).said == ("tarif",)
    assert Theme("Prix et offre", (), "Ce que cela coûte.").said == ("Prix", "offre")


def test_another_order_of_the_passages_gives_the_same_model(
    units: list[Unit], sentences: np.ndarray, shipped: EncodedThemes
) -> None:
    one = add_themes(TopicModel((), (), ()), units, sentences, shipped, TopicSettings())
    other = add_themes(TopicModel((), (), ()), units[::-1], sentences[::-1], shipped, TopicSettings())
    assert one == other


def test_inflected_and_unaccented_seeds_count(make_unit: MakeUnit) -> None:
    theme = Theme("Salons", ("salon professionnel",))
    listed = encoded(theme, Theme("Autre", ("chat",)))
    encoder = model_registry.load_encoder("fr_cmo_sentences")
    texts = ["Les salons professionnels reprennent.", "Les salons de thé reprennent."]
    scores = theme_scores([make_unit(text) for text in texts], encoder.encode(texts), listed)
    cosine = theme_scores([make_unit("rien")] * 2, encoder.encode(texts), listed)
    assert (scores[:, 0] - cosine[:, 0]).round(6).tolist() == [0.32, 0.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 1", "holds no themes"),
        ("[[theme]]\nname = 'A'", "theme 1 needs a name, and seeds"),
        ("[[theme]]\nseeds = ['a']", "theme 1 needs a name"),
        ("[[theme]]\nname = 'A'\nseeds = [1]", "theme 1 needs"),
        ("[[theme]]\nname = 'A'\nseeds = ['…']", "theme 1 needs"),
        ("[[theme]]\nname = 'A'\nseeds = 'a'", "theme 1 needs"),
        ("[[theme]]\nname = 'A'\nseeds = ['a']\nother = 1", "theme 1 needs"),
        ("[[theme]]\nname = 'A'\nseeds = ['a']\n[[theme]]\nname = 'a'\nseeds = ['b']", "two themes"),
        ("[[theme", "cannot read the themes"),
        ("theme = []", "lists no theme; to leave themes out: --themes none"),
    ],
)
def test_a_list_that_is_none_of_ours_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "t.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_themes(str(tmp_path / "t.toml"))


def test_none_is_no_theme() -> None:
    assert read_themes("none") == ()
