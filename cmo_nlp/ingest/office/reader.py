"""Word (`.docx`) and OpenDocument (`.odt`) texts: what a reader sees, and who wrote it when.

python-docx opens the Word package. OpenDocument is walked with lxml: odfdo 3.27 takes XML comments for text,
unfolds entities and gives up at a foreign namespace, and odfpy has had no release since 2020.
"""

import contextlib
import datetime as dt
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cmo_nlp.ingest.article import Article, RefusedContentError, lay_out
from cmo_nlp.ingest.cleaning import clean_line
from cmo_nlp.ingest.office.archive import pack, unpack
from cmo_nlp.ingest.office.properties import describe_properties, open_document_properties, word_properties
from cmo_nlp.ingest.office.text import OfficeText, left_out_sentences

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["read_docx", "read_odt"]

_CONTENT_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# python-docx opens documents only; one with macros and a template are the same XML under another type.
_OTHER_WORD = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document\.macroEnabled|template\.macroEnabledTemplate)"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_ODT = b"application/vnd.oasis.opendocument.text"
_MANIFEST = "META-INF/manifest.xml"
_ODT_PARTS = frozenset({"mimetype", "content.xml", "styles.xml", "meta.xml", _MANIFEST})
_LONGEST_DETAIL = 200  # characters of a library's message, which can quote the whole file


def read_docx(content: bytes, today: dt.date) -> Article:
    """Return the text of a Word document and what its properties say.

    Raises RefusedContentError: `encrypted`, `too-large`, `too-deep`, `unsupported-format`, `unreadable`.
    """
    with _damage_refused("Word document"):
        parts = unpack(content, lambda name: name.endswith((".xml", ".rels", ".psmdcp")))
        document = _open_word(parts)
        from cmo_nlp.ingest.office.word_text import read_word_text

        return _article(read_word_text(document), _word_fields(document), today)


def read_odt(content: bytes, today: dt.date) -> Article:
    """Return the text of an OpenDocument text and what its properties say.

    Raises RefusedContentError: `encrypted`, `too-large`, `too-deep`, `unsupported-format`, `unreadable`.
    """
    from cmo_nlp.ingest.office.open_document_text import read_open_document_text

    with _damage_refused("OpenDocument text"):
        parts = unpack(content, _ODT_PARTS.__contains__)
        _check_open_document(parts)
        roots = {
            name: _root(parts[name]) for name in ("content.xml", "styles.xml", "meta.xml") if parts.get(name)
        }
        text = read_open_document_text(roots["content.xml"], roots.get("styles.xml"))
        return _article(text, open_document_properties(roots.get("meta.xml")), today)


def _article(text: OfficeText, fields: Mapping[str, str], today: dt.date) -> Article:
    description, warnings = describe_properties(fields, text, today)
    return Article(lay_out(text.blocks), description, (*warnings, *left_out_sentences(text.left_out)))


@contextlib.contextmanager
def _damage_refused(kind: str) -> Iterator[None]:
    """Turn whatever a library raises for a damaged file into a refusal."""
    try:
        yield
    except (RefusedContentError, ImportError):
        raise  # a library that is not there is no fault of the document
    except RecursionError as error:
        detail = "its tables or text boxes stand inside each other too deep to be read"
        raise RefusedContentError(reason="too-deep", detail=detail) from error
    except Exception as error:  # whatever a library raises for what a file holds
        why = clean_line(f"{type(error).__name__}: {error}")[:_LONGEST_DETAIL]
        detail = f"the {kind} is damaged; open it and save it again ({why})"
        raise RefusedContentError(reason="unreadable", detail=detail) from error


def _root(part: bytes) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _open_word(parts: dict[str, bytes]) -> "Document":
    import docx

    types = parts.get(_CONTENT_TYPES, b"")
    if _STRICT in parts.get(_ROOT_RELATIONS, b""):
        detail = "it is a « Strict Open XML » document; open it and save it as an ordinary Word document"
        raise RefusedContentError(reason="unsupported-format", detail=detail)
    if _WORD not in types and not _OTHER_WORD.search(types):
        raise RefusedContentError(reason="unsupported-format", detail="its archive holds no Word document")
    readable = {name: _without_dangling(name, part, parts) for name, part in parts.items()}
    return docx.Document(pack({**readable, _CONTENT_TYPES: _OTHER_WORD.sub(_WORD, types)}))


def _without_dangling(name: str, part: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return relations without those to missing parts: Word passes over them, python-docx fails."""
    if not name.endswith(".rels"):
        return part
    from lxml import etree

    root = _root(part)
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root.iterchildren(_RELATION)):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
        if relation.get("TargetMode") != "External" and target.lstrip("/") not in parts:
            root.remove(relation)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _word_fields(document: "Document") -> dict[str, str]:
    from docx.opc.constants import RELATIONSHIP_TYPE

    related = {
        relation.reltype: relation.target_part.blob
        for relation in document.part.package.rels.values()
        if not relation.is_external
    }
    wanted = (RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    core, own = (_root(related[kind]) if related.get(kind) else None for kind in wanted)
    return word_properties(core, own)


def _check_open_document(parts: Mapping[str, bytes]) -> None:
    if b"encryption-data" in parts.get(_MANIFEST, b"") or "encrypted-package" in parts:
        detail = "a password protects it; open it, take the password off and save it"
        raise RefusedContentError(reason="encrypted", detail=detail)
    if not parts.get("mimetype", _ODT).startswith(_ODT):
        detail = "its archive holds no OpenDocument text, but another kind of document"
        raise RefusedContentError(reason="unsupported-format", detail=detail)
    if not parts.get("content.xml"):
        raise RefusedContentError(reason="unreadable", detail="its archive holds no content.xml")
