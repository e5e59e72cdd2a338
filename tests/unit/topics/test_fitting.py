"""Topics of small French corpora, with the real BERTopic."""

import dataclasses
import random
import unicodedata
from collections.abc import Callable

import numpy as np
import pytest

from cmo_nlp.records import TopicModel
from cmo_nlp.settings import TopicSettings
from cmo_nlp.topics import Unit, fit


@pytest.fixture(scope="module")
def model(small_corpus: list[Unit], fit_units: Callable[..., TopicModel]) -> TopicModel:
    return fit_units(small_corpus)


def members(model: TopicModel, units: list[Unit], topic_id: str) -> list[Unit]:
    inside = {(a.document_id, a.start) for a in model.assignments if a.topic_id == topic_id}
    return [unit for unit in units if (unit.document_id, unit.start) in inside]


def test_each_theme_of_the_corpus_becomes_a_topic(model: TopicModel, small_corpus: list[Unit]) -> None:
    themes = [{unit.start for unit in members(model, small_corpus, topic.id)} for topic in model.topics]
    assert sorted(map(sorted, themes)) == [[0], [200], [400]]
    assert [topic.segments for topic in model.topics] == [6, 6, 6]
    assert [topic.documents for topic in model.topics] == [6, 6, 6]


def test_topics_are_numbered_by_size_then_by_their_first_unit(model: TopicModel) -> None:
    first = model.assignments[0]
    assert [topic.id for topic in model.topics] == ["topic-01", "topic-02", "topic-03"]
    assert (first.document_id, first.start, first.topic_id) == ("d00", 0, "topic-01")


def test_names_are_french_noun_phrases_each_different(model: TopicModel) -> None:
    names = {topic.name for topic in model.topics}
    assert len(names) == 3
    assert {"parcours client", "image de marque"} <= names


def test_every_term_and_name_stands_in_the_texts_of_its_topic(
    model: TopicModel, small_corpus: list[Unit]
) -> None:
    for topic in model.topics:
        texts = [unit.text for unit in members(model, small_corpus, topic.id)]
        for word in [*topic.name.split(" et "), *(term for term, _ in topic.terms)]:
            assert any(word in text for text in texts), word


def test_terms_come_heaviest_first_and_as_many_as_asked(model: TopicModel) -> None:
    for topic in model.topics:
        weights = [weight for _, weight in topic.terms]
        assert weights == sorted(weights, reverse=True)
        assert len(weights) == 10


def test_accents_survive_bertopic(model: TopicModel) -> None:
    terms = {term for topic in model.topics for term, _ in topic.terms}
    assert {"équipes", "fidélité"} <= terms


def test_quotations_are_members_of_their_topic(model: TopicModel, small_corpus: list[Unit]) -> None:
    for topic in model.topics:
        inside = {(unit.document_id, unit.start, unit.end) for unit in members(model, small_corpus, topic.id)}
        assert len(topic.quotations) == 3
        assert set(topic.quotations) <= inside


def test_probabilities_are_degrees_between_0_and_1(model: TopicModel) -> None:
    assert all(0 < a.probability <= 1 for a in model.assignments if a.topic_id)


def test_well_separated_themes_are_stable(model: TopicModel) -> None:
    assert [topic.stability for topic in model.topics] == [1.0, 1.0, 1.0]


def test_each_unit_has_the_share_of_runs_in_which_it_stays(model: TopicModel) -> None:
    assert {a.consensus for a in model.assignments} == {1.0}


def test_figures_of_the_model_stand_beside_it(model: TopicModel) -> None:
    assert model.figures
    assert model.figures.consensus == 1.0
    assert model.figures.coherence is not None
    assert 0 < model.figures.coherence <= 1
    assert model.figures.diversity is not None
    assert 0.7 < model.figures.diversity <= 1


def test_a_small_corpus_is_remarked_on(model: TopicModel) -> None:
    assert any("18 passages seulement" in remark for remark in model.remarks)


@pytest.mark.parametrize("seed", range(10))
def test_another_order_of_the_units_gives_the_same_model(
    seed: int, model: TopicModel, small_corpus: list[Unit], fit_units: Callable[..., TopicModel]
) -> None:
    shuffled = random.Random(seed).sample(small_corpus, len(small_corpus))
    assert fit_units(shuffled) == model


def test_runs_are_as_many_as_asked_and_draw_passages_of_few_documents(
    model: TopicModel, small_corpus: list[Unit], fit_units: Callable[..., TopicModel]
) -> None:
    assert model.figures
    assert model.figures.runs == 5
    assert any("tirant des passages, non des documents" in remark for remark in model.remarks)
    spread = [dataclasses.replace(unit, document_id=f"e{i:02d}") for i, unit in enumerate(small_corpus)]
    fitted = fit_units(spread, runs=2)
    assert fitted.figures
    assert fitted.figures.runs == 2
    assert not any("tirant" in remark for remark in fitted.remarks)


def test_one_run_measures_no_stability(
    small_corpus: list[Unit], fit_units: Callable[..., TopicModel]
) -> None:
    model = fit_units(small_corpus, runs=1)
    assert {topic.stability for topic in model.topics} == {None}
    assert {a.consensus for a in model.assignments} == {None}
    assert model.figures
    assert (model.figures.consensus, model.figures.runs) == (None, None)


def test_the_number_of_topics_can_be_set(
    small_corpus: list[Unit], fit_units: Callable[..., TopicModel]
) -> None:
    assert len(fit_units(small_corpus, topics=6, runs=2).topics) == 6


def test_more_topics_than_segments_are_cut_with_a_remark(
    small_corpus: list[Unit], fit_units: Callable[..., TopicModel]
) -> None:
    fitted = fit_units(small_corpus[:4], topics=9, runs=1)
    assert len(fitted.topics) == 4
    assert any("9 thèmes demandés" in remark for remark in fitted.remarks)


def test_finer_topics_are_more(small_corpus: list[Unit], fit_units: Callable[..., TopicModel]) -> None:
    counts = [len(fit_units(small_corpus, granularity=g, runs=1).topics) for g in ("coarse", "fine")]
    assert counts[0] < counts[1]


def test_no_units_give_no_topics_and_a_remark(fit_units: Callable[..., TopicModel]) -> None:
    assert fit_units([]) == TopicModel((), (), ("pas de thème : il n’y a aucun passage",))


def test_one_unit_is_one_topic(make_unit: Callable[..., Unit], fit_units: Callable[..., TopicModel]) -> None:
    fitted = fit_units([make_unit("La relation client passe par le téléphone.")])
    assert [(topic.name, topic.segments) for topic in fitted.topics] == [("relation client", 1)]
    assert fitted.assignments[0].probability == 1.0
    assert fitted.remarks[0].startswith("un seul passage : ")


def test_one_topic_has_no_stability_for_no_run_could_find_another(
    small_corpus: list[Unit], fit_units: Callable[..., TopicModel]
) -> None:
    fitted = fit_units(small_corpus, topics=1, runs=3)
    assert [topic.stability for topic in fitted.topics] == [None]
    assert {a.consensus for a in fitted.assignments} == {None}


def test_two_hundred_copies_are_one_topic_quoted_once(
    make_unit: Callable[..., Unit], fit_units: Callable[..., TopicModel]
) -> None:
    copies = [make_unit("L’expérience client se joue en magasin.", f"d{i:03d}") for i in range(200)]
    fitted = fit_units(copies)
    assert [topic.segments for topic in fitted.topics] == [200]
    assert len(fitted.topics[0].quotations) == 1
    assert "les 200 passages ont le même contenu : un seul thème" in fitted.remarks


def test_two_texts_in_many_copies_are_two_topics_with_two_names(
    make_unit: Callable[..., Unit], fit_units: Callable[..., TopicModel]
) -> None:
    texts = ["L’expérience client en magasin.", "La statistique des équipes."]
    units = [make_unit(texts[i % 2], f"d{i:02d}") for i in range(20)]
    fitted = fit_units(units, topics=2)
    assert sorted(topic.segments for topic in fitted.topics) == [10, 10]
    assert len({topic.name for topic in fitted.topics}) == 2


def test_a_corpus_of_one_word_is_one_topic(
    make_unit: Callable[..., Unit], fit_units: Callable[..., TopicModel]
) -> None:
    fitted = fit_units([make_unit("marque", f"d{i:02d}") for i in range(40)])
    assert [(topic.name, topic.segments) for topic in fitted.topics] == [("marque", 40)]
    assert [term for term, _ in fitted.topics[0].terms] == ["marque"]


def test_digits_only_are_too_short_each(
    make_unit: Callable[..., Unit], fit_units: Callable[..., TopicModel]
) -> None:
    fitted = fit_units([make_unit("12 345 67 % 2018", f"d{i}") for i in range(5)])
    assert fitted.topics == ()
    assert {a.reason for a in fitted.assignments} == {"too-short"}
    assert fitted.remarks == ("pas de thème : aucun passage n’a de mot plein",)


def test_units_without_content_words_are_too_short_beside_the_others(
    make_unit: Callable[..., Unit], small_corpus: list[Unit], fit_units: Callable[..., TopicModel]
) -> None:
    empty = make_unit("Et alors, que faire ?", "d99", 0)
    fitted = fit_units([*small_corpus, empty], runs=1)
    assert fitted.assignments[-1].reason == "too-short"
    assert sum(a.topic_id is not None for a in fitted.assignments) == 18


def test_a_unit_like_no_topic_is_an_outlier(small_corpus: list[Unit]) -> None:
    vectors = np.zeros((18, 3))
    vectors[np.arange(17), [0, 1, 2] * 5 + [0, 1]] = 1
    fitted = fit(small_corpus, vectors, TopicSettings(runs=1))
    last = fitted.assignments[-1]
    assert (last.topic_id, last.probability, last.reason) == (None, None, "outlier")
    assert sum(topic.segments for topic in fitted.topics) == 17


def test_units_that_share_nothing_with_the_vectors_are_all_outliers(small_corpus: list[Unit]) -> None:
    fitted = fit(small_corpus, np.zeros((18, 1)), TopicSettings())
    assert fitted.topics == ()
    assert {a.reason for a in fitted.assignments} == {"outlier"}


def test_units_of_verbs_alone_still_get_a_name(
    make_unit: Callable[..., Unit], fit_units: Callable[..., TopicModel]
) -> None:
    fitted = fit_units([make_unit("Communiquer, négocier, communiquer !")])
    assert fitted.topics[0].name.casefold() in {"communiquer", "négocier"}


def test_decomposed_accents_and_no_break_spaces_are_read(
    make_unit: Callable[..., Unit], fit_units: Callable[..., TopicModel]
) -> None:
    text = unicodedata.normalize("NFD", "« Fidélité : la fidélité des équipes dure. »")
    fitted = fit_units([make_unit(text)])
    assert unicodedata.normalize("NFC", fitted.topics[0].name).casefold().startswith("fidélité")
    assert all(term in text for term, _ in fitted.topics[0].terms)


def test_progress_hears_of_each_phase(small_corpus: list[Unit]) -> None:
    heard: list[str] = []
    fit(small_corpus[:3], np.eye(3), TopicSettings(runs=2), heard.append)
    assert heard == [
        "choosing the number of topics", "fitting 1 topics", "measuring stability over 2 runs",
        "naming the topics",
    ]  # fmt: skip


def test_fitting_prints_nothing_and_warns_of_nothing(
    small_corpus: list[Unit],
    fit_units: Callable[..., TopicModel],
    capsys: pytest.CaptureFixture[str],
    recwarn: pytest.WarningsRecorder,
) -> None:
    fit_units(small_corpus, runs=1)
    assert capsys.readouterr() == ("", "")
    assert [str(w.message) for w in recwarn] == []
