"""Rules of French grammar, as `attribute_ruler` patterns, for what the morphologizer had too few examples of.

The treebanks have 200 subjunctives and 75 imperatives. Where the form or its place tells beyond doubt, the
rules have the last word; they run after the parser, because an imperative is told by the start of a sentence.
`LEMMA` holds the class of the form here (`training/word_classes.py`). Later patterns win over earlier ones.
"""

from collections.abc import Iterator
from typing import Any

from training.word_classes import (
    ADJECTIVE,
    FUNCTION,
    HOMOGRAPH,
    IMPERATIVE,
    INFINITIVE,
    LOAN,
    PRESENT,
    SELF,
    SUBJUNCTIVE,
    TITLED,
)

__all__ = ["patterns"]

Token = dict[str, Any]
Pattern = dict[str, Any]

_THAT = ("que", "qu'", "qu’")
_OBJECTS = (
    "me", "m'", "m’", "te", "t'", "t’", "se", "s'", "s’", "le", "la", "l'", "l’", "les", "lui", "leur",
    "nous", "vous", "en", "y",
)  # fmt: skip
_NOT = ("ne", "n'", "n’")
# What may stand before an imperative without being its subject.
_LINKS = (
    "et", "puis", "alors", "mais", "donc", "ensuite", "enfin", "surtout", "ou", "bref", "ainsi", "maintenant",
    "aussi", "d'abord", "aujourd'hui", "aujourd’hui", "désormais",
)  # fmt: skip
_OPENERS = ("«", "“", '"', ":", "•", "-", "–", "—", "▪", "→", "►", "(")
_COUNTED = (".", ")", "/", "•", "-", "–", "—", "*", "▪", "■", "●", "→", "►")
_HYPHENED = ("-moi", "-le", "-la", "-les", "-lui", "-leur", "-en", "-y")
# Conjunctions, verbs and adjectives that govern a subjunctive, as they stand before « que ».
_CONJUNCTIONS = ("pour", "afin", "avant", "sans", "pourvu", "condition", "crainte", "peur", "malgré")
_GOVERNORS = """
faut faudra faudrait fallait fallût fallu faille
veux veut voulons voulez veulent voulait voulaient voulais veuille voudrais voudrait voudraient voulu vouloir
souhaite souhaites souhaitons souhaitez souhaitent souhaitait souhaitaient souhaiterais souhaiterait souhaiter
exige exigent exigeait exigeaient exigera exiger exigeons exigez
préfère préfèrent préférons préférez préférerais préférerait préférer
crains craint craignent craignait craignaient craindre redoute redoutent redouter
doute doutent doutons doutez douter doutait
évite évitent éviter évitons évitez éviterait empêche empêchent empêcher
attend attendent attendre attendons attendez
aimerais aimerait aimeraient aimerions aimeriez
mérite méritent suffit suffirait suffira importe
nécessaire important essentiel indispensable primordial crucial souhaitable préférable possible impossible
temps normal dommage rare regrettable étonnant impératif capital vital fondamental urgent bon utile inutile
naturel logique étrange surprenant
""".split()  # noqa: SIM905
# An imperative may be joined to another over anything but a question or a clause.
_NO_OBJECT = ("vous", "-vous", "nous", "-nous", "que", "qu'", "qu’", "qui", "si")
_SECOND = 2
_OPTATIVE = ("le", "la", "l'", "l’", "les", "notre", "nos", "votre", "vos", "son", "sa", "leur", "leurs")
_WHOLE_SENTENCE = {"NOT_IN": [".", "!", "?", "…", "...", ";", ":"]}
# « client·e·s », « salarié(e)s »
_FEMININE = "(?:e|ne|le|lle|te|se|ve|ère|euse|rice|trice)"
_INCLUSIVE = (
    rf"(?i)^[^\W\d_]{{2,}}(?:[·•‧]{_FEMININE}[·•‧]?s?|[·•‧]s|\({_FEMININE}\)s?"
    r"|\.(?:e|ne|rice|trice|euse|ère)\.?s|\.(?:rice|trice))$"
)
# One test a token, where a pattern a part of speech took 10 microseconds.
_MISREAD = {"NOT_IN": ["PRON", "DET"]}


def patterns() -> list[Pattern]:
    """Return the patterns, in the order in which they win."""
    return [
        *_adjectives(),
        *_infinitives(),
        *_subjunctives(),
        *_governed(),
        *_imperatives(),
        *_optatives(),
        *_verbs_read_as_nouns(),
        *_nouns(),
        *_pronouns(),
        *_inclusive(),
    ]


def finite(mood: str, person: int, number: str, tense: str = "Pres") -> str:
    """Return the features of a finite verb, in the order of Universal Dependencies.

    >>> finite("Sub", 3, "Plur")
    'Mood=Sub|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin'
    """
    return f"Mood={mood}|Number={number}|Person={person}|Tense={tense}|VerbForm=Fin"


def _rule(*found: list[Token], index: int = -1, **attributes: str) -> Pattern:
    """Return a ruler's entry: `attributes` for the token at `index` of each of `found`."""
    return {"patterns": list(found), "attrs": attributes, "index": index}


def _lower(*forms: str, **more: Any) -> Token:
    return {"LOWER": forms[0] if len(forms) == 1 else {"IN": list(forms)}, **more}


def _adjectives() -> Iterator[Pattern]:
    for number, name in ADJECTIVE.items():
        misread = [{"LEMMA": name, "POS": "VERB"}]
        yield _rule(misread, POS="ADJ", MORPH=f"Gender=Fem|Number={number}")


def _infinitives() -> Iterator[Pattern]:
    titled = INFINITIVE + TITLED
    counted = {"ORTH": {"IN": list(_COUNTED)}}
    first = {"SENT_START": True, "LEMMA": titled}
    yield _rule(
        [{"LEMMA": INFINITIVE}],
        [{**first, "POS": {"NOT_IN": ["PROPN"]}}],
        [counted, {"LEMMA": titled}],
        [{"IS_SPACE": True}, {"LEMMA": titled}],
        POS="VERB", MORPH="VerbForm=Inf",
    )  # fmt: skip


def _subjunctives() -> Iterator[Pattern]:
    """Forms that are nothing else; an auxiliary stays one (« qu'il fasse venir »)."""
    objects = _lower(*_OBJECTS, *_NOT, OP="{0,2}")
    for (person, number), name in SUBJUNCTIVE.items():
        yield _rule([{"LEMMA": name}], POS="VERB", MORPH=finite("Sub", person, number))
        yield _rule([{"LEMMA": name, "POS": "AUX"}], POS="AUX")
    third, first = SUBJUNCTIVE[3, "Sing"], _lower("je", "j'", "j’")
    yield _rule([first, objects, {"LEMMA": third}], MORPH=finite("Sub", 1, "Sing"))
    yield _rule([{"LEMMA": HOMOGRAPH, "POS": "VERB"}], MORPH=finite("Sub", 3, "Sing"))


def _governed() -> Iterator[Pattern]:
    """The first verb after « pour que », « il faut que », « il est temps que »."""
    that = _lower(*_THAT)
    subject = {"POS": {"NOT_IN": ["VERB", "AUX", "PUNCT", "SCONJ", "SPACE"]},
               "LOWER": {"NOT_IN": ["qui", "dont", "où"]}, "OP": "{1,6}"}  # fmt: skip
    opened = [
        [_lower(*_CONJUNCTIONS, *_GOVERNORS), that],
        [{"SENT_START": True, "LOWER": "bien"}, that],
        [{"POS": "PUNCT"}, {"LOWER": "bien"}, that],
        [_lower("à"), _lower("ce"), that],
        [_lower("quoique", "quoiqu'", "quoiqu’")],
    ]
    for person, number, tense in (
        (1, "Sing", "Pres"), (3, "Sing", "Pres"), (3, "Plur", "Pres"), (1, "Plur", "Imp"), (2, "Plur", "Imp"),
        (1, "Plur", "Pres"), (2, "Plur", "Pres"),
    ):  # fmt: skip
        verb = {"MORPH": finite("Ind", person, number, tense)}
        yield _rule(*([*start, subject, verb] for start in opened), MORPH=finite("Sub", person, number))


def _imperatives() -> Iterator[Pattern]:
    linked, objects = _lower(*_LINKS, SENT_START=True), _lower(*_OBJECTS, OP="{0,2}")
    for (person, number), name in IMPERATIVE.items():
        form = {"LEMMA": name}
        hyphened = ("-nous", *_HYPHENED) if person == _SECOND else _HYPHENED
        ordered = [
            [{"SENT_START": True, "LEMMA": name}],
            [{"ORTH": {"IN": list(_OPENERS)}}, form],
            [{"IS_SPACE": True}, form],
            [linked, form],
            [linked, {"ORTH": ","}, form],
            [_lower(*_NOT, SENT_START=True), objects, form],
            [linked, _lower(*_NOT), objects, form],
        ]
        yield _rule(*ordered, POS="VERB", MORPH=finite("Imp", person, number))
        yield _rule([form, _lower(*hyphened)], index=0, POS="VERB", MORPH=finite("Imp", person, number))
        inverted = _lower("-vous" if person == _SECOND else "-nous")
        asked = [inverted, {"ORTH": _WHOLE_SENTENCE, "OP": "*"}, {"ORTH": "?"}]
        read = {"MORPH": finite("Imp", person, number)}  # « voulez », in no class
        yield _rule([form, *asked], [read, *asked], index=0, MORPH=finite("Ind", person, number))
        others = {"POS": {"NOT_IN": ["PUNCT", "SPACE"]}, "LOWER": {"NOT_IN": list(_NO_OBJECT)}, "OP": "*"}
        joined = [{"SENT_START": True, "LEMMA": name}, others, {"POS": "CCONJ"}, form]
        yield _rule(joined, POS="VERB", MORPH=finite("Imp", person, number))
        for auxiliary in ("soyons", "soyez", "ayons", "ayez"):
            yield _rule([{"LOWER": auxiliary, "LEMMA": name}], POS="AUX")
    yield _rule([{"POS": "VERB"}, _lower("-toi")], index=0, MORPH=finite("Imp", 2, "Sing"))


def _optatives() -> Iterator[Pattern]:
    """Wishes: « Vive le marketing ! », « Que la marque vive ! »."""
    determiner, stop = _lower(*_OPTATIVE), {"ORTH": {"IN": [".", "!", "…"]}}
    wished = [
        [{"SENT_START": True, "LOWER": "vive"}, determiner],
        [{"POS": "PUNCT"}, {"LOWER": "vive"}, determiner],
    ]
    yield _rule(*wished, index=-2, POS="VERB", MORPH=finite("Sub", 3, "Sing"))
    that = [{"LOWER": "que"}, {"POS": "DET"}, {"POS": "NOUN"}, {"LEMMA": HOMOGRAPH}, stop]
    yield _rule(that, index=-2, POS="VERB", MORPH=finite("Sub", 3, "Sing"))


def _verbs_read_as_nouns() -> Iterator[Pattern]:
    yield _rule([{"LEMMA": PRESENT}], POS="VERB", MORPH=finite("Ind", 3, "Sing"))
    # « le » is no article here: « note », « remarque » and « montre » are feminine.
    noted = [{"LOWER": "comme"}, {"LOWER": "le"}, _lower("note", "remarque", "montre")]
    yield _rule(noted, index=1, POS="PRON", MORPH="Gender=Masc|Number=Sing|Person=3|PronType=Prs")
    yield _rule(noted, POS="VERB", MORPH=finite("Ind", 3, "Sing"))
    yield _rule([_lower("peine", POS="ADJ"), {"LOWER": "à"}], index=0, POS="VERB",
                MORPH=finite("Ind", 3, "Sing"))  # fmt: skip
    # « tu » is a participle after an auxiliary alone.
    second = {"TEXT": {"REGEX": "(?:[sx]|['’])$"}}
    you = {"LOWER": "tu", "POS": _MISREAD}
    yield _rule(
        [{**you, "SENT_START": True}, second],
        [{"POS": {"NOT_IN": ["AUX", "NOUN", "PROPN"]}}, you, second],
        index=-2, POS="PRON", MORPH="Emph=No|Number=Sing|Person=2|PronType=Prs",
    )  # fmt: skip
    form = {"TEXT": {"REGEX": "es$"}}
    objects = _lower(*_OBJECTS, *_NOT, OP="{0,2}")
    yield _rule(
        *([{"LOWER": "tu"}, objects, {**form, "POS": upos}] for upos in ("NOUN", "ADJ")),
        POS="VERB", MORPH=finite("Ind", 2, "Sing"),
    )  # fmt: skip


def _nouns() -> Iterator[Pattern]:
    """Loans in capitals, « client » beside a noun, letters spelt."""
    for number, form in (("Sing", "client"), ("Plur", "clients")):
        beside = [{"POS": "NOUN"}, {"LOWER": form, "POS": "ADJ"}]
        yield _rule(beside, POS="NOUN", MORPH=f"Gender=Masc|Number={number}")
    misread = [[{"LEMMA": LOAN, "POS": upos}] for upos in ("PROPN", "NUM", "X", "SYM", "ADP", "ADV")]
    titled, name = {"LEMMA": LOAN + TITLED, "POS": "PROPN"}, {"POS": "PROPN"}
    beside = [[{"POS": upos}, titled] for upos in ("NOUN", "DET", "ADP")]
    yield _rule(*misread, *beside, POS="NOUN", MORPH="Gender=Masc|Number=Sing")
    yield _rule([titled, name], index=0, POS="PROPN")  # « la Data Factory »
    # « la cheffe »: a name has a capital.
    yield _rule([{"POS": "DET"}, {"POS": "PROPN", "IS_LOWER": True}], POS="NOUN")
    # « Chief Marketing Officer », which is no « officer ».
    officer = {"LEMMA": INFINITIVE + TITLED, "POS": "VERB"}
    foreign = [[{"POS": upos, "IS_TITLE": True}, officer] for upos in ("PROPN", "X")]
    yield _rule(*foreign, POS="PROPN", MORPH="")
    yield from _functions()
    letter = {"LENGTH": 1, "IS_UPPER": True}
    for index in range(3):
        yield _rule([letter, letter, letter], index=index, POS="NOUN", MORPH="Number=Sing")


def _functions() -> Iterator[Pattern]:
    """« les directrices », « elle est directrice marketing »: an adjective in -trice follows its noun."""
    for number, name in FUNCTION.items():
        form = {"LEMMA": name, "POS": "ADJ"}
        held = [
            [{"SENT_START": True, **form}],
            *([{"POS": upos}, form] for upos in ("DET", "PUNCT", "CCONJ")),
        ]
        yield _rule(*held, POS="NOUN", MORPH=f"Gender=Fem|Number={number}")
        followed = [[{"POS": "AUX"}, form, {"POS": upos}] for upos in ("NOUN", "PROPN", "ADP")]
        yield _rule(*followed, index=1, POS="NOUN", MORPH=f"Gender=Fem|Number={number}")


def _pronouns() -> Iterator[Pattern]:
    for form, gender, number in (
        ("lequel", "Masc", "Sing"), ("laquelle", "Fem", "Sing"), ("lesquels", "Masc", "Plur"),
        ("lesquelles", "Fem", "Plur"),
    ):  # fmt: skip
        yield _rule(
            [{"LOWER": form, "POS": _MISREAD}],
            POS="PRON",
            MORPH=f"Gender={gender}|Number={number}|PronType=Rel",
        )
    for number, name in SELF.items():
        yield _rule(
            [{"LEMMA": name, "POS": _MISREAD}],
            POS="PRON",
            MORPH=f"Emph=Yes|Number={number}|PronType=Prs|Reflex=Yes",
        )
    they = [[_lower("iel", "iels", "ielle", "ielles")]]
    yield _rule(*they, POS="PRON", MORPH="Person=3|PronType=Prs")


def _inclusive() -> Iterator[Pattern]:
    """« client·e·s » is a noun; an adjective behind a noun or « être »."""
    form = {"TEXT": {"REGEX": _INCLUSIVE}}
    yield _rule([form], POS="NOUN", MORPH="")
    behind = [
        [{"POS": "NOUN"}, form],
        [{"POS": "AUX"}, form],
        [{"POS": "AUX"}, {"POS": "ADV"}, form],
        [form, form],
    ]
    yield _rule(*behind, POS="ADJ")
    everyone = {"LOWER": {"REGEX": r"^tou(?:t[·•‧.]e|[·•‧.]te)(?:[·•‧.]?s)$"}}
    yield _rule([everyone], POS="PRON", MORPH="Number=Plur|Person=3|PronType=Ind")
    yield _rule([everyone, {"POS": "DET"}], index=0, POS="ADJ", MORPH="Number=Plur")
    yield _rule(
        [{"LOWER": {"REGEX": r"^une?[·•‧.]e$"}}], POS="DET", MORPH="Definite=Ind|Number=Sing|PronType=Art"
    )
