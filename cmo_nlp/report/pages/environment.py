"""The templates, with everything that they may call."""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from cmo_nlp.report.charts import in_greys
from cmo_nlp.report.pages.language import Language

__all__ = ["Style", "asset", "content_security_policy", "environment"]


_CODE = re.compile("`([^`<>]+)`")


Style = Literal["colour", "mono"]


def _in_greys(svg: Markup) -> Markup:
    return Markup(in_greys(svg))  # noqa: S704 - made of one


def _as_it_is(svg: Markup) -> Markup:
    return svg


_PICTURES: dict[Style, Callable[[Markup], Markup]] = {"colour": _as_it_is, "mono": _in_greys}


def environment(language: Language, style: Style = "colour") -> Environment:
    """Return the templates in a language and a style. Everything that is no markup of ours is escaped."""
    made = Environment(
        loader=PackageLoader("cmo_nlp.report.pages"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {"t": language.t, "lang": language, "asset": asset, "inlined": _inlined}
    made.filters |= {
        "share": language.share, "number": language.number, "period": language.period, "date": language.date,
        "probability": language.probability, "prose": _prose, "picture": _PICTURES[style],
    }  # fmt: skip
    return made


def _prose(text: str) -> Markup:
    """Return `text` escaped, with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped


@lru_cache
def asset(name: str) -> str:
    """Return the text of a style sheet or a script."""
    return files("cmo_nlp.report.pages").joinpath(f"static/{name}").read_text(encoding="utf-8")


def _inlined(name: str) -> Markup:
    """Return an asset for a `<style>` or `<script>` element, to the letter: its digest is in the policy."""
    return Markup(asset(name))  # noqa: S704 - ours


def content_security_policy(styles: str, script: str) -> str:
    """Return a policy for one file: this style sheet, this script, and no request to anywhere."""
    rules: dict[str, Any] = {
        "default-src": "'none'",
        "style-src": f"'sha256-{_sha256(styles)}'",
        "script-src": f"'sha256-{_sha256(script)}'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
