"""Boxes without telling class names, doubled headlines, bylines and where a page appeared first."""

import datetime as dt
import time

import pytest

from cmo_nlp.ingest.article import Article
from cmo_nlp.ingest.datelines import find_byline, read_dateline
from cmo_nlp.ingest.web.reader import read_web_page
from cmo_nlp.ingest.web.syndication import find_first_publisher

TODAY = dt.date(2024, 6, 15)
TITLE = "Le métier change"
FIRST = (
    "Le directeur marketing de la criée lit des tableaux de bord, négocie avec les régies et tire de ses "
    "données des décisions que la direction générale attendait depuis des années."
)
LAST = (
    "Son successeur, dit-il, devra apprendre à parler aux pêcheurs avant de parler aux acheteurs, et à se "
    "lever plus tôt que les uns et que les autres."
)


def read(inside: str = "", after: str = "", head: str = "", title: str = f"<h1>{TITLE}</h1>") -> Article:
    return read_web_page(
        f"<html><head>{head}</head><body><div class='x1'>{title}{inside}<p>{FIRST}</p><h2>Au comptoir</h2>"
        f"<ul><li>Compter les caisses.</li><li>Compter les clients.</li></ul>"
        f"<p>{LAST}</p>{after}</div></body></html>",
        TODAY,
    )


WHOLE = f"{TITLE}\n\n{FIRST}\n\nAu comptoir\n\n- Compter les caisses.\n- Compter les clients.\n\n{LAST}"


@pytest.mark.parametrize(
    "box",
    [
        "<p>Lire aussi : <a href='/a'>Une criée sans poisson</a></p>",
        "<p><strong>À lire également :</strong> « Une criée sans poisson », notre enquête de mars</p>",
        "<p>&gt;&gt; <a href='/a'>Lire aussi notre enquête sur la criée</a></p>",
        "<h3>À lire aussi</h3><ul><li><a href='/a'>Une criée sans poisson</a></li></ul>",
        "<div><h4>Sur le même sujet</h4><p><a href='/a'>Une criée sans poisson</a> 3 mai 2016</p></div>",
        "<h3>Articles similaires</h3><div><a href='/a'>Criée</a></div><div><a href='/b'>Criées</a></div>",
        "<h3>À propos de l’auteur</h3><p>Claire Vasseur a vendu du poisson avant d’écrire sur lui.</p>",
        "<p>Mots-clés : <a href='/t/1'>criée</a>, <a href='/t/2'>marketing</a></p>",
        "<p><a href='#'>Partager sur Facebook</a> <a href='#'>Tweeter</a> <a href='#'>Imprimer</a></p>",
        "<ul><li><a href='#'>Partager</a></li><li><a href='#'>Envoyer à un ami</a></li></ul>",
        "<h3>Laisser un commentaire</h3><p>Votre adresse e-mail ne sera pas publiée.</p><form></form>",
        f"<h3>2 commentaires</h3><div><p>Yves, le 3 janvier 2019 : {LAST.lower()}</p></div><p>Moi si.</p>",
        "<div><h3>Commentaires (3)</h3></div><ol><li>Premier !</li></ol>",
        f"<div><p>Les cookies, c’est pour mesurer : {LAST.lower()}</p><button>Accepter</button></div>",
        f"<div><p>Recevez notre lettre : {LAST.lower()}</p><input type=email><button>Oui</button></div>",
        "<div class='author-box'><p>Claire Vasseur suit la criée depuis 2004.</p></div>",
        "<div class='post-tags'><a href='/t/1'>criée</a></div>",
    ],
)
def test_box_under_the_article_goes_and_the_article_stays_whole(box: str) -> None:
    assert read(after=box).text == WHOLE


@pytest.mark.parametrize(
    "box",
    [
        "<p>Lire aussi : <a href='/a'>Une criée sans poisson</a></p>",
        "<p><a href='#'>Partager</a> | <a href='#'>Imprimer</a></p>",
        "<p><a href='#c'>3 commentaires</a></p>",
        f"<p>{TITLE}</p>",
    ],
)
def test_box_over_the_article_goes_and_the_article_stays_whole(box: str) -> None:
    assert read(inside=box).text == WHOLE


@pytest.mark.parametrize(
    "prose",
    [
        "<p>À lire ces chiffres, on croirait que le poisson se vend tout seul.</p>",
        "<p>Partager le marché, imprimer sa marque : la criée ne parle que de cela.</p>",
        "<p>À voir : la façade, entièrement refaite.</p>",
        "<h2>Réactions</h2><p>Les mareyeurs ont applaudi, puis ils ont demandé qui paierait la glace.</p>",
        "<h2>Pour aller plus loin</h2><p>Il faudrait un camion, un chauffeur et une route sans travaux.</p>",
        "<p>Trois commentaires du maire ont suffi à vider la salle.</p>",
        "<p>L’auteur de la facture n’a jamais été retrouvé.</p>",
        "<ul><li>Partager les quais.</li><li>Lire aussi vite que l’on compte.</li></ul>",
    ],
)
def test_sentence_with_the_words_of_a_box_stays(prose: str) -> None:
    told = read(after=prose + f"<p>{FIRST.replace('lit', 'relit')}</p>").text
    for line in prose.replace("</", "<").split("<"):
        assert line.partition(">")[2] in told


def test_known_byline_and_date_leave_the_text_and_an_author_s_own_dateline_stays() -> None:
    head = "<meta name='author' content='Claire Vasseur'><meta name='date' content='2018-10-22'>"
    line = "<p>Par Claire Vasseur</p><p>Publié le 22 octobre 2018 · Mis à jour le 3 mai 2019</p>"
    article = read(line, head=head)
    assert article.text == WHOLE
    assert article.description.modified == "2019-05-03"
    assert "Brest, le 22 octobre 2018" in read("<p>Brest, le 22 octobre 2018</p>", head=head).text
    assert "Publié le 22 octobre 2018" in read("<p>Publié le 22 octobre 2018</p>").text


def test_author_of_a_dateline_is_found_where_the_markup_names_none() -> None:
    assert read("<p>14 mars 2007 par Élodie Kervarec</p>").description.authors == ("Élodie Kervarec",)
    assert read("<p>Par Élodie Kervarec et Jean Le Goff</p>").description.authors == (
        "Élodie Kervarec",
        "Jean Le Goff",
    )


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("14 mars 2007 par Claire Vasseur", ("Claire Vasseur",)),
        ("Publié le 14 mars 2007 par Élodie Kervarec dans Bureau", ("Élodie Kervarec",)),
        ("Par Claire Vasseur, le 14 mars 2007 à 10h30", ("Claire Vasseur",)),
        ("Posté par Claire Vasseur le 14/03/2007", ("Claire Vasseur",)),
        ("14 mars 2007 - Par Claire Vasseur - 3 min", ("Claire Vasseur",)),
        ("14 mars 2007 | archives", ()),
        ("14 mars 2007 (archives)", ()),
        ("14 mars 2007, archives", ()),
    ],
)
def test_dateline_names_its_author(line: str, authors: tuple[str, ...]) -> None:
    found = read_dateline(line)
    assert found is not None
    assert found.published is not None
    assert found.published.date == "2007-03-14"
    assert found.authors == authors


@pytest.mark.parametrize(
    "text", ["Par beau temps, on vend.", "Par ailleurs Paul vend.", "x" * 600 + "\nPar Claire Vasseur", ""]
)
def test_sentence_is_no_byline(text: str) -> None:
    assert find_byline(text, 500) == ()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Article initialement paru dans Le Courrier des marques.", "Le Courrier des marques"),
        ("Cet article a été publié initialement sur le site de La Gazette, le 3 mai 2016.", "La Gazette"),
        ("(Texte d’abord publié sur le blog d’Inès Calvet)", "Inès Calvet"),
        (
            "Tribune initialement publiée dans « Terre et comptoirs » en mars.",
            "Terre et comptoirs",
        ),
        ("Cet article est republié à partir de La Conversation des quais.", "La Conversation des quais"),
        ("Publié initialement sur etal.example en mars 2012", "etal.example"),
        ("Le produit, initialement cher, a paru dans les rayons.", None),
        ("(AFP)", None),
        ("Avec l’AFP", None),
    ],
)
def test_where_a_text_appeared_first(line: str, name: str | None) -> None:
    assert find_first_publisher(f"{FIRST}\n\n{line}") == name


def test_first_publisher_is_metadata_and_its_line_stays() -> None:
    article = read(after="<p>Article initialement paru dans Le Courrier des marques.</p><p>(AFP)</p>")
    assert article.description.metadata["first_published_in"] == "Le Courrier des marques"
    assert article.text.endswith("Article initialement paru dans Le Courrier des marques.\n\n(AFP)")


@pytest.mark.parametrize(
    "filling",
    [
        "<p>Lire aussi : <a>x</a></p>" * 4_000,
        "<h3>2 commentaires</h3>" * 4_000,
        "<h3>Lire aussi</h3><ul><li><a>x</a></li></ul>" * 2_000,
        "<div><button>cookies</button></div>" * 4_000,
        "<button>cookies</button>" * 4_000,
        "<p>" + "Partager " * 50_000 + "</p>",
        "<p>initialement " + "publié sur " * 20_000 + "</p>",
    ],
)
def test_page_full_of_boxes_takes_no_quadratic_time(filling: str) -> None:
    started = time.thread_time()
    read(after=filling)
    assert time.thread_time() - started < 10
