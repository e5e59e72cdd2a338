"""Encodings that French files come in."""

import pytest

from cmo_nlp.ingest.article import RefusedContentError
from cmo_nlp.ingest.encoding import declared_encoding, decode

TEXT = "L’été, le directeur « à l’écoute » gagne 10 € de plus : ça suffit, où qu’il œuvre."
SHORT = "Où ça ? À l'été."
CYRILLIC = "Директор по маркетингу отвечает за бренд и за данные о клиентах компании. " * 5


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_french_text_comes_out_right(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp1252", "mac-roman", "cp850"])
def test_short_french_text_in_one_byte_letters_comes_out_right(encoding: str) -> None:
    assert decode(SHORT.encode(encoding)) == SHORT


@pytest.mark.parametrize("text", ["é", "« Non »", "ÉTÉ", "n° 5", "œ"])
def test_the_shortest_text_is_read_as_windows_wrote_it(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_latin_9_is_told_from_latin_1_by_its_ligature() -> None:
    assert decode("un cœur, dix œuvres, un été".encode("iso8859-15")) == "un cœur, dix œuvres, un été"


def test_other_alphabet_is_left_to_the_detector() -> None:
    assert decode(CYRILLIC.encode("cp1251")) == CYRILLIC


def test_damaged_utf8_loses_one_letter_only() -> None:
    damaged = ("é" * 50).encode().replace(b"\xc3\xa9", b"\xe9", 1)
    assert decode(damaged) == "\ufffd" + "é" * 49


def test_encoding_that_the_page_names_is_used_and_latin_1_means_windows() -> None:
    assert decode("l’été".encode("cp1252"), "iso-8859-1") == "l’été"
    assert decode("жара".encode("koi8-r"), "koi8-r") == "жара"
    assert decode("l’été".encode(), "iso-8859-1") == "l’été"


@pytest.mark.parametrize("name", ["no-such-encoding", "ascii\x00", "hex", "shift-jis"])
def test_encoding_that_cannot_be_is_not_used(name: str) -> None:
    assert decode("été à la mer".encode("cp1252"), name) == "été à la mer"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'<meta charset="utf-8">', "utf-8"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">', "iso-8859-1"),
        (b'<?xml version="1.0" encoding="UTF-16"?>', "UTF-16"),
        (b"Le charset=utf-8 du CMO", None),
        (b"<p>rien</p>", None),
        (b"<p>" + b" " * 2000 + b"charset=utf-8", None),
    ],
)
def test_declared_encoding_is_found_at_the_top_of_a_page(content: bytes, name: str | None) -> None:
    assert declared_encoding(content) == name


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{\\rtf1 abc", "unsupported-format"),
        (b"\xd0\xcf\x11\xe0abc", "unsupported-format"),
        (bytes(range(256)) * 4, "binary"),
        (b"abc\x00def" * 10, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"a\x01b\x02c\x03" * 30, "binary"),
        (b"\xff\xfe" + b"\x01\x00\x02\x00" * 50, "binary"),
        (b"\xff\xfe" + b"\x00\xd8" * 50, "binary"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(RefusedContentError) as refused:
        decode(content)
    assert refused.value.reason == reason
