"""The page about the schema of the JSON export: one table a section."""

from collections.abc import Iterator, Mapping
from typing import Any

from cmo_nlp.export import schema

__all__ = ["schema_page"]

_HEAD = (
    "# The JSON export, field by field\n\n"
    "Generated from `cmo_nlp/export/schema_v1.json` by `make docs`; what a version means is in "
    "[export.md](export.md).\n"
)


def schema_page() -> str:
    """Return the page in Markdown."""
    known = schema()
    run = known["properties"]["run"]
    parts = [_section("run", run, known), _section("run.selection", run["properties"]["selection"], known)]
    parts += [
        _section(f"{name}[]", part["items"], known, part.get("description", ""))
        for name, part in known["properties"].items()
        if part.get("type") == "array"
    ]
    return "\n".join([_HEAD, known["description"] + "\n", *parts])


def _section(title: str, record: Mapping[str, Any], known: Mapping[str, Any], about: str = "") -> str:
    required = record.get("required", ())
    lines = [f"## {title}", ""]
    lines += [about or record["description"], ""] if about or record.get("description") else []
    lines += ["| field | type | |", "|---|---|---|"]
    for name, of_it in record["properties"].items():
        optional = "" if name in required else " (may be absent)"
        lines.append(f"| `{name}` | {_kind(of_it, known)}{optional} | {of_it.get('description', '')} |")
    return "\n".join(lines) + "\n"


def _kind(of_it: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """Return the type of a field in words."""
    return " or ".join(dict.fromkeys(_kinds(of_it, known)))


def _kinds(of_it: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[str]:
    if "oneOf" in of_it:
        for one in of_it["oneOf"]:
            yield from _kinds(one, known)
    elif "$ref" in of_it:
        name = of_it["$ref"].rpartition("/")[2]
        inner = known["$defs"][name]
        yield _kind(inner, known) if inner.get("type") == "object" else name.replace("_", " ")
    elif "enum" in of_it:
        yield ", ".join(f"`{value}`" for value in of_it["enum"])
    else:
        written = of_it.get("type", [])
        for kind in written if isinstance(written, list) else [written]:
            yield _composed(kind, of_it, known)


def _composed(kind: str, of_it: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    if kind == "array":
        return f"list of {_kind(of_it['items'], known)}"
    if kind == "object" and "properties" in of_it:
        return f"object of {', '.join(f'`{name}`' for name in of_it['properties'])}"
    return kind
