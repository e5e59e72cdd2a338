"""Whatever a file holds, parsing answers with a document or a reason."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_nlp.french import count_words
from cmo_nlp.ingest import Item, parse
from cmo_nlp.records import Document, Refusal, document_id
from cmo_nlp.settings import IngestSettings

TODAY = dt.date(2024, 6, 15)
FIXTURES = Path(__file__).parents[2] / "fixtures" / "ingest"
PROSE = "Le directeur marketing d’aujourd’hui lit des tableaux de bord, et il en tire des décisions. " * 2
TEXT = (
    f"---\ntitle: Le CMO\ndate: 2018-10-22\ntags: [a, b]\n---\n# Titre\n\nPublié le 3 mai 2018\n\n- {PROSE}\n"
)
SEEDS = {
    "a.md": TEXT.encode(),
    "a.txt": TEXT.encode("utf-16"),
    "b.txt": TEXT.replace("’", "'").encode("latin-1"),
    "a.html": (FIXTURES / "blog.html").read_bytes(),
    "b.html": (FIXTURES / "vieux-site.html").read_bytes(),
}
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"<", b">", b"</p>", b"<table>", b"---\n", b"[", b"&#0;", b"&#xD800;", b"\x00", b"\xff", b'"', b"*"]
    ),
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(SEEDS)))
    content = bytearray(SEEDS[name])
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 60)))
        content[start:end] = draw(PIECES)
    return name, bytes(content)


def check(name: str, content: bytes) -> None:
    ((_, outcome),) = parse(Item(name, f"/corpus/{name}"), content, IngestSettings(), TODAY)
    if isinstance(outcome, Refusal):
        assert outcome.source == name
        assert outcome.reason
        assert "\n" not in outcome.detail
        return
    assert isinstance(outcome, Document)
    assert outcome.id == document_id(outcome.text)
    assert outcome.words == count_words(outcome.text) >= 20
    repr(outcome).encode("utf-8")
    outcome.text.encode("utf-8")
    found = outcome.description.published
    assert found is None or "1950" <= found.date <= TODAY.isoformat()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_mutated_file_is_a_document_or_a_refusal(case: tuple[str, bytes]) -> None:
    check(*case)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SEEDS)), st.binary(max_size=400))
def test_any_bytes_are_a_document_or_a_refusal(name: str, content: bytes) -> None:
    check(name, content)


@pytest.mark.parametrize("cut", range(0, 4000, 397))
def test_file_cut_anywhere_is_a_document_or_a_refusal(cut: int) -> None:
    for name, content in SEEDS.items():
        check(name, content[:cut])
