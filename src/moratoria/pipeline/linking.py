"""Decisions on what is one with what: read from files, made sources of, recorded; and candidates out of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from moratoria import settings
from moratoria.errors import FindingsError, InputError
from moratoria.facts.parse import parse_facts
from moratoria.findings import Finding, Severity
from moratoria.graph.build import build_source_graph
from moratoria.graph.slots import KIND_CLASSES
from moratoria.link.candidates import Candidate, Entity, Index, find_candidates
from moratoria.link.decisions import Decision, find_conflicts, parse_decisions
from moratoria.link.endpoint import ALLOWED, item_entities, item_query, require_allowed
from moratoria.link.facts import plain_facts
from moratoria.link.prefixes import OURS, PREFIXES, split_name
from moratoria.link.sssom import read_rows, render_set, split_header
from moratoria.pipeline.sources import Prepared
from moratoria.sources.base import YAML_BYTES, decode, read_bytes
from moratoria.sources.fact_files import read_yaml_text
from moratoria.store.base import Store
from moratoria.store.remote import RemoteStore
from moratoria.terms import CURRENT, MOR, RDFS, SCHEMA, SKOS, TYPE, NamedNode, shorten, slug_of

_KINDS = {names[0]: word for word, names in KIND_CLASSES["organization"].items() if word != "unclassified"}
_IDS = {MOR.cik: "CIK", MOR.ticker: "ticker", SCHEMA.leiCode: "LEI", MOR.wikidataId: "Wikidata id"}
_NAMES = (RDFS.label, SKOS.altLabel)


@dataclass(frozen=True)
class MappingSet:
    """A file of decisions: its header, the decisions, and what is wrong with the other rows."""

    name: str
    header: Mapping[str, Any] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_mapping_set(path: Path) -> MappingSet:
    """The decisions in a file. Raises InputError for what is no SSSOM table at all; faults of rows are findings."""
    name = str(path)
    header, lines = split_header(decode(read_bytes(path, YAML_BYTES), name))
    data = read_yaml_text(header, name).data if header.strip() else {}
    if not isinstance(data, dict):
        raise InputError("its header is no list of keys", where=name, remedy="write it as #key: value")
    decisions, findings = parse_decisions(read_rows(lines, name), name)
    return MappingSet(name, data, tuple(decisions), (*_strange_prefixes(data, name), *findings))


def _strange_prefixes(header: Mapping[str, Any], name: str) -> Iterable[Finding]:
    """A prefix that a file uses for another place than this program does would make its rows say something else."""
    for prefix, place in dict(header.get("curie_map") or {}).items():
        known = PREFIXES.get(prefix)
        if known and known.namespace != place:
            problem = f"curie_map: {prefix} is {place} here, and {known.namespace} to this program"
            yield Finding("link-prefix", Severity.ERROR, problem, "write the identifiers in that form", where=name)


def prepare_links(paths: Sequence[Path], *, recorded: datetime, today: date) -> list[Prepared]:
    """Each file of decisions as a source; decisions that contradict each other, in one file or two, refuse theirs."""
    sets, prepared = [], []
    for path in paths:
        try:
            sets.append(read_mapping_set(path))
        except InputError as error:
            finding = Finding("unreadable-file", Severity.ERROR, error.what, error.remedy, where=error.where)
            prepared.append(Prepared(str(path), None, (finding,)))
    conflicts = find_conflicts(decision for found in sets for decision in found.decisions)
    for found in sets:
        mine = [finding for finding in conflicts if finding.where.rpartition(":")[0] == found.name]
        prepared.append(_prepare(found, (*found.findings, *mine), recorded, today))
    return prepared


def _prepare(found: MappingSet, findings: tuple[Finding, ...], recorded: datetime, today: date) -> Prepared:
    accepted = [decision for decision in found.decisions if decision.accepted]

    def where(path: tuple[str | int, ...]) -> str:
        number = path[1] if len(path) > 1 and path[0] == "matches" else None
        return accepted[number].where if isinstance(number, int) else found.name

    try:
        plain = plain_facts(found.header, accepted, found.name)
    except InputError as error:
        fault = Finding("link-header", Severity.ERROR, error.what, error.remedy, where=error.where)
        return Prepared(found.name, None, (*findings, fault), where)
    facts, faults = parse_facts(plain, where, today)
    findings = tuple(item.at(item.where, plain["source"]["id"]) for item in (*findings, *faults))
    if facts is None or any(finding.severity is Severity.ERROR for finding in findings):
        return Prepared(found.name, None, findings, where)
    return Prepared(found.name, build_source_graph(facts, recorded), findings, where)


def read_entities(store: Store) -> list[Entity]:
    """Every organization of the graph as far as candidates are compared."""
    values: dict[NamedNode, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    organizations = {quad.subject for quad in store.quads(None, TYPE, MOR.Organization, CURRENT)}
    for predicate in (TYPE, MOR.isBasedIn, *_NAMES, *_IDS):
        for quad in store.quads(None, predicate, None, CURRENT):
            if quad.subject in organizations:
                values[quad.subject][predicate].append(quad.object.value)
    return [_entity(node, found) for node, found in sorted(values.items(), key=lambda item: item[0].value)]


def _entity(node: NamedNode, found: Mapping[NamedNode, list[str]]) -> Entity:
    classes = sorted(shorten(name).removeprefix("mor:") for name in found.get(TYPE, ()))
    homes = sorted(slug_of(NamedNode(name)) for name in found.get(MOR.isBasedIn, ()))
    return Entity(
        f"organization:{slug_of(node)}",
        tuple(sorted({name for predicate in _NAMES for name in found.get(predicate, ())})),
        next((_KINDS[name] for name in classes if name in _KINDS), ""),
        homes[0] if homes else "",
        frozenset((system, value) for predicate, system in _IDS.items() for value in found.get(predicate, ())),
    )


def propose(store: Store, organization: NamedNode) -> list[Candidate]:
    """The organizations of a store that may be one with an organization, likeliest first, each with its reasons."""
    entities = read_entities(store)
    wanted = next(item for item in entities if item.id == f"organization:{slug_of(organization)}")
    return find_candidates(wanted, Index(entities))


def propose_items(store: Store, organization: NamedNode, endpoint: str) -> list[Candidate]:
    """The items of an endpoint with Wikidata's shape of data that may be an organization, likeliest first.

    Raises EndpointError for a host that is not allowed, and when the endpoint fails.
    """
    require_allowed(endpoint, settings.allowed_endpoints(ALLOWED))
    wanted = next(item for item in read_entities(store) if item.id == f"organization:{slug_of(organization)}")
    found = item_entities(RemoteStore(endpoint).query_foreign(item_query(wanted)))
    return find_candidates(wanted, Index(found))


def record_decision(path: Path, decision: Decision, today: date) -> list[Finding]:
    """Write a decision into a file of decisions, which is made where it is not there.

    It takes the place of an earlier decision on the same two names in that file. Raises FindingsError, and writes
    nothing, when it is malformed or contradicts another decision; gives the findings that do not prevent it.
    """
    found = read_mapping_set(path) if path.exists() else MappingSet(str(path), _new_header(decision, today))
    _, faults = parse_decisions([(0, decision.row())], "the decision")
    kept = [item for item in found.decisions if set(item.pair) != set(decision.pair)]
    findings = [*found.findings, *faults, *(() if faults else find_conflicts([*kept, decision]))]
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise FindingsError(findings, "the decision was not recorded")
    rows = sorted((item.row() for item in (*kept, decision)), key=lambda row: (row["subject_id"], row["object_id"]))
    used = {split_name(row[column])[0] for row in rows for column in ("subject_id", "object_id")}
    header = {**found.header, "curie_map": curie_map(used)}
    path.write_text(render_set(header, rows), encoding="utf-8", newline="\n")
    return findings


def _new_header(decision: Decision, today: date) -> dict[str, Any]:
    return {
        "mapping_set_title": "Decisions on what is one with what", "creator_label": decision.author or "unnamed",
        "publication_date": today.isoformat(),
    }  # fmt: skip


def curie_map(prefixes: Iterable[str]) -> dict[str, str]:
    """Where the prefixes lie, those of what is ours first."""
    ordered = sorted(set(prefixes), key=lambda prefix: (prefix not in OURS, prefix))
    return {prefix: PREFIXES[prefix].namespace for prefix in ordered}
