"""The columns of the flat tables: names, types and meanings, as the data package states them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moratoria.publish.folder import PACKAGE_NAME, Written

SEPARATOR = "; "
EDTF = r"^\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?$"


@dataclass(frozen=True)
class Column:
    """A column: its type in the terms of Table Schema; `many` where a cell holds several values."""

    name: str
    words: str
    type: str = "string"
    many: bool = False
    edtf: bool = False

    def field(self) -> dict[str, Any]:
        """The column as a field of Table Schema."""
        several = f" Several are separated by `{SEPARATOR.strip()}` and a space." if self.many else ""
        found: dict[str, Any] = {"name": self.name, "type": self.type, "description": self.words + several}
        if self.edtf:
            found["constraints"] = {"pattern": EDTF}
        if self.name == "id":
            found["constraints"] = {"required": True, "unique": True}
        return found


_ID = (Column("id", "The thing's id, the last part of its address."), Column("iri", "The thing's address."))
_EDTF = "a day, or earliest/latest."

TABLES: dict[str, tuple[Column, ...]] = {
    "restrictions": (
        *_ID,
        Column("label", "What it is called here."),
        Column("kind", "ban, moratorium, conditional-withholding and so on."),
        Column("actors", "Who imposes it.", many=True),
        Column("actor_ids", "The ids of who imposes it, as in organizations.csv.", many=True),
        Column("binds", "The ids of who is bound by it.", many=True),
        Column("technologies", "The technologies restricted.", many=True),
        Column("products", "The products restricted.", many=True),
        Column("audiences", "Who is refused.", many=True),
        Column("jurisdictions", "Where it applies: ISO 3166 codes, cities by our own.", many=True),
        Column("actions", "What is restricted: supply, develop, research, use, export, procure.", many=True),
        Column("announced", f"When it was announced: {_EDTF}", edtf=True),
        Column("start", f"When it starts, where a source states it: {_EDTF}", edtf=True),
        Column("end", f"When it ends, where a source states it: {_EDTF}", edtf=True),
        Column("status", "Its life on the day of the release; `none` before its first day."),
        Column("status_since", "The first day of that.", type="date"),
        Column("status_until", "The first day on which that no longer holds.", type="date"),
        Column("facets", "What else holds then, such as a condition awaited.", many=True),
        Column("conditions", "What would release it.", many=True),
        Column("sources", "The ids of the sources that state it, as in sources.csv.", many=True),
        Column("addresses", "The addresses of those sources.", many=True),
    ),
    "sources": (
        *_ID,
        Column("title", "The source's own title."),
        Column("publisher", "Who published it."),
        Column("published", f"When it was published: {_EDTF}", edtf=True),
        Column("address", "Where it is on the web.", many=True),
        Column("kind", "news-article, web-page, official-document, letter or register-edition."),
        Column("authority", "own-words, primary or secondary."),
        Column("seen", "How much of it was seen: excerpt, full or register."),
        Column("language", "Its language."),
        Column("retrieved", "When it was retrieved.", type="date"),
        Column("recorded", "When it was recorded here.", type="datetime"),
        Column("retracted", "When it was retracted here; empty while it is live.", type="datetime"),
        Column("sha256", "The hash of its bytes, where they were held."),
        Column("corrects", "The ids of the sources it corrects.", many=True),
        Column("syndicated_from", "The id of the source it repeats.", many=True),
        Column("facts", "How many facts (claims) it states.", type="integer"),
    ),
    "organizations": (
        *_ID,
        Column("name", "What it is called here."),
        Column("kind", "company, regulator, legislature and so on."),
        Column("aliases", "Its other names.", many=True),
        Column("home", "Where it is based.", many=True),
        Column("wikidata", "Its id in Wikidata.", many=True),
        Column("lei", "Its legal entity identifier.", many=True),
        Column("cik", "Its number at the US SEC.", many=True),
        Column("tickers", "Its stock symbols.", many=True),
        Column("same_as", "The same organization elsewhere.", many=True),
        Column("restrictions", "How many restrictions it imposes.", type="integer"),
    ),
}  # fmt: skip

FURTHER_TABLES: dict[str, tuple[Column, ...]] = {
    "intervals": (
        *_ID,
        Column("restriction", "The id of the restriction whose status this is, as in restrictions.csv."),
        Column("label", "What that restriction is called here."),
        Column("status", "Its life in this time: proposed, announced, in force, expired and so on."),
        Column("since", "The first day of it; empty where it is open.", type="date"),
        Column("until", "The first day on which it no longer holds; empty while it does.", type="date"),
        Column("facets", "What else holds then, such as a condition awaited.", many=True),
        Column("rule", "The name of the rule that opened it."),
        Column("explained_by", "The ids of the facts it rests on.", many=True),
    ),
    "statements": (
        *_ID,
        Column("gist", "What was said, restated."),
        Column("speaker", "The id of the person who said it."),
        Column("organization", "The id of the organization it was said for, as in organizations.csv."),
        Column("said", f"When it was said: {_EDTF}", edtf=True),
        Column("stance", "Whether it supports or opposes, where a source says so."),
        Column("restrictions", "The ids of the restrictions it is about.", many=True),
        Column("legislation", "The ids of the bills and laws it is about.", many=True),
        Column("replies_to", "The ids of what it answers.", many=True),
        Column("sources", "The ids of the sources that state it, as in sources.csv.", many=True),
    ),
    "legislation": (
        *_ID,
        Column("name", "What it is called here."),
        Column("kind", "bill, act, regulation, ordinance, executive-order or guidance."),
        Column("number", "Its number or citation."),
        Column("level", "supranational, national, state or local."),
        Column("jurisdiction", "Where it applies: ISO 3166 codes, cities by our own.", many=True),
        Column("technologies", "The technologies it is about.", many=True),
        Column("events", "What happened to it and when, as `day kind`.", many=True),
        Column("restrictions", "The ids of the restrictions imposed under it.", many=True),
        Column("same_as", "The same bill or law elsewhere.", many=True),
        Column("sources", "The ids of the sources that state it, as in sources.csv.", many=True),
    ),
    "links": (
        Column("id", "The id of the thing, with its kind."),
        Column("iri", "The thing's address."),
        Column("label", "What it is called here."),
        Column("relation", "sameAs, sameRecordAs, exactMatch, closeMatch and so on."),
        Column("target", "The address of the other thing."),
        Column("confidence", "How sure that is, from 0 to 1, where it is stated.", many=True),
        Column("sources", "The ids of the sources that state it, as in sources.csv.", many=True),
    ),
}  # fmt: skip
"""Tables that a server gives besides those of a release; a row of `links` has no id of its own."""


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table of either kind."""
    return TABLES[table] if table in TABLES else FURTHER_TABLES[table]


def build_package(files: dict[str, Written], title: str, version: str, issued: str) -> dict[str, Any]:
    """The release as a Frictionless data package: a resource per table, and one per format of the graph."""
    tables = [_table(name, files[f"{name}.csv"]) for name in TABLES]
    others = [_resource(files[path], path.replace(".", "-")) for path in sorted(files) if path.endswith(_GRAPHS)]
    return {
        "name": PACKAGE_NAME, "title": title, "version": version, "created": f"{issued}T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "description": "Cells that begin like a spreadsheet's formula have an apostrophe before them.",
        "resources": [*tables, *others],
    }  # fmt: skip


_GRAPHS = (".ttl", ".trig", ".nq", ".nq.gz", ".jsonld", ".json")


def _table(name: str, file: Written) -> dict[str, Any]:
    fields = [column.field() for column in TABLES[name]]
    schema = {"fields": fields, "primaryKey": "id", "missingValues": [""]}
    shown = _resource(file, name) | {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv"}
    return shown | {"encoding": "utf-8", "schema": schema}


def _resource(file: Written, name: str) -> dict[str, Any]:
    return {"name": name, "path": file.path, "bytes": file.size, "hash": f"sha256:{file.sha256}"}
