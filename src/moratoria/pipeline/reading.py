"""Reading articles: bytes to a reading, to candidate facts that hold together; one article or a folder of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from moratoria import settings
from moratoria.errors import InputError, MoratoriaError
from moratoria.facts.model import FactFile
from moratoria.graph.ontology import read_schemes
from moratoria.reading.announced import with_announced
from moratoria.reading.candidates import Candidates, Known, build_candidates
from moratoria.reading.canonical import MAX_BYTES
from moratoria.reading.gazetteer import parse_gazetteer
from moratoria.reading.language_model import read_with_model
from moratoria.reading.model import Reading
from moratoria.reading.page import read_document
from moratoria.reading.reader import Lexicon, read
from moratoria.sources.base import read_bytes
from moratoria.sources.chat import Chat, Model
from moratoria.sources.web_pages import Fetcher
from moratoria.terms import IDS, LOC, SKOS

ARTICLE_SUFFIXES = frozenset({".txt", ".html", ".htm", ".xhtml", ".md"})


@dataclass(frozen=True)
class Given:
    """An article as handed over: its bytes, what to call it, and what is known of it from outside."""

    name: str
    data: bytes
    published: str | None = None
    address: str | None = None
    content_type: str = ""


@dataclass(frozen=True)
class Read:
    """What became of one article: its reading and candidates, or the sentence that says why there are none."""

    name: str
    reading: Reading | None = None
    candidates: Candidates | None = None
    problem: str = ""


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon over the shipped gazetteer; made once in a process."""
    folder = settings.shipped_folder("data") / "gazetteer"
    return Lexicon.of(parse_gazetteer({path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.csv"))}))


@cache
def shipped_places() -> Known:
    """The jurisdictions that are concepts, and the code of each place that an article may name."""
    prefixes = (f"{IDS}jurisdiction/", str(LOC))
    codes: dict[str, str] = {}
    found = set()
    for triple in read_schemes(settings.shipped_folder("ontology")):
        prefix = next((prefix for prefix in prefixes if triple.subject.value.startswith(prefix)), None)
        if prefix is None:
            continue
        code = triple.subject.value.removeprefix(prefix)
        found.add(code)
        if triple.predicate in (SKOS.prefLabel, SKOS.altLabel):
            codes.setdefault(triple.object.value, code)
    listed = shipped_lexicon().gazetteer.entries.values()
    for entry in (entry for entries in listed for entry in entries):
        if entry.kind in ("country", "state", "city", "county", "demonym") and entry.home:
            codes.setdefault(entry.name, entry.home)
    return Known(codes, frozenset(found))


def read_article(given: Given, *, retrieved: str, model: Model | None = None) -> Read:
    """The reading of an article and its candidates, by rules or by a language model.

    Raises InputError or TooLarge for what is no article to read, EndpointError where the model's endpoint fails.
    """
    article = read_document(
        given.data, published=given.published, address=given.address, content_type=given.content_type
    )
    remarks = list(article.remarks)
    if model is None:
        reading = read(article, shipped_lexicon())
    else:
        found = read_with_model(article, shipped_lexicon(), Chat(model).ask)
        reading = found.reading
        remarks += found.remarks
    reading = with_announced(reading)
    by = "language-model" if model else None
    candidates = settle(build_candidates(reading, shipped_places(), retrieved=retrieved, reader=by))
    return Read(given.name, reading, Candidates(candidates.data, [*remarks, *candidates.remarks]))


def settle(candidates: Candidates) -> Candidates:
    """Candidates that fit the fact model: a fact that does not is left out, with what refers to it, and said so."""
    while True:
        try:
            FactFile.model_validate(candidates.data)
            return candidates
        except ValidationError as error:
            faults = error.errors(include_url=False)
        if any(item["loc"][0] == "source" for item in faults):
            raise InputError(f"its source cannot be described: {faults[0]['msg']}", remedy="give --published")
        bad = {(str(item["loc"][0]), int(item["loc"][1])): item["msg"] for item in faults}
        for (name, index), problem in sorted(bad.items(), reverse=True):
            lost = candidates.data[name].pop(index)
            candidates.remarks.append(f"left out: {name} {lost.get('id', index)}: {problem}")


def read_articles(
    given: Sequence[Given], *, retrieved: str, model: Model | None = None, processes: int = 0
) -> Iterator[Read]:
    """Each article as it is done, in order; what cannot be read says why and stops no other."""
    count = 1 if model else min(processes or os.cpu_count() or 1, len(given))
    if count <= 1:
        yield from (_attempt(item, retrieved, model) for item in given)
        return
    with ProcessPoolExecutor(count) as pool:
        yield from pool.map(_attempt, given, [retrieved] * len(given), chunksize=4)


def _attempt(given: Given, retrieved: str, model: Model | None = None) -> Read:
    try:
        return read_article(given, retrieved=retrieved, model=model)
    except MoratoriaError as error:
        return Read(given.name, problem=str(error))


def given_address(address: str, published: str | None = None) -> tuple[Given, str]:
    """An article on the web, fetched politely and kept for a week, and the day of its retrieval.

    Raises InputError for an address that must not be asked, EndpointError where the site fails.
    """
    page = Fetcher(settings.cache_folder() / "pages").fetch(address)
    given = Given(address, page.content, published, page.final_address, page.content_type)
    return given, str(page.retrieved.date())


def find_articles(folder: Path) -> list[Path]:
    """The articles in a folder, in order. Raises InputError where there are none."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ARTICLE_SUFFIXES)
    if not found:
        endings = ", ".join(sorted(ARTICLE_SUFFIXES))
        raise InputError(f"holds no article ({endings})", where=str(folder), remedy="check the path")
    return found


def given_file(path: Path, published: str | None = None) -> Given:
    """An article in a file. Raises InputError or TooLarge when it cannot be read whole."""
    return Given(str(path), read_bytes(path, MAX_BYTES), published)
