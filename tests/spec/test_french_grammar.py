"""What the rules of grammar add to the learned components: moods, feminines, plurals, functions, capitals."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Token

MODEL = Path(__file__).parents[2] / "models" / "fr_cmo"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


def read(nlp: Language, text: str, form: str) -> Token:
    return next(token for token in nlp(text) if token.text == form)


SUBJUNCTIVES = [
    ("Il faut que les marques fassent leurs preuves.", "fassent", "faire"),
    ("Bien que l'annonceur connaisse son public, il hésite.", "connaisse", "connaître"),
    ("Pour que la campagne réussisse, il faut du temps.", "réussisse", "réussir"),
    ("Il faut que vous sachiez vendre.", "sachiez", "savoir"),
    ("Je veux que tu viennes.", "viennes", "venir"),
    ("Il faut que j'aille à Paris.", "aille", "aller"),
    ("Nous attendons que le service prenne forme.", "prenne", "prendre"),
    ("Avant que la concurrence ne réagisse, elle agit.", "réagisse", "réagir"),
    ("Il importe que chacun puisse comprendre.", "puisse", "pouvoir"),
    ("Afin que les clients reviennent, elle innove.", "reviennent", "revenir"),
    ("Pour que les ventes progressent, il recrute.", "progressent", "progresser"),
    ("Il est temps que le marketing change.", "change", "changer"),
    ("Il faut que nous mesurions les effets.", "mesurions", "mesurer"),
    ("Que l'agence produise un bilan !", "produise", "produire"),
    ("Que la marque vive !", "vive", "vivre"),
    ("Vive le numérique !", "Vive", "vivre"),
]


@pytest.mark.parametrize(("text", "form", "lemma"), SUBJUNCTIVES, ids=[text for text, *_ in SUBJUNCTIVES])
def test_a_subjunctive_is_told_by_form_or_governor(nlp: Language, text: str, form: str, lemma: str) -> None:
    verb = read(nlp, text, form)
    assert (verb.pos_, verb.lemma_, verb.morph.get("Mood")) == ("VERB", lemma, ["Sub"])


INDICATIVES = [
    ("Il sait bien que la marque vend.", "vend"),
    ("Vous pilotez la marque.", "pilotez"),
    ("Nous vendons des produits.", "vendons"),
    ("Pilotez-vous la marque ?", "Pilotez"),
    ("Comment pensez-vous réussir ?", "pensez"),
    ("Voulez-vous vendre ?", "Voulez"),
    ("Il s’agit d’un métier.", "agit"),
    ("La directrice agit vite.", "agit"),
]


@pytest.mark.parametrize(("text", "form"), INDICATIVES, ids=[text for text, _ in INDICATIVES])
def test_an_indicative_stays_one(nlp: Language, text: str, form: str) -> None:
    verb = read(nlp, text, form)
    assert (verb.morph.get("Mood"), verb.morph.get("Tense")) == (["Ind"], ["Pres"])


IMPERATIVES = [
    ("Découvrez nos offres", "Découvrez", "découvrir"),
    ("Téléchargez le guide", "Téléchargez", "télécharger"),
    ("Inscrivez-vous à la lettre", "Inscrivez", "inscrire"),
    ("N’attendez pas la fin du mois.", "attendez", "attendre"),
    ("Ne vous trompez pas de cible.", "trompez", "tromper"),
    ("Enfin, mesurez vos résultats.", "mesurez", "mesurer"),
    ("Osez la vidéo et testez vos messages.", "testez", "tester"),
    ("Prenons un exemple simple.", "Prenons", "prendre"),
    ("Commençons par le budget.", "Commençons", "commencer"),
    ("Le conseil : écoutez vos clients.", "écoutez", "écouter"),
    ("laissez-nous travailler", "laissez", "laisser"),
    ("Sachez que le client décide.", "Sachez", "savoir"),
]


@pytest.mark.parametrize(("text", "form", "lemma"), IMPERATIVES, ids=[text for text, *_ in IMPERATIVES])
def test_a_verb_without_subject_that_opens_a_sentence_is_an_imperative(
    nlp: Language, text: str, form: str, lemma: str
) -> None:
    verb = read(nlp, text, form)
    assert (verb.pos_, verb.lemma_, verb.morph.get("Mood")) == ("VERB", lemma, ["Imp"])


@pytest.mark.parametrize("mark", ["2. ", "2) ", "- ", "• ", "– ", ""])
@pytest.mark.parametrize("verb", ["Choisir", "Fidéliser", "Convaincre", "Définir"])
def test_an_item_opens_with_an_infinitive(nlp: Language, mark: str, verb: str) -> None:
    found = read(nlp, f"{mark}{verb} les clients", verb)
    assert (found.pos_, str(found.morph), found.lemma_) == ("VERB", "VerbForm=Inf", verb.lower())


FEMININES = {
    "étroite": "étroit", "exacte": "exact", "correcte": "correct", "digitale": "digital",
    "omnicanale": "omnicanal",
    "pleine": "plein", "plate": "plat", "délicate": "délicat", "compacte": "compact", "sereine": "serein",
    "égale": "égal", "illégale": "illégal", "loyale": "loyal", "lourde": "lourd", "radicale": "radical",
    "opportune": "opportun", "succincte": "succinct", "intacte": "intact", "inédite": "inédit",
    "utile": "utile", "mobile": "mobile", "facile": "facile", "publicitaire": "publicitaire", "rare": "rare",
    "active": "actif", "nombreuse": "nombreux", "ancienne": "ancien", "publique": "public",
}  # fmt: skip


@pytest.mark.parametrize(("form", "lemma"), FEMININES.items())
@pytest.mark.parametrize("plural", ["", "s"])
def test_a_feminine_adjective_has_its_masculine_for_lemma(
    nlp: Language, form: str, lemma: str, plural: str
) -> None:
    text = f"Les approches sont très {form}s." if plural else f"Cette approche est très {form}."
    found = read(nlp, text, form + plural)
    assert (found.pos_, found.lemma_) == ("ADJ", lemma)


LEMMAS = [
    ("Les codes promo et les capitaux", "codes", "code"),
    ("Les codes promo et les capitaux", "capitaux", "capital"),
    ("La directrice marketing parle.", "directrice", "directeur"),
    ("Les directrices marketing parlent.", "directrices", "directeur"),
    ("Elle est directrice marketing.", "directrice", "directeur"),
    ("Les consommatrices décident.", "consommatrices", "consommateur"),
    ("La cheffe de projet décide.", "cheffe", "chef"),
    ("Les cheffes de projet décident.", "cheffes", "chef"),
    ("La matrice et la cicatrice", "matrice", "matrice"),
    ("les clients auxquels il pense", "auxquels", "lequel"),
    ("Ils décident eux-mêmes.", "eux-mêmes", "lui-même"),
    ("Elles décident elles-mêmes.", "elles-mêmes", "lui-même"),
    ("Nous-mêmes, nous doutons.", "Nous-mêmes", "nous-même"),
    ("Ainsi, tu pilotes la marque.", "pilotes", "piloter"),
    ("Ainsi, tu pilotes la marque.", "tu", "toi"),
    ("Face aux multiples contraintes", "aux", "à le"),
    ("Un outil, c’est-à-dire un moyen", "c’est-à-dire", "c'est-à-dire"),
    ("Quelqu’un décide.", "Quelqu’un", "quelqu'un"),
    ("Le conseil de prud’hommes", "prud’hommes", "prud’homme"),
    ("Au 17e siècle", "17e", "17e"),
    ("Deux figures du marketing", "figures", "figure"),
]


@pytest.mark.parametrize(
    ("text", "form", "lemma"), LEMMAS, ids=[f"{f}-{n}" for n, (_, f, _) in enumerate(LEMMAS)]
)
def test_lemmas(nlp: Language, text: str, form: str, lemma: str) -> None:
    assert read(nlp, text, form).lemma_.replace("’", "'") == lemma.replace("’", "'")


PARTS = [
    ("Lequel choisir ?", "Lequel", "PRON", "lequel"),
    ("Lesquelles garder ?", "Lesquelles", "PRON", "lequel"),
    ("Les directeur·rices décident.", "directeur·rices", "NOUN", "directeur"),
    ("Les client·e·s décident.", "client·e·s", "NOUN", "client"),
    ("Les salarié(e)s décident.", "salarié(e)s", "NOUN", "salarié"),
    ("Les consommateurs·trices décident.", "consommateurs·trices", "NOUN", "consommateur"),
    ("Les équipes sont exigeant·e·s.", "exigeant·e·s", "ADJ", "exigeant"),
    ("Tou.te.s décident.", "Tou.te.s", "PRON", "tout"),
    ("Iels décident.", "Iels", "PRON", "lui"),
    ("Directrice Marketing", "Directrice", "NOUN", "directeur"),
    ("Directeur Marketing chez Danone", "Marketing", "NOUN", "marketing"),
    ("Le Marketing change.", "Marketing", "NOUN", "marketing"),
    ("le parcours client", "client", "NOUN", "client"),
    ("le service IT", "IT", "NOUN", "IT"),
    ("le C M O", "M", "NOUN", "M"),
]


@pytest.mark.parametrize(("text", "form", "upos", "lemma"), PARTS, ids=[text for text, *_ in PARTS])
def test_parts_of_speech(nlp: Language, text: str, form: str, upos: str, lemma: str) -> None:
    found = read(nlp, text, form)
    assert (found.pos_, found.lemma_) == (upos, lemma)


@pytest.mark.parametrize("blank", ["\u00a0\n\n", "\u202f\n\n", " \n\n", "\n\u00a0\n", "\n \t\n", "\r\n\r\n"])
def test_a_blank_line_ends_a_sentence_whatever_blanks_it_holds(nlp: Language, blank: str) -> None:
    assert len(list(nlp(f"Titre{blank}Le marketing change.").sents)) == 2


def test_features_are_written_as_the_morphologizer_writes_them(nlp: Language) -> None:
    """Universal Dependencies sort features by name."""
    ruler = nlp.get_pipe("grammar")
    morphs = [pattern["attrs"]["MORPH"] for pattern in ruler.patterns if "MORPH" in pattern["attrs"]]  # type: ignore[attr-defined]
    assert all(morph.split("|") == sorted(morph.split("|"), key=str.lower) for morph in morphs)


def test_no_class_of_forms_is_left_as_a_lemma(nlp: Language) -> None:
    text = "Il faut qu'elle vienne : pilotez, choisissez, la directrice agit. Inédite, IT, DATA, Vive !"
    assert [t.text for t in nlp(text) if t.lemma_.startswith("@")] == []
