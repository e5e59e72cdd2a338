"""The French dates that ingestion reads: table, test and documentation at once."""

import datetime as dt
import unicodedata

import pytest

from cmo_nlp.ingest.authors import read_author_field
from cmo_nlp.ingest.datelines import find_byline, find_dateline, read_dateline
from cmo_nlp.ingest.dates import date_of_name, is_plausible, read_date, read_relative_date

DATES = {
    # the day is known
    "22 octobre 2018": "2018-10-22",
    "22 OCTOBRE 2018": "2018-10-22",
    "lundi 22 octobre 2018": "2018-10-22",
    "Lundi, 22 octobre 2018": "2018-10-22",
    "lun. 22 oct. 2018": "2018-10-22",
    "le 22 octobre 2018": "2018-10-22",
    "Le lundi 3 juin 2013": "2013-06-03",
    "1er mars 2021": "2021-03-01",
    "1ᵉʳ mars 2021": "2021-03-01",
    "1 er mars 2021": "2021-03-01",
    "1ER MARS 2021": "2021-03-01",
    "premier mars 2021": "2021-03-01",
    "01 mars 2021": "2021-03-01",
    "22 oct. 2018": "2018-10-22",
    "22 oct 2018": "2018-10-22",
    "22\u00a0octobre\u00a02018": "2018-10-22",
    "22\u202foctobre 2018": "2018-10-22",
    "  22   octobre 2018 ": "2018-10-22",
    "22 octobre 2018 à 10h30": "2018-10-22",
    "22 octobre 2018 à 10 h 30": "2018-10-22",
    "22 octobre 2018, 10:30": "2018-10-22",
    "22 octobre 2018 - 10h": "2018-10-22",
    "22 octobre 2018.": "2018-10-22",
    "9 janv. 2012": "2012-01-09",
    "9 février 2012": "2012-02-09",
    "9 fevrier 2012": "2012-02-09",
    "29 févr. 2012": "2012-02-29",
    "9 fév. 2012": "2012-02-09",
    "9 avril 2012": "2012-04-09",
    "9 avr. 2012": "2012-04-09",
    "9 mai 2012": "2012-05-09",
    "14 juillet 2009": "2009-07-14",
    "14 juil. 2009": "2009-07-14",
    "15 août 2009": "2009-08-15",
    "15 aout 2009": "2009-08-15",
    "30 sept. 2009": "2009-09-30",
    "2 novembre 1998": "1998-11-02",
    "2 nov. 1998": "1998-11-02",
    "31 décembre 1999": "1999-12-31",
    "31 déc. 1999": "1999-12-31",
    "22/10/2018": "2018-10-22",
    "22/10/18": "2018-10-22",
    "22.10.2018": "2018-10-22",
    "22-10-2018": "2018-10-22",
    "22 / 10 / 2018": "2018-10-22",
    "3/4/2018": "2018-04-03",
    "03/04/87": "1987-04-03",
    "lundi 22/10/2018 à 09:15": "2018-10-22",
    "22-oct-2018": "2018-10-22",
    "2018-10-22": "2018-10-22",
    "2018/10/22": "2018-10-22",
    "20181022": "2018-10-22",
    "2018-10-22T08:30:00+02:00": "2018-10-22",
    "2018-10-22T08:30:00.000Z": "2018-10-22",
    "2018-10-22 08:30": "2018-10-22",
    # the month is known
    "octobre 2018": "2018-10",
    "Octobre 2018": "2018-10",
    "oct. 2018": "2018-10",
    "janvier 2020": "2020-01",
    "en août 2020": "2020-08",
    "10/2018": "2018-10",
    "2018-10": "2018-10",
    # the year is known: no month is claimed that the source does not say
    "2018": "2018",
    "T3 2020": "2020",
    "2020-T3": "2020",
    "3e trimestre 2020": "2020",
    "1er trimestre 2020": "2020",
    "premier semestre 2021": "2021",
    "automne 2019": "2019",
    "été 2019": "2019",
    "juillet-août 2019": "2019",
    "octobre/novembre 2018": "2018",
}

NO_DATES = (
    "", "octobre", "lundi 3 juin", "22 octobre", "il y a 3 jours", "hier", "31 février 2018", "29/02/2019",
    "10/22/2018", "00/10/2018", "32 mars 2018", "2018-13-01", "depuis 2018", "en 2018, tout change", "12345",
    "décembre 2018 - janvier 2019", "hiver 2019-2020", "22 octobre 218", "T5 2020", "99", "1815 octobre",
    "22 brumaire 2018", "d" * 500,
)  # fmt: skip

PRECISION = {4: "year", 7: "month", 10: "day"}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("written", "expected"), DATES.items())
def test_french_date_is_read_with_its_precision(written: str, expected: str, form: str) -> None:
    found = read_date(unicodedata.normalize(form, written))
    assert found is not None
    assert (found.date, found.precision) == (expected, PRECISION[len(expected)])


@pytest.mark.parametrize("written", NO_DATES)
def test_what_is_no_whole_date_is_none(written: str) -> None:
    assert read_date(written) is None


# Each line with the dates of publication and of change that it says.
DATELINES = {
    "22 octobre 2018 par actency": ("2018-10-22", None),
    "22 octobre 2018": ("2018-10-22", None),
    "Le 22 octobre 2018": ("2018-10-22", None),
    "Le 22 octobre 2018 à 10h30": ("2018-10-22", None),
    "(22 octobre 2018)": ("2018-10-22", None),
    "Publié le 22 octobre 2018": ("2018-10-22", None),
    "Publiée le 22 octobre 2018.": ("2018-10-22", None),
    "Article publié le 22/10/2018 à 10h30": ("2018-10-22", None),
    "Publié en octobre 2018": ("2018-10", None),
    "Mis en ligne le 1er mars 2021": ("2021-03-01", None),
    "Date de publication : 22 octobre 2018": ("2018-10-22", None),
    "Paru le 3 juin 2013 dans La Gazette": ("2013-06-03", None),
    "Publié par Léa Martin le 22 octobre 2018 | Temps de lecture : 5 min": ("2018-10-22", None),
    "Par Léa Martin, le 22 octobre 2018": ("2018-10-22", None),
    "Par Léa Martin le 22/10/2018": ("2018-10-22", None),
    "Par Léa Martin - Publié le 22 octobre 2018": ("2018-10-22", None),
    "Paris, le 22 octobre 2018": ("2018-10-22", None),
    "Aix-en-Provence, 22 octobre 2018": ("2018-10-22", None),
    "PARIS (agence) – 22 oct. 2018": ("2018-10-22", None),
    "Marketing | 22 octobre 2018 | 3 min de lecture": ("2018-10-22", None),
    "Livre blanc – octobre 2018": ("2018-10", None),
    "Octobre 2018": ("2018-10", None),
    "Publié le 12 octobre 2023 · Mis à jour le 16 octobre 2023 · Lecture 4 min": ("2023-10-12", "2023-10-16"),
    "Mis à jour le 3 mai 2020 à 10h12 - Publié le 22 octobre 2018 à 08:30": ("2018-10-22", "2020-05-03"),
    "Dernière modification le 3 mai 2020": (None, "2020-05-03"),
    "Par Léa Martin, mis à jour le 3 mai 2020": (None, "2020-05-03"),
    "Publié le : 22 octobre 2018": ("2018-10-22", None),
    "Publié le 3 mars 2020 à 10h00 par Jean Le Bihan et Yves Le Drian": ("2020-03-03", None),
    "Jean Le Goff 14 décembre 2018": ("2018-12-14", None),
    "Temps de lecture : 4 min. Publié le 03 mars 2020": ("2020-03-03", None),
    "2022-11-05T14:00:00+01:00": ("2022-11-05", None),
    "Publié le 2022-11-05T14:00:00Z": ("2022-11-05", None),
    # issues of a newspaper
    "Les Echos, no. 22841, vendredi 14 décembre 2018, p. 21": ("2018-12-14", None),
    "Le Monde, 14 décembre 2018, n° 22841, p. 21-22": ("2018-12-14", None),
    "N° 412 - Mars 2018": ("2018-03", None),
    "Stratégies n°1975 du 6 décembre 2018": ("2018-12-06", None),
    "Édition du 14 décembre 2018": ("2018-12-14", None),
    # a span longer than a month is known to its year
    "T3 2020": ("2020", None),
    "3e trimestre 2020": ("2020", None),
    "Publié au T3 2020": ("2020", None),
    "S1 2022": ("2022", None),
    "Printemps 2012": ("2012", None),
    "Juillet-août 2019": ("2019", None),
    "La Revue des marques, n° 12, 3e trimestre 2020": ("2020", None),
}

NO_DATELINES = (
    "Le 22 octobre 2018, le CMO prenait la parole.", "Le 22 octobre 2018, le CMO prenait la parole",
    "Depuis le 22 octobre 2018, tout change", "En 2018", "2018", "22 octobre 2018 : le jour où tout a changé",
    "Du 3 mai 2018 au 5 mai 2018", "De janvier 2018 à mars 2019", "En octobre 2018", "Salon du 3 mai 2018",
    "- 22 octobre 2018", "La loi du 6 janvier 1978", "© 2018 La Gazette", "16 mars 2020. – Le stand part.",
    "Publié le 3 mai 2018, publié le 5 mai 2018", "3 mai 2018, 5 mai 2018, 7 mai 2018",
    "Salon Rayon 14 décembre 2018", "Forum Des Marques 14 décembre 2018", "Résultats du T3 2020",
    "Baromètre T3 2020", "Au printemps 2012, tout changeait.", "Décembre 2015 - janvier 2016",
    "PARIS, 11 juin 2009 (Agence) - Le directeur marketing part.",
    "Le 31 février 2018", "22 octobre 2018 " + "par un homme très bavard " * 10,
)  # fmt: skip


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("line", "expected"), DATELINES.items())
def test_dateline_says_when_it_was_published_and_modified(
    line: str, expected: tuple[str | None, str | None], form: str
) -> None:
    found = read_dateline(unicodedata.normalize(form, line).replace(" 2018", "\u00a02018"))
    assert found is not None
    assert (found.published and found.published.date, found.modified and found.modified.date) == expected


@pytest.mark.parametrize("line", NO_DATELINES)
def test_date_in_prose_is_no_dateline(line: str) -> None:
    assert read_dateline(line) is None


TODAY = dt.date(2024, 6, 15)
PROSE = "Le directeur marketing parle. " * 5
SIX_LINES = "Ligne.\n" * 6


@pytest.mark.parametrize(
    ("written", "plausible"),
    [
        ("15 juin 2024", True), ("16 juin 2024", False), ("juin 2024", True), ("juillet 2024", False),
        ("2024", True), ("2025", False), ("1er janvier 1950", True), ("31/12/1949", False), ("1949", False),
    ],
)  # fmt: skip
def test_date_after_today_or_before_1950_is_none(written: str, *, plausible: bool) -> None:
    assert is_plausible(read_date(written), TODAY) is plausible


@pytest.mark.parametrize(
    ("text", "published", "confidence"),
    [
        (f"Titre\n\n22 octobre 2018 par actency\n\n{PROSE}", "2018-10-22", 0.8),
        (f"Titre\nPublié le 22 octobre 2018\n{PROSE}", "2018-10-22", 0.9),
        (f"Titre\nOctobre 2018\n{PROSE}", "2018-10", 0.7),
        # the word « publié » decides between two dates
        (f"12 mai 2019\nTitre\nPublié le 22 octobre 2018\n{PROSE}", "2018-10-22", 0.9),
        # bare dates that differ are a chronology
        (f"3 mai 2018\nOuverture.\n5 mai 2018\nClôture.\n{PROSE}", None, None),
        # too far down
        (f"{PROSE * 5}\nPublié le 22 octobre 2018", None, None),
        (f"Publié le 22 octobre 2031\n{PROSE}", None, None),
        (f"22 octobre 1931\n{PROSE}", None, None),
        # a finer date and the month or the year that it stands in
        (f"Titre\nOctobre 2018\n22 octobre 2018\n{PROSE}", "2018-10-22", 0.8),
        (f"Titre\n3e trimestre 2020\n{PROSE}", "2020", 0.5),
        (f"Titre\nPublié au T3 2020\n{PROSE}", "2020", 0.9),
        # an agency or a release opens its first paragraph with the day
        (f"Titre\n\nPARIS, 11 juin 2009 (Agence) - {PROSE * 2}", "2009-06-11", 0.8),
        (f"Titre\n\nParis, le 22 octobre 2015 – {PROSE}", "2015-10-22", 0.8),
        (f"PARIS (Agence) — lundi 22 octobre 2018, 10h30 — « {PROSE} »", "2018-10-22", 0.8),
        (f"Saint-Jean-de-Luz (Landes), 3 mars 2020 /Agence/ -- {PROSE}", "2020-03-03", 0.8),
        (f"Paris, le 3 mai 2018 – {PROSE}\nLyon, le 5 mai 2018 – {PROSE}", None, None),
        (f"Né à Paris, le 3 mai 1968 – {PROSE}", None, None),
        (f"16 mars 2020. – {PROSE}", None, None),
        (f"Paris, le 22 octobre 2015, nous partons – {PROSE}", None, None),
        (f"{SIX_LINES}Paris, le 22 octobre 2015 – {PROSE}", None, None),
        (f"Titre\n{PROSE} En 2018, le 22 octobre 2018, tout changeait.", None, None),
    ],
)
def test_dateline_near_the_top_dates_a_text(
    text: str, published: str | None, confidence: float | None
) -> None:
    found = find_dateline(text, 600, TODAY).published
    assert (found and found.date, found and found.confidence) == (published, confidence)
    assert found is None or found.method == "text"


BYLINES = {
    "22 octobre 2018 par Anne Le Goff": ("Anne Le Goff",),
    "Par Anne Le Goff, le 3 mars 2020": ("Anne Le Goff",),
    "Par Anne Le Goff le 3 mars 2020": ("Anne Le Goff",),
    "Par Anne Le Goff Publié le 3 mars 2020": ("Anne Le Goff",),
    "Publié par Anne Le Goff en mars 2020 dans Marketing": ("Anne Le Goff",),
    "Publié le 3 mars 2020 à 10h00 par Jean Le Bihan et Yves Le Drian": ("Jean Le Bihan", "Yves Le Drian"),
    "Publié le 3 mars 2020 par Élise L’Hostis à Lyon": ("Élise L’Hostis",),
    "Jean Le Goff 14 décembre 2018": ("Jean Le Goff",),
    "Recueilli par Anne Le Goff": ("Anne Le Goff",),
    "Propos recueillis par Anne Le Goff et Jean Du Val": ("Anne Le Goff", "Jean Du Val"),
    "Entretien recueilli par Solène d’Arvor": ("Solène d’Arvor",),
    "New York 14 décembre 2018": (),
    "PARIS LA DÉFENSE 14 décembre 2018": (),
    "Recueilli par le service marketing": (),
}


@pytest.mark.parametrize("apostrophe", ["’", "'"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("line", "authors"), BYLINES.items())
def test_byline_names_its_authors_whole(
    line: str, authors: tuple[str, ...], form: str, apostrophe: str
) -> None:
    written = unicodedata.normalize(form, line.replace("’", apostrophe))
    found = find_byline(f"{written}\nLe fichier…", 500)
    assert found == tuple(unicodedata.normalize("NFC", name.replace("’", apostrophe)) for name in authors)


REFUSED = {
    "Publié le 3 juin 2031": True,
    "14 juillet 1789": True,
    "Publié le 29 février 1788": True,
    "22 octobre 1931": True,
    "Paris, le 3 mai 2131": True,
    "Publié le 3 mai 2018, mis à jour le 3 juin 2031": True,
    "3 mai 2018": False,
    "Le 14 juillet 1789, la Bastille tombait.": False,
    "1789": False,
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("line", "refused"), REFUSED.items())
def test_line_whose_date_cannot_be_is_named(line: str, form: str, *, refused: bool) -> None:
    written = unicodedata.normalize(form, line)
    assert find_dateline(f"Titre\n{written}\n{PROSE}", 600, TODAY).refused == ((written,) if refused else ())


RELATIVE_LINES = {
    "Publié il y a 3 jours": "2024-02-28",
    "Il y a 3\u00a0jours | Lecture 4 min": "2024-02-28",
    "Publiée hier par Léa Martin": "2024-03-01",
    "Hier à 14:05": "2024-03-01",
    "Aujourd’hui, 10h30": "2024-03-02",
    "il y a 3 mois": "2023-12",
    "il y a 90 ans": None,
    "Hier": None,  # a heading
    "Hier, tout changeait.": None,
    "il y a 3 jours, le directeur partait": None,
}


@pytest.mark.parametrize(("line", "date"), RELATIVE_LINES.items())
def test_relative_dateline_counts_from_the_day_of_the_crawl(line: str, date: str | None) -> None:
    text = f"Titre\n{line}\n{PROSE}"
    found = find_dateline(text, 600, TODAY, dt.date(2024, 3, 2))
    assert (found.published and found.published.date, found.relative) == (date, None)
    unknown = find_dateline(text, 600, TODAY)
    assert unknown.published is None
    assert date is None or unknown.relative == line


FIELDS = {
    "Paul DURAND et Anne Le Goff": ("Paul DURAND", "Anne Le Goff"),
    "Garnaud, Élise ; Saïd Karim": ("Élise Garnaud", "Saïd Karim"),
    "Garnaud, Élise": ("Élise Garnaud",),
    "Anne Le Goff, Paul Durand": ("Anne Le Goff", "Paul Durand"),
    "Anne Le Goff|Paul Durand": ("Anne Le Goff", "Paul Durand"),
    "Par Élise L’Hostis\u00a0; Paul Durand": ("Élise L’Hostis", "Paul Durand"),
    "Anne Le Goff avec AFP": ("Anne Le Goff", "AFP"),
    # an office or an account is no list of people
    "La Rédaction": ("La Rédaction",),
    "Direction marketing et communication": ("Direction marketing et communication",),
    "Ministère de l’Économie et de la Relance": ("Ministère de l’Économie et de la Relance",),
    "Dupont & Fils": ("Dupont & Fils",),
    "actency; jdupont": ("actency", "jdupont"),
    "; ": (),
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("written", "authors"), FIELDS.items())
def test_field_for_authors_names_each_of_them(written: str, authors: tuple[str, ...], form: str) -> None:
    assert read_author_field(unicodedata.normalize(form, written)) == authors


NAMES = {
    "2018-10-22 Le CMO.pdf": "2018-10-22",
    "20181022_tribune.txt": "2018-10-22",
    "2018_10_22.html": "2018-10-22",
    "tribune 22.10.2018.docx": "2018-10-22",
    "roubaix opt-in 14 octobre 2005.md": "2005-10-14",
    "beurre_20mars2004.txt": "2004-03-20",
    "1er mars 2021.txt": "2021-03",
    "descend-au-magasin_mars2005.txt": "2005-03",
    "Février 2012.txt": "2012-02",
    "2013-09_ferlio_CMO.md": "2013-09",
    "/corpus/2011-11-17/interview.md": None,  # only the name counts
    "2018-10-22 au 2018-10-25.txt": None,  # two dates are a span
    "credit-des-vallees_2007.txt": None,  # a year alone may be the subject
    "objectif 2030.txt": None,
    "offre_16-0932.txt": None,
    "2031-01-01.txt": None,  # after today
    "20181322.txt": None,
    "summars2005.txt": None,
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_date_in_a_file_name(name: str, expected: str | None) -> None:
    found = date_of_name(name, dt.date(2024, 6, 15))
    assert (found and found.date) == expected
    assert found is None or (found.method, found.confidence) in {("filename", 0.5), ("filename", 0.4)}


RELATIVE = {
    "il y a 3 jours": "2024-02-28",
    "Publié il y a 3 jours": "2024-02-28",
    "Il y a une semaine": "2024-02-24",
    "il y a 5 heures": "2024-03-02",
    "hier": "2024-03-01",
    "avant-hier": "2024-02-29",
    "aujourd’hui": "2024-03-02",
    "il y a 3 mois": "2023-12",
    "il y a un an": "2023",
    "il y a longtemps": None,
    "dans 3 jours": None,
}


@pytest.mark.parametrize(("written", "expected"), RELATIVE.items())
def test_relative_date_needs_the_day_of_the_crawl(written: str, expected: str | None) -> None:
    found = read_relative_date(written, dt.date(2024, 3, 2))
    assert (found and found.date) == expected
    assert read_date(written) is None
