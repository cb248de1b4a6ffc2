"""The answer to a stored question: rows, a sentence, and the sources behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from moratoria.ask.bind import Bound
from moratoria.ask.catalogue import Question
from moratoria.errors import MissingPart
from moratoria.facts.values import When
from moratoria.store.base import Rows, Value
from moratoria.terms import XSD, Literal, NamedNode, shorten, slug_of

Plain = str | int | float | bool | None


@dataclass(frozen=True)
class Citation:
    """A source behind a row, by its number in the answer."""

    number: int
    source: str
    title: str
    publisher: str
    published: str
    address: str | None
    modality: str
    locators: tuple[str, ...]

    def line(self) -> str:
        """The citation as one line of text."""
        place = f", {'; '.join(self.locators)}" if self.locators else ""
        address = f" <{self.address}>" if self.address else ""
        return f"[{self.number}] {self.publisher}, {self.title}, {self.published} ({self.modality}{place}){address}"


@dataclass(frozen=True)
class Result:
    """Rows of plain values by column, with the question, its bound parameters, their names and the citations.

    Iterates as dictionaries; `frame()` needs pandas.
    """

    question: Question
    bound: Bound
    columns: tuple[str, ...]
    terms: Sequence[tuple[Value, ...]]
    citations: tuple[Citation, ...] = ()
    cited: tuple[tuple[int, ...], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[dict[str, Plain]]:
        return (dict(zip(self.columns, map(plain, row), strict=True)) for row in self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def confirmed(self) -> tuple[str | None, ...]:
        """For each row when the latest of its sources was published; None where none is cited."""
        days = {citation.number: citation.published.partition("/")[0] for citation in self.citations}
        return tuple(max((days[number] for number in numbers), default=None) for numbers in self.cited)

    def sentence(self, most: int | None = None) -> str:
        """The answer as a sentence, each item with the numbers of its sources, and when they were last confirmed.

        With `most` it has so many items and says how many more there are.
        """
        templates = self.question.answer
        context: dict[str, Any] = {name: _word(term) for name, term in self.bound.items()} | dict(self.names)
        context["count"] = len(self)
        if not len(self):
            return templates["none"].format_map(_Lenient(context))
        items = [
            templates["item"].format_map(_Lenient({**context, **_stated(row)})) + "".join(f" [{n}]" for n in numbers)
            for row, numbers in zip(self, self.cited or ((),) * len(self), strict=True)
        ]
        context["items"] = _listed(list(dict.fromkeys(items)), most)
        context["s"] = "" if len(self) == 1 else "s"
        return templates["some"].format_map(_Lenient(context)) + _confirmation(self.confirmed)

    def frame(self) -> Any:
        """The rows as a pandas DataFrame. Raises MissingPart where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingPart("pandas is not installed", remedy="pip install pandas") from error

        return pd.DataFrame(list(self), columns=list(self.columns))


class _Lenient(dict[str, Any]):
    """Template values; one that is not bound reads as not stated."""

    def __getitem__(self, key: str) -> Any:
        value = super().get(key)
        return "not stated" if value is None else value


def _listed(items: list[str], most: int | None) -> str:
    """The items in one line.

    >>> _listed(["a", "b", "c"], 2)
    'a; b; and 1 more'
    """
    if most is None or len(items) <= most:
        return "; ".join(items)
    return "; ".join([*items[:most], f"and {len(items) - most} more"])


def _confirmation(days: Sequence[str | None]) -> str:
    """When the rows were last confirmed, as a sentence after another; nothing where no source is cited.

    >>> _confirmation(["2021-05-18", "2020-06", None])
    ' Last confirmed between 2020-06 and 2021-05-18.'
    """
    known = sorted({day for day in days if day})
    if not known:
        return ""
    return f" Last confirmed {known[0]}." if len(known) == 1 else f" Last confirmed between {known[0]} and {known[-1]}."


def _stated(row: Mapping[str, Plain]) -> dict[str, Plain]:
    """The values of a row; an empty text, which a group without members gives, is not stated."""
    return {name: None if value == "" else value for name, value in row.items()}


def plain(term: Value) -> Plain:
    """A term as a plain value: IRIs shortened, numbers and booleans as such, the rest as text."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return shorten(term.value)
    if not isinstance(term, Literal):
        return str(term)
    if term.datatype == XSD.integer:
        return int(term.value)
    if term.datatype in (XSD.decimal, XSD.double):
        return float(term.value)
    return term.value == "true" if term.datatype == XSD.boolean else term.value


def _word(term: NamedNode | Literal | None) -> str:
    if term is None:
        return "any"
    return slug_of(term) if isinstance(term, NamedNode) else term.value


Cited = tuple[tuple[Citation, ...], tuple[tuple[int, ...], ...]]
"""The citations of an answer, and the numbers of those of each row."""


def citations_of(rows: Rows, column: str, found: Iterable[Mapping[str, Value]], day: str = "") -> Cited:
    """Number the sources found for the things in a column, in the order in which rows first need them.

    `found` has the columns of `CITATIONS_QUERY`. With a day, sources published after it are left out, unless a thing
    has no others.
    """
    behind: dict[str, list[str]] = {}
    details: dict[str, Mapping[str, Value]] = {}
    locators: dict[tuple[str, str], None] = {}
    for item in found:
        about, source = text(item["about"]), text(item["source"])
        behind.setdefault(about, [])
        if source not in behind[about]:
            behind[about].append(source)
        details.setdefault(source, item)
        if item["locator"] is not None:
            locators[source, text(item["locator"])] = None
    numbers: dict[str, int] = {}
    cited = []
    for row in rows:
        known = behind.get(text(row[column]), [])
        needed = [source for source in known if not day or text(details[source]["published"]) <= day] or known
        cited.append(tuple(numbers.setdefault(source, len(numbers) + 1) for source in needed))
    citations = tuple(_citation(number, source, details[source], locators) for source, number in numbers.items())
    return citations, tuple(cited)


def _citation(
    number: int, source: str, item: Mapping[str, Value], locators: Mapping[tuple[str, str], None]
) -> Citation:
    address = item["address"]
    return Citation(
        number, source, text(item["title"]), text(item["publisher"]), _edtf(item),
        text(address) if address is not None else None, text(item["modality"]),
        tuple(locator for known, locator in locators if known == source),
    )  # fmt: skip


def _edtf(item: Mapping[str, Value]) -> str:
    """The day of publication as precisely as it is known."""
    return str(When.model_validate(f"{text(item['published'])}/{text(item['latest'])}"))


def text(term: Value) -> str:
    """The lexical form of a term; empty for none."""
    return getattr(term, "value", "") if term is not None else ""


CITATIONS_QUERY = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?about ?source ?title ?publisher ?published ?latest ?address ?modality ?locator WHERE {
  VALUES ?about { %s }
  GRAPH ?g {
    ?claim mor:about ?about ; mor:modality ?modality ; mor:isEvidencedBy ?evidence .
    ?g prov:wasDerivedFrom ?source .
    ?source dcterms:title ?title ; mor:publisher ?publisher ; mor:publishedEarliest ?published ;
      mor:publishedLatest ?latest .
    OPTIONAL { ?source schema:url ?address }
    OPTIONAL { ?evidence mor:locator ?locator }
  }
  OPTIONAL { GRAPH ?g { ?g prov:invalidatedAtTime ?closed } }
  FILTER(!BOUND(?closed))
}
ORDER BY ?about ?published ?source ?modality ?locator
"""
"""The live sources behind some things; `%s` takes terms that write themselves."""

CITED_CLAIMS_QUERY = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
SELECT DISTINCT ?about ?g ?modality ?locator WHERE {
  VALUES ?about { %s }
  GRAPH ?g {
    ?claim mor:about ?about ; mor:modality ?modality ; mor:isEvidencedBy ?evidence .
    OPTIONAL { ?evidence mor:locator ?locator }
  }
}
"""
"""The claims behind some things, each with its graph, whose source is then read once."""
