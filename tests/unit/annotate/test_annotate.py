"""The stage as the pipeline calls it: order, batches, refusals, offsets, switches."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from cmo_nlp import lexicons
from cmo_nlp.annotate import annotate
from cmo_nlp.lexicons import Lexicon
from cmo_nlp.model_registry import load_spacy
from cmo_nlp.records import Annotation, Description, Document, Refusal, document_id
from cmo_nlp.settings import AnnotateSettings

CONCEPTS = """concept_id,label,name,name_en,broader,uris,note
title/directeur-marketing,title,directeur marketing,marketing director,,,
title/marketeur,title,marketeur,marketer,,,
skill/communication,skill,communication,communication,,,
skill/seo,skill,SEO,SEO,,,
skill/leadership,skill,leadership,leadership,,,
tool/seo,tool,référencement,SEO,,,
tool/crm,tool,CRM,CRM,,,
tool/excel,tool,tableur Excel,Excel,,,
tool/slack,tool,messagerie Slack,Slack,,,
tool/mailing,tool,e-mailing,e-mailing,,,
tool/medias,tool,médias digitaux,digital media,,,
counterpart/medias,counterpart,médias,media,,,
counterpart/agences,counterpart,agences,agencies,,,
"""
FORMS = """concept_id,form,language,case,note
title/directeur-marketing,CMO,en,exact,
title/marketeur,marketeur,fr,context,
skill/communication,communication,fr,context,
skill/seo,SEO,en,exact,
tool/seo,SEO,en,exact,
tool/crm,CRM,en,exact,
tool/excel,Excel,en,context,
tool/slack,Slack,en,context,
counterpart/agences,agence,fr,fold,
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "concepts.csv").write_text(CONCEPTS, encoding="utf-8")
    (folder / "forms.csv").write_text(FORMS, encoding="utf-8")
    return lexicons.load(folder)


def document(text: str) -> Document:
    return Document(document_id(text), text, len(text.split()), (f"{text[:8]}.txt",), Description())


def annotation(text: str, nlp: Language, lexicon: Lexicon, *, discovery: bool = True) -> Annotation:
    (one,) = annotate([document(text)], nlp, lexicon, AnnotateSettings(discovery=discovery))
    assert isinstance(one, Annotation), one
    return one


def test_documents_come_out_in_the_order_they_came_in(nlp: Language, lexicon: Lexicon) -> None:
    documents = [document(f"Le CMO numéro {i} pilote.") for i in range(7)]
    found = list(annotate(iter(documents), nlp, lexicon, AnnotateSettings(batch_documents=3)))
    assert [a.document_id for a in found if isinstance(a, Annotation)] == [d.id for d in documents]


def test_batches_do_not_change_what_is_found(nlp: Language, lexicon: Lexicon) -> None:
    documents = [document(f"Le CMO pilote {i} agences et un CRM.") for i in range(5)]
    one = list(annotate(documents, nlp, lexicon, AnnotateSettings(batch_documents=1)))
    assert one == list(annotate(documents, nlp, lexicon, AnnotateSettings(batch_documents=5)))


def test_documents_are_asked_for_a_batch_at_a_time(nlp: Language, lexicon: Lexicon) -> None:
    asked: list[int] = []

    def source() -> Iterator[Document]:
        for i in range(10):
            asked.append(i)
            yield document(f"Texte {i}.")

    next(annotate(source(), nlp, lexicon, AnnotateSettings(batch_documents=2)))
    assert asked == [0, 1]


def test_a_document_that_makes_the_pipeline_fail_is_refused_alone(lexicon: Lexicon) -> None:
    @Language.component("fails_on_bad_word")
    def fails(doc: Doc) -> Doc:
        if "maudit" in doc.text:
            msg = "no\nluck"
            raise ValueError(msg)
        return doc

    nlp = load_spacy("fr_cmo")
    nlp.add_pipe("fails_on_bad_word")
    texts = ["Le CMO pilote.", "Un mot maudit.", "Le CRM aide."]
    found = list(annotate(map(document, texts), nlp, lexicon, AnnotateSettings()))
    assert [type(one) for one in found] == [Annotation, Refusal, Annotation]
    assert found[1] == Refusal("Un mot m.txt", "not-annotated", "ValueError: no luck")


def test_discovery_can_be_switched_off(nlp: Language, lexicon: Lexicon) -> None:
    text = "Le CMO doit simplifier les tunnels de vente."
    assert {m.origin for m in annotation(text, nlp, lexicon).mentions} == {"lexicon", "pattern"}
    assert {m.origin for m in annotation(text, nlp, lexicon, discovery=False).mentions} == {"lexicon"}


def test_each_mention_carries_the_statement_around_it(nlp: Language, lexicon: Lexicon) -> None:
    found = annotation("Les agences changent. Le CMO pilote le CRM.", nlp, lexicon)
    (statement,) = found.statements
    around = {m.surface: m.statement for m in found.mentions}
    assert around["agences"] is None
    assert around["CRM"] == (statement.start, statement.end)


def test_decomposed_accents_give_the_same_mentions_at_their_own_offsets(
    nlp: Language, lexicon: Lexicon
) -> None:
    composed = "Le CMO négocie avec les médias."
    decomposed = "Le CMO ne\u0301gocie avec les me\u0301dias."
    one, two = annotation(composed, nlp, lexicon), annotation(decomposed, nlp, lexicon)
    assert [m.concept_id for m in one.mentions] == [m.concept_id for m in two.mentions]
    assert [decomposed[m.start : m.end] for m in two.mentions][-1] == "me\u0301dias"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le CMO ouvre Excel.", {"CMO", "Excel"}),
        ("Excel plaît au CMO.", {"CMO"}),
        ("Le CMO ouvre Excel, un outil connu.", {"CMO", "Excel"}),
        ("Le CMO ouvre Excel et le CRM.", {"CMO", "Excel", "CRM"}),
        ("On ouvre Excel ou Slack.", {"Excel", "Slack"}),
        ("Il excelle au CRM.", {"CRM"}),
    ],
)
def test_an_ambiguous_tool_needs_company(nlp: Language, lexicon: Lexicon, text: str, names: set[str]) -> None:
    assert {m.surface for m in annotation(text, nlp, lexicon, discovery=False).mentions} == names


def test_an_ambiguous_word_counts_where_the_sentence_speaks_of_the_role(
    nlp: Language, lexicon: Lexicon
) -> None:
    of_role = annotation("Le CMO vit de communication.", nlp, lexicon)
    of_others = annotation("Les voisins vivent de communication.", nlp, lexicon)
    assert "communication" in {m.surface for m in of_role.mentions}
    assert of_others.mentions == ()


def test_a_name_that_may_stand_for_anyone_needs_the_role_in_its_document(
    nlp: Language, lexicon: Lexicon
) -> None:
    alone = annotation("Le marketeur arrive.", nlp, lexicon)
    beside = annotation("Le CMO change.\nLe marketeur arrive.", nlp, lexicon)
    assert alone.mentions == ()
    assert [m.surface for m in beside.mentions] == ["CMO", "marketeur"]


def test_part_of_a_longer_name_is_no_mention_of_its_own(nlp: Language, lexicon: Lexicon) -> None:
    found = annotation("Le CMO aime les médias digitaux.", nlp, lexicon)
    assert [(m.label, m.surface) for m in found.mentions] == [("title", "CMO"), ("tool", "médias digitaux")]


def test_what_is_a_tool_and_a_skill_is_a_skill_too_where_a_trigger_says_so(
    nlp: Language, lexicon: Lexicon
) -> None:
    plain = annotation("Le CMO croit au SEO.", nlp, lexicon)
    learnt = annotation("Le CMO doit maîtriser le SEO.", nlp, lexicon)
    assert [m.label for m in plain.mentions] == ["title", "tool"]
    assert sorted(m.label for m in learnt.mentions) == ["skill", "title", "tool"]


def test_a_hyphenated_form_is_met_joined_up_too(nlp: Language, lexicon: Lexicon) -> None:
    found = annotation("L’emailing et l’e-mailing.", nlp, lexicon)
    assert [m.surface for m in found.mentions] == ["emailing", "e-mailing"]


def test_a_partner_is_named_with_its_trade(nlp: Language, lexicon: Lexicon) -> None:
    found = annotation("Des agences de publicité et l’agence de la ville.", nlp, lexicon)
    assert [m.surface for m in found.mentions] == ["agences de publicité", "agence"]


WORDS = st.sampled_from(
    [
        "Le",
        "CMO",
        "doit",
        "devra",
        "était",
        "maîtriser",
        "le",
        "CRM",
        "la",
        "communication",
        "les",
        "agences",
        "d’e-mailing",
        "et",
        ",",
        ".",
        ";",
        ":",
        "«",
        "»",
        "(",
        ")",
        "\n",
        "•",
        "-",
        "SEO",
        "sans",
        "ne",
        "plus",
        "il",
        "son",
        "rôle",
        "de",
        "demain",
        "outils",
        "tels",
        "que",
        "Excel",
        "Slack",
        "équipe",
        "😀",
        "!",
        "?",
        "…",
        "capable",
        "savoir",
        "pour",
        "qui",
        "être",
        "agile",
        "mission",
        "missions",
        "en",
        "2030",
        "aujourd’hui",
        "directeur·rice",
        "marketing",
        "C",
        "M",
        "O",
        "1.",
        "C.M.O.",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40))
def test_whatever_the_text_the_annotation_keeps_its_promises(
    nlp: Language, lexicon: Lexicon, words: list[str]
) -> None:
    text = " ".join(words)
    found = annotation(text, nlp, lexicon)
    sentences = [(s.start, s.end) for s in found.sentences]
    assert sentences == sorted(sentences)
    assert all(a[1] <= b[0] for a, b in pairwise(sentences))
    assert {(s.start, s.end) for s in found.statements} <= set(sentences)
    assert list(found.mentions) == sorted(found.mentions, key=lambda m: (m.start, m.end, m.label))
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.surface != ""
        assert any(start <= mention.start < mention.end <= end for start, end in sentences)
        assert (mention.concept_id is None) == (mention.origin == "pattern")
    for label in ("skill", "tool", "title", "counterpart"):
        spans = [(m.start, m.end) for m in found.mentions if m.label == label]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = {i for start, end in sentences for i in range(start, end)}
    assert all(i in covered or c.isdigit() for i, c in enumerate(text) if c.isalnum())
