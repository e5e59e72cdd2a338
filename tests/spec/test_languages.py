"""What language a text is in: a table that is test and documentation at once. Texts ours, CC0."""

# ruff: noqa: E501 - one text a line

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_nlp.ingest.language import LANGUAGES, UNDETERMINED, detect_language

ENGLISH_QUOTE = (
    "“Marketing is too important to be left to the marketing department,” she told us after the conference."
)
ENGLISH_NOTICE = (
    "This press release contains forward-looking statements that involve risks and uncertainties. Actual results may "
    "differ materially from those expressed or implied, and the company undertakes no obligation to update them."
)
ENGLISH_DUTIES = (
    "- Drive brand awareness and demand generation across the whole EMEA region with a team of twelve people\n"
    "- Own the marketing budget and report monthly on pipeline contribution to the executive committee\n"
    "- Work closely with product, sales and customer success to bring new features to market"
)
FRENCH = (
    "La directrice marketing a présenté son plan au comité de direction mardi matin. Elle demande un budget en hausse "
    "de quatre pour cent et deux recrutements, l’un pour les études, l’autre pour la relation avec les magasins."
)

FRENCH_THROUGHOUT = [
    FRENCH,
    "Le directeur marketing arrive à huit heures et ouvre les panels avant tout le monde.",
    "Notre CMO pilote le brand content, le growth hacking et le social listening avec une équipe de six personnes.",
    "Le CMO challenge les KPI du funnel : CAC, LTV, churn, NPS et taux de conversion des leads MQL en SQL.",
    "Un bon growth hacker sait faire de l’A/B testing, du scraping, du SEO et du cold emailing le même jour.",
    "Brand content, storytelling, influence marketing : les directions marketing ne parlent plus français.",
    "On brief l’agence lundi, on review les assets mercredi et on go live jeudi, sauf si le legal bloque.",
    "Le Chief Marketing Officer devient Chief Growth Officer, puis Chief Customer Officer, puis il change de boîte.",
    "Customer centric, data driven, test and learn : trois slogans que le comité de direction répète sans les traduire.",
    "Ton job\n\nLead gen, inbound, marketing automation. Tu gères HubSpot, Salesforce et les landing pages avec le CTO.",
    "Growth hacking\n\nBrand content\n\nSocial selling\n\nMarketing automation\n\n" + FRENCH,
    "Vos missions\n- Growth\n- Brand content\n- Lead nurturing\n- Reporting\n" + FRENCH,
    "Profil recherché : Bac+5, anglais courant, dix ans d’expérience en retail, maîtrise de Google Analytics.",
    "Rejoignez une scale-up B2B SaaS en hyper-croissance ! Vous managez trois product marketing managers et un CRM.",
    "DIRECTEUR MARKETING GRANDE CONSOMMATION : POSTE BASÉ À NANTES, DÉPLACEMENTS FRÉQUENTS DANS LES FILIALES.",
    "le directeur marketing a ete nomme par le conseil, il dirigera aussi la communication et les etudes",
    "Qu’est-ce qu’un directeur marketing ? Celui qu’on appelle quand les ventes baissent et qu’on oublie sinon.",
    "En 2018, 42 % des 1 200 répondants déclaraient un budget en hausse, contre 31 % en 2017 et 28 % en 2016.",
    "Selon Gartner, Forrester et McKinsey, les budgets martech de Coca-Cola, Unilever et Procter & Gamble reculent.",
    "Le livre blanc « The Future of the CMO » est paru en mars ; il tient en vingt pages et en dit peu.",
    "J’ai kiffé ce poste. Franchement, t’as une équipe au top et un boss qui te laisse tester tes trucs.",
    "Au Québec, le magasinage en ligne des Fêtes a doublé ; la directrice du marketing y voit un virage durable.",
    "Mise à jour du catalogue : réf. A-113, B-207 et C-310 en rupture, prix barrés retirés des fiches produit.",
]

IN_ANOTHER_LANGUAGE = [
    ("en", "The chief marketing officer presented her plan to the board on Tuesday and asked for two more people."),
    ("en", "I spent fourteen years in that sort of job, and I winced. Customers learned to wait for me."),
    ("en", "We met the marketing team in Paris, near the Champs-Élysées, and talked about haute couture and savoir-faire."),
    ("es", "La directora de marketing presentó su plan al comité el martes por la mañana y pidió dos contrataciones más."),
    ("es", "Las empresas españolas invierten cada vez más en publicidad digital, aunque los presupuestos siguen siendo bajos."),
    ("it", "La direttrice marketing ha presentato il suo piano al comitato martedì mattina e ha chiesto due assunzioni."),
    ("it", "Le imprese italiane investono sempre di più nella pubblicità digitale, ma i bilanci restano piccoli."),
    ("ar", "قدّمت مديرة التسويق خطتها إلى لجنة الإدارة صباح يوم الثلاثاء وطلبت زيادة في الميزانية وتوظيف شخصين."),
    ("ar", "تستثمر الشركات المغربية أكثر فأكثر في الإعلانات الرقمية رغم أن الميزانيات لا تزال محدودة."),
    ("pt", "A diretora de marketing apresentou o seu plano à comissão na terça-feira de manhã e pediu mais duas pessoas."),
    ("de", "Die Marketingleiterin stellte ihren Plan am Dienstagmorgen dem Vorstand vor und bat um zwei weitere Stellen."),
    ("nl", "De marketingdirecteur presenteerde haar plan dinsdagochtend aan de directie en vroeg om twee extra mensen."),
    ("pl", "Dyrektorka marketingu przedstawiła we wtorek rano swój plan zarządowi i poprosiła o dwa nowe etaty."),
    ("ru", "Директор по маркетингу представила свой план правлению во вторник утром и попросила ещё двух сотрудников."),
    ("zh", "市场总监周二上午向董事会介绍了她的计划，并要求增加预算和两名员工。"),
]  # fmt: skip

MIXED = [
    # text, the language of most of it, the others, their share at least and at most
    (f"{FRENCH}\n\n{ENGLISH_QUOTE}\n\n{FRENCH}", "fr", ["en"], 0.1, 0.25),
    (f"{FRENCH} Elle cite volontiers son ancienne patronne : {ENGLISH_QUOTE} Puis elle sourit. {FRENCH}", "fr", ["en"], 0.1, 0.25),
    (f"{FRENCH}\n\n{FRENCH}\n\n{ENGLISH_NOTICE}", "fr", ["en"], 0.2, 0.4),
    (f"{ENGLISH_NOTICE}\n\n{FRENCH}\n\n{FRENCH}\n\n{FRENCH}", "fr", ["en"], 0.1, 0.3),
    (f"Directeur marketing Europe (H/F)\n\n{FRENCH}\n\nVos missions\n\n{ENGLISH_DUTIES}\n\nVotre profil\n\n{FRENCH}", "fr", ["en"], 0.25, 0.45),
    (f"{FRENCH}\n\n{IN_ANOTHER_LANGUAGE[3][1]}\n\n{FRENCH}\n\n{ENGLISH_QUOTE}", "fr", ["en", "es"], 0.05, 0.25),
    (f"{FRENCH}\n\n{IN_ANOTHER_LANGUAGE[7][1]}\n\n{FRENCH}", "fr", ["ar"], 0.1, 0.3),
    (f"{ENGLISH_NOTICE}\n\n{ENGLISH_DUTIES}\n\n{FRENCH}", "en", ["fr"], 0.25, 0.45),
]  # fmt: skip

NO_LANGUAGE = ["", " \n\n ", "…", "12 % ; 14 € ; 2018", "--- *** ---", "\u200d", "2004 2005 2006"]


@pytest.mark.parametrize("text", FRENCH_THROUGHOUT)
def test_french_however_full_of_english_words_is_french_and_not_mixed(text: str) -> None:
    found = detect_language(text)
    assert (found.code, found.others) == ("fr", {})


@pytest.mark.parametrize(("code", "text"), IN_ANOTHER_LANGUAGE)
def test_another_language_is_told(code: str, text: str) -> None:
    found = detect_language(text)
    assert (found.code, found.others) == (code, {})
    assert found.confidence >= 0.8


@pytest.mark.parametrize(("text", "code", "others", "least", "most"), MIXED)
def test_a_passage_in_another_language_makes_a_text_mixed(
    text: str, code: str, others: list[str], least: float, most: float
) -> None:
    found = detect_language(text)
    assert found.code == code
    assert sorted(found.others) == others
    assert all(least <= share <= most for share in found.others.values())


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_what_holds_no_word_is_in_no_language(text: str) -> None:
    assert detect_language(text) == (UNDETERMINED, 0.0, {})


def test_the_table_holds_forty_texts() -> None:
    assert len(FRENCH_THROUGHOUT) + len(IN_ANOTHER_LANGUAGE) + len(MIXED) + len(NO_LANGUAGE) >= 40


@pytest.mark.parametrize("text", [FRENCH, ENGLISH_NOTICE, *(text for text, *_ in MIXED)])
def test_the_same_text_gets_the_same_answer(text: str) -> None:
    assert detect_language(text) == detect_language(text)


def test_a_text_on_one_long_line_is_read_in_linear_time() -> None:
    assert detect_language("« " * 200_000 + FRENCH * 2_000).code == "fr"


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_characters_have_an_answer(text: str) -> None:
    found = detect_language(text)
    assert found.code in (*LANGUAGES, UNDETERMINED)
    assert 0 <= found.confidence <= 1
    assert 0 <= sum(found.others.values()) <= 1.001
    assert found.code not in found.others
