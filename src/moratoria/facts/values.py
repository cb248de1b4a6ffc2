"""The values facts are made of: names, references, dates with their precision, evidence."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from moratoria.facts.kinds import Modality, Seen

SLUG = r"^[a-z0-9][a-z0-9-]{0,63}$"
_DAY = re.compile(r"^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$")

Slug = Annotated[str, StringConstraints(pattern=SLUG)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=65_536, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True, pattern=r"^[^\n\r]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$", max_length=2_000)]
WikidataId = Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")]
Lei = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{18}[0-9]{2}$")]
Cik = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")]
Duration = Annotated[
    str,
    StringConstraints(
        pattern=r"^P([0-9]{1,4}Y([0-9]{1,4}M)?([0-9]{1,4}D)?|[0-9]{1,4}M([0-9]{1,4}D)?|[0-9]{1,4}W|[0-9]{1,6}D)$"
    ),
]


def _iso_day(given: Any) -> Any:
    """Only YYYY-MM-DD is a day; pydantic alone would take a number of seconds for one."""
    if isinstance(given, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError(f"{given!r} is not a day: write YYYY-MM-DD")
    return given


Day = Annotated[date, BeforeValidator(_iso_day)]


@dataclass(frozen=True)
class Ref:
    """Marks a field whose words name things of a kind; `any` means `kind/slug`, `address` a whole IRI."""

    kind: str


OrganizationRef = Annotated[Slug, Ref("organization")]
PersonRef = Annotated[Slug, Ref("person")]
PostRef = Annotated[Slug, Ref("post")]
ProductRef = Annotated[Slug, Ref("product")]
RestrictionRef = Annotated[Slug, Ref("restriction")]
ConditionRef = Annotated[Slug, Ref("condition")]
RequirementRef = Annotated[Slug, Ref("requirement")]
LegislationRef = Annotated[Slug, Ref("legislation")]
EventRef = Annotated[Slug, Ref("event")]
SourceRef = Annotated[Slug, Ref("source")]
PolicyLineRef = Annotated[Slug, Ref("policy-line")]
TechnologyRef = Annotated[Slug, Ref("technology")]
AudienceRef = Annotated[Slug, Ref("audience")]
QualityRef = Annotated[Slug, Ref("quality")]
JurisdictionRef = Annotated[
    str,
    StringConstraints(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|[a-z]{2}-[a-z0-9-]{1,60})$"),
    Ref("jurisdiction"),
]
AgentRef = Annotated[str, StringConstraints(pattern=r"^(organization|person)/[a-z0-9][a-z0-9-]{0,63}$"), Ref("any")]
ElsewhereRef = Annotated[WebAddress, Ref("address")]
ThingRef = Annotated[str, StringConstraints(pattern=r"^[a-z-]+/[a-z0-9][a-z0-9-]{0,63}$"), Ref("any")]


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _first_day(text: str) -> date:
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def _last_day(text: str) -> date:
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _DAY.match(text)
    if not found:
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM, YYYY-MM-DD, or two of them as A/B")
    year, month, day = (int(part) if part else None for part in found.groups())
    return year or 0, month, day


class When(Value):
    """A day as precisely as the source gives it: the earliest and latest it can be, and its words.

    Written as an ISO 8601-2 (EDTF level 0) date or interval, or as a mapping with `on` and `words`.

    >>> When.model_validate("2020-06")
    When(earliest=datetime.date(2020, 6, 1), latest=datetime.date(2020, 6, 30), words=None)
    >>> str(When.model_validate("2020-06-08/2020-06-12"))
    '2020-06-08/2020-06-12'
    """

    earliest: date
    latest: date
    words: Line | None = None

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: Any) -> dict[str, Any]:
        """What a fact file may write, which is not what the value holds."""
        day = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
        text = {"type": "string", "pattern": f"^{day}(/{day})?$"}
        mapping = {
            "type": "object",
            "properties": {"on": text, "words": {"type": "string"}},
            "required": ["on"],
            "additionalProperties": False,
        }
        year = {"type": "integer", "minimum": 1000, "maximum": 9999}
        return {"anyOf": [text, year, mapping], "description": "YYYY, YYYY-MM, YYYY-MM-DD or A/B, with words if kept"}

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        words = None
        if isinstance(given, dict) and "on" in given:
            extra = set(given) - {"on", "words"}
            if extra:
                raise ValueError(f"unknown field {sorted(extra)[0]!r} in a date: only `on` and `words`")
            given, words = given["on"], given.get("words")
        if not isinstance(given, str):
            return given
        first, _, last = given.partition("/")
        return {"earliest": _first_day(first), "latest": _last_day(last or first), "words": words}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.latest < self.earliest:
            raise ValueError(f"the date interval ends ({self.latest}) before it starts ({self.earliest})")
        return self

    @property
    def exact(self) -> bool:
        """True when the source gives one day."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        """The shortest EDTF text that means the same days."""
        for length in (4, 7, 10):
            text = self.earliest.isoformat()[:length]
            if (_first_day(text), _last_day(text)) == (self.earliest, self.latest):
                return text
        return f"{self.earliest}/{self.latest}"


class Evidence(Value):
    """Where a source states a fact: an exact span, a locator, or a register row (exactly one)."""

    span: tuple[int, int] | None = Field(None, description="start and end in code points of the canonical text")
    quote: Text | None = Field(None, description="the exact words of the span; kept in a user's own store only")
    quote_sha256: Sha256 | None = Field(None, description="sha256 of the exact words, for data that must not quote")
    locator: Line | None = Field(None, description="section, paragraph, article number, page")
    row: Line | None = Field(None, description="the id of a row of a register")
    modality: Modality = Modality.PARAPHRASED
    seen: Seen | None = Field(None, description="how much of the source was held; the source's own `seen` otherwise")
    slots: tuple[str, ...] = Field((), description="the fields this supports; all fields of the fact when empty")

    @model_validator(mode="after")
    def _one_strength(self) -> Self:
        given = [name for name in ("span", "locator", "row") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"evidence is exactly one of span, locator or row, here {given or 'none'}")
        if self.span is not None:
            start, end = self.span
            if not 0 <= start < end:
                raise ValueError(f"the span [{start}, {end}) is empty or backwards")
            if self.quote is None and self.quote_sha256 is None:
                raise ValueError("a span needs the quote or its quote_sha256")
            if self.quote is not None and len(self.quote) != end - start:
                raise ValueError(f"the span [{start}, {end}) and its quote of {len(self.quote)} characters disagree")
        return self
