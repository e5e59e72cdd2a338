"""CoNLL-U in, documents in the conventions of Sequoia out."""

from pathlib import Path

import pytest

from training.treebanks import Reference, documents, harmonise, read, write

SEQUOIA = """\
# text = Il parle du marketing.
1\tIl\tlui\tPRON\t_\tEmph=No|Gender=Masc|Number=Sing|Person=3|PronType=Prs\t2\tnsubj\t_\t_
2\tparle\tparler\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\tDefinite=Def|Gender=Masc|Number=Sing|PronType=Art\t5\tdet\t_\t_
5\tmarketing\tmarketing\tNOUN\t_\tGender=Masc|Number=Sing\t2\tobl:arg\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""
PUD = """\
1\tIl\til\tPRON\t_\tGender=Masc|Number=Sing|Person=3|PronType=Prs\t2\tnsubj\t_\t_
2\tparle\tparler\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tson\tson\tDET\t_\tNumber=Sing|Number[psor]=Sing|Person[psor]=3|Poss=Yes|PronType=Prs\t5\tdet\t_\t_
5\téquipe\téquipe\tNOUN\t_\tGender=Fem|Number=Sing\t2\tobl\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


@pytest.fixture
def sequoia(tmp_path: Path) -> Path:
    path = tmp_path / "fr_sequoia-ud-train.conllu"
    path.write_text(SEQUOIA * 4, encoding="utf-8")
    return path


@pytest.fixture
def pud(tmp_path: Path) -> Path:
    path = tmp_path / "fr_pud-ud-test.conllu"
    path.write_text(PUD, encoding="utf-8")
    return path


def test_what_is_written_reads_back_the_same(sequoia: Path, tmp_path: Path) -> None:
    sentences = read(sequoia)
    copy = tmp_path / "copy.conllu"
    copy.write_text(write(sentences), encoding="utf-8")
    assert read(copy) == sentences
    assert len(sentences) == 4


def test_a_line_with_nine_columns_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.conllu"
    broken.write_text(SEQUOIA.replace("\t_\tSpaceAfter=No", "\tSpaceAfter=No"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.conllu, line 7: 9 columns"):
        read(broken)


def test_du_is_one_token_with_the_lemmas_and_features_of_both_its_words(sequoia: Path) -> None:
    document = next(documents(read(sequoia), 1))
    assert document.text == "Il parle du marketing. "
    du = document[2]
    assert (du.text, du.lemma_, du.pos_, du.dep_, du.head.text) == ("du", "de le", "ADP", "case", "marketing")
    assert str(du.morph) == "Definite=Def|Gender=Masc|Number=Sing|PronType=Art"


def test_documents_hold_the_number_of_sentences_asked_for(sequoia: Path) -> None:
    counts = [len(list(document.sents)) for document in documents(read(sequoia), 3)]
    assert counts == [3, 1]


def test_the_reference_itself_is_left_as_it_is(sequoia: Path) -> None:
    sentences = read(sequoia)
    assert harmonise("fr_sequoia-ud-train", sentences, Reference.of(sentences, sentences)) == sentences


def test_a_pronoun_takes_the_lemma_and_the_features_of_the_reference(sequoia: Path, pud: Path) -> None:
    sentences = read(sequoia)
    (changed,) = harmonise("fr_pud-ud-test", read(pud), Reference.of(sentences, sentences))
    assert changed[0].lemma == "lui"
    assert "Emph=No" in changed[0].feats


def test_features_that_the_reference_never_writes_on_a_part_of_speech_are_dropped(
    sequoia: Path, pud: Path
) -> None:
    sentences = read(sequoia)
    (changed,) = harmonise("fr_pud-ud-test", read(pud), Reference.of(sentences, sentences))
    assert changed[3].feats == ("Number=Sing",)


def test_a_bare_oblique_becomes_what_the_reference_has_after_that_verb_and_preposition(
    sequoia: Path, pud: Path
) -> None:
    sentences = read(sequoia)
    (changed,) = harmonise("fr_pud-ud-test", read(pud), Reference.of(sentences, sentences))
    assert changed[4].deprel == "obl:arg"
