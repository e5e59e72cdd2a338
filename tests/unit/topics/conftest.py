"""French units as the stages before make them: spaCy's tokens and lookup lemmas, no parts of speech."""

from collections.abc import Callable

import pytest
import spacy

from cmo_nlp.embed import lexical_vectors
from cmo_nlp.records import Token, TopicModel
from cmo_nlp.settings import TopicSettings
from cmo_nlp.topics import Unit, content_terms, fit

MakeUnit = Callable[..., Unit]
FitUnits = Callable[..., TopicModel]

THEMES = {
    "clients": [
        "Le parcours client se dessine à partir des données du CRM, et chaque achat en magasin l’enrichit.",
        "Sans une base clients propre, le parcours client reste aveugle et la fidélité recule.",
        "Les données clients du CRM disent la fidélité ; le parcours client en dit la cause.",
        "La fidélité naît d’un parcours client sans couture, du magasin à la base clients.",
        "Un bon CRM relie la base clients au magasin et rend le parcours client lisible.",
        "Mesurer la fidélité, c’est suivre le parcours client dans les données du magasin.",
    ],
    "création": [
        "L’agence de publicité imagine le film, et l’image de marque en sort grandie.",
        "Une campagne de publicité réussie tient à une image de marque claire et à un film juste.",
        "Le film de l’agence a relancé l’image de marque ; la campagne fut primée.",
        "L’image de marque se travaille campagne après campagne, avec la même agence.",
        "De la publicité au film court, l’agence défend l’image de marque.",
        "Le créatif de l’agence signe la campagne, l’image de marque signe le film.",
    ],
    "équipes": [
        "Le recrutement de statisticiens bouscule les équipes, et le management doit les former.",
        "Former les équipes à la statistique coûte moins que le recrutement d’experts.",
        "Le management des équipes passe par la formation et par un recrutement plus ouvert.",
        "Les équipes réclament une formation ; le recrutement attendra le budget.",
        "Un plan de formation et un recrutement patient soudent les équipes.",
        "Le recrutement d’experts vide le budget de formation des équipes.",
    ],
}


@pytest.fixture(scope="session")
def french() -> spacy.language.Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp


@pytest.fixture(scope="session")
def make_unit(french: spacy.language.Language) -> MakeUnit:
    """Return a function from a text to a unit, at `start` in its document; `upos` by word where wanted."""

    def make(text: str, document_id: str = "d01", start: int = 0, upos: dict[str, str] | None = None) -> Unit:
        tokens = tuple(
            Token(
                start + t.idx,
                start + t.idx + len(t),
                t.lemma_,
                (upos or {}).get(t.text, "X" if upos else ""),
                "",
                t.i,
                "",
            )
            for t in french(text)
        )
        return Unit(document_id, start, start + len(text), text, tokens)

    return make


@pytest.fixture(scope="session")
def fit_units() -> FitUnits:
    """Return a function that fits units with the vectors of the stage before."""

    def fit_them(units: list[Unit], **settings: int | str) -> TopicModel:
        chosen = TopicSettings(**settings)
        terms = [content_terms(unit) for unit in units]
        return fit(units, lexical_vectors(terms, chosen.dimensions, chosen.seed), chosen)

    return fit_them


@pytest.fixture(scope="session")
def small_corpus(make_unit: MakeUnit) -> list[Unit]:
    """Return 18 units of six documents, three themes in each."""
    return [
        make_unit(texts[document], f"d{document:02d}", 200 * theme)
        for document in range(6)
        for theme, texts in enumerate(THEMES.values())
    ]
