"""The form in which a language model is asked for facts: the scorer's, with the words of the article behind each."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_DAY = r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
_DURATION = r"^(P\d{1,4}[YMWD]|indefinite|permanent)$"


def _plain(given: Any) -> Any:
    """A text in NFC without what no text of ours holds; an empty one, as models write for nothing, is None."""
    if not isinstance(given, str):
        return given
    return unicodedata.normalize("NFC", _UNSEEN.sub("", given)).strip() or None


def _listed(given: Any) -> Any:
    """A list, also where a model wrote one word or nothing."""
    return [] if given is None else [given] if isinstance(given, str | dict) else given


_Words = Annotated[Annotated[str, StringConstraints(max_length=300)], BeforeValidator(_plain)]
_Passage = Annotated[Annotated[str, StringConstraints(max_length=3_000)], BeforeValidator(_plain)]
_Maybe = Annotated[Annotated[str, StringConstraints(max_length=300)] | None, BeforeValidator(_plain)]
_Day = Annotated[Annotated[str, StringConstraints(pattern=_DAY)] | None, BeforeValidator(_plain)]
_Length = Annotated[Annotated[str, StringConstraints(pattern=_DURATION)] | None, BeforeValidator(_plain)]
_Many = Annotated[tuple[_Words, ...], BeforeValidator(_listed), Field(max_length=30)]


LAW_STATUSES = ("called-for", "proposed", "passed-chamber", "passed", "enacted", "in-force", "failed")
_LawStatus = Annotated[
    Literal["called-for", "proposed", "passed-chamber", "passed", "enacted", "in-force", "failed"] | None,
    BeforeValidator(lambda given: given if given in LAW_STATUSES else None),
]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)


class StatedCondition(_Form):
    """What would release a restriction."""

    kind: Literal["legislation", "date", "review", "court", "consent", "other"]
    text: _Words


class StatedRestriction(_Form):
    """A restriction as a model states it; `evidence` and `trigger` are to be words of the article."""

    actor: _Words
    kind: Literal[
        "ban", "moratorium", "conditional-withholding", "exit", "usage-policy", "review-requirement", "fine-or-order",
        "export-control",
    ]  # fmt: skip
    status_in_article: Literal["proposed", "announced", "in-force", "lifted", "expired"]
    evidence: _Passage
    trigger: _Maybe = None
    technologies: _Many = ()
    products: _Many = ()
    affected: _Many = ()
    jurisdiction: _Maybe = None
    announced: _Day = None
    start: _Day = None
    end: _Day = None
    duration: _Length = None
    conditions: Annotated[tuple[StatedCondition, ...], BeforeValidator(_listed), Field(max_length=30)] = ()
    exemptions: _Many = ()


class StatedStatement(_Form):
    """Quoted words and who said them."""

    speaker: _Words
    role: _Maybe = None
    org: _Maybe = None
    quote: _Passage


class StatedInfluence(_Form):
    """One actor that follows another."""

    actor: _Words
    echoes: _Words
    evidence: _Passage


class StatedLaw(_Form):
    """A named bill or law."""

    name: _Words
    jurisdiction: _Maybe = None
    status: _LawStatus = None


Stated = StatedRestriction | StatedStatement | StatedInfluence | StatedLaw

FORMS: dict[str, type[Stated]] = {
    "restrictions": StatedRestriction,
    "statements": StatedStatement,
    "influences": StatedInfluence,
    "legislation": StatedLaw,
}
"""The lists of an answer, and the form of what stands in each."""


def schema() -> dict[str, Any]:
    """The JSON Schema of an answer, in the strict subset that endpoints take: no field optional, none unknown."""
    lists = {name: {"type": "array", "items": _strict(form.model_json_schema())} for name, form in FORMS.items()}
    return {"type": "object", "properties": lists, "required": list(lists), "additionalProperties": False}


def _strict(given: Any, named: dict[str, Any] | None = None) -> Any:
    """A schema with its references put in, without bounds and defaults, which not every endpoint knows."""
    if isinstance(given, list):
        return [_strict(item, named) for item in given]
    if not isinstance(given, dict):
        return given
    named = given.get("$defs", named) or {}
    if "$ref" in given:
        return _strict(named[given["$ref"].rpartition("/")[2]], named)
    dropped = ("$defs", "title", "default", "maxLength", "maxItems", "pattern", "description")
    kept = {key: _strict(value, named) for key, value in given.items() if key not in (*dropped, "properties")}
    if "properties" in given:
        kept["properties"] = {name: _strict(value, named) for name, value in given["properties"].items()}
        kept |= {"required": list(given["properties"]), "additionalProperties": False}
    return kept
