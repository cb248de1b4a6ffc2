"""The stored questions in a folder, and asking one of a store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from moratoria.ask.bind import Bound, bind_params, bind_text
from moratoria.ask.catalogue import Param, Question, header_of, parse_question
from moratoria.ask.results import Cited, Result, citations_of, text
from moratoria.errors import QueryError, UnknownName
from moratoria.pipeline.citations import read_citations
from moratoria.pipeline.naming import NAMED_KINDS, find_slug, nearest_names, read_names
from moratoria.pipeline.slices import find_thing
from moratoria.sources.base import YAML_BYTES, decode, read_bytes
from moratoria.sources.fact_files import read_yaml_text
from moratoria.store.base import Rows, Store
from moratoria.terms import CURRENT, RDFS, SKOS, NamedNode, kind_of, slug_of

_OTHERS = ("qc", "federated")
_LABELS = (RDFS.label, SKOS.prefLabel)


def question_files(folder: Path) -> dict[str, Path]:
    """The file of every stored question by its name; names are unique over themes."""
    return {path.stem: path for path in sorted(folder.glob("*/*.rq")) if path.parent.name not in _OTHERS}


def read_question(path: Path) -> Question:
    """The question in a file. Raises InputError when its header or body is not as it must be."""
    text = decode(read_bytes(path, YAML_BYTES), str(path))
    header = read_yaml_text(header_of(text) or "{}", str(path)).data
    return parse_question(path.stem, path.parent.name, header, text)


def read_named_question(folder: Path, name: str) -> Question:
    """The question of a name. Raises UnknownName with the nearest names."""
    files = question_files(folder)
    if name in files:
        return read_question(files[name])
    near = get_close_matches(name, list(files), n=3)
    raise UnknownName("question", name, near, remedy="see `moratoria ask --list`")


def ask_question(store: Store, question: Question, given: Mapping[str, str], today: date) -> Result:
    """The answer to a question. Raises UnknownName for a concept or thing the store does not know.

    Concepts and organizations may be called by a label, a thing by its bare name where only one has it.
    """
    bound = bind_params(question, _as_named(store, question, given), today)
    _require_known(store, question, bound)
    rows = store.query(bind_text(question, bound))
    if not isinstance(rows, Rows):
        raise QueryError("is no SELECT query", where=question.name, remedy="write it as SELECT")
    citations, cited = _citations(store, question, rows, text(bound.get("asOf")))
    return Result(question, bound, rows.columns, rows.rows, citations, cited, _names(store, bound))


def _citations(store: Store, question: Question, rows: Rows, day: str) -> Cited:
    if not question.cite or not len(rows):
        return (), ()
    things = dict.fromkeys(str(row[question.cite]) for row in rows if isinstance(row[question.cite], NamedNode))
    return citations_of(rows, question.cite, read_citations(store, list(things)), day)


def _as_named(store: Store, question: Question, given: Mapping[str, str]) -> dict[str, str]:
    """The given values, names that people use replaced by those on record."""
    params = {param.name: param for param in question.params}
    return {
        name: _on_record(store, params[name], value, question.name) if name in params else value
        for name, value in given.items()
    }


def _on_record(store: Store, param: Param, value: str, where: str) -> str:
    if value == param.default:
        return value
    if param.type in NAMED_KINDS:
        return find_slug(store, param.type, value, where=where)
    is_bare = param.type == "thing" and "/" not in value
    return find_thing(store, value, where=where).value if is_bare else value


def _names(store: Store, bound: Bound) -> dict[str, str]:
    """The names of the things that parameters stand for."""
    named: dict[str, str] = {}
    for name, term in bound.items():
        if isinstance(term, NamedNode):
            labels = [quad.object.value for label in _LABELS for quad in store.quads(term, label, None, CURRENT)]
            named |= {name: min(labels)} if labels else {}
    return named


def _require_known(store: Store, question: Question, bound: Bound) -> None:
    for param in question.params:
        term = bound[param.name]
        if not isinstance(term, NamedNode) or any(True for _ in store.quads(term, None, None, CURRENT)):
            continue
        kind = kind_of(term) or param.type
        raise UnknownName(kind, slug_of(term), _nearest(store, term, param.type), where=question.name)


def _nearest(store: Store, term: NamedNode, kind: str) -> list[str]:
    if kind in NAMED_KINDS:
        return nearest_names(read_names(store, kind), slug_of(term))
    prefix = term.value[: -len(slug_of(term))]
    subjects = (quad.subject for quad in store.quads(None, None, None, CURRENT))
    names = {slug_of(node) for node in subjects if node.value.startswith(prefix)}
    return get_close_matches(slug_of(term), sorted(names), n=3, cutoff=0.5)
