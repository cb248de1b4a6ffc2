"""The ontology and the concept schemes, read from their folder as triples."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from moratoria.errors import InputError
from moratoria.terms import BASE, OWL, Literal, NamedNode, Triple

HEADER = "moratoria.ttl"
SCHEMES = "schemes"
CONTEXT = "context.jsonld"
ONTOLOGY = NamedNode(f"{BASE}ontology")


def list_modules(folder: Path) -> tuple[Path, ...]:
    """The header and then each module it imports, by the name of its IRI; alignments are not among them.

    InputError where the folder holds no header, or the header imports what is not there.
    """
    header = folder / HEADER
    modules = tuple(folder / f"{name}.ttl" for name in _imported(header))
    for module in modules:
        if not module.is_file():
            raise InputError("imported by the ontology's header but not there", where=str(module))
    return header, *modules


def list_schemes(folder: Path) -> tuple[Path, ...]:
    """The files of the concept schemes, in the order of their names; a large scheme has several."""
    found = tuple(sorted((folder / SCHEMES).glob("*.ttl")))
    if not found:
        raise InputError("no concept schemes here", where=str(folder / SCHEMES), remedy="give the ontology's folder")
    return found


def read_ontology(folder: Path) -> tuple[Triple, ...]:
    """The header and all modules as one set of triples, what several modules declare being given once."""
    return read_turtle(list_modules(folder))


def read_schemes(folder: Path) -> tuple[Triple, ...]:
    """The concepts of all schemes: technologies, audiences, jurisdictions, qualities, levels, kinds of event."""
    return read_turtle(list_schemes(folder))


def read_version(folder: Path) -> str:
    """The version of the ontology in the folder, as its header gives it."""
    given = _header_values(folder / HEADER, OWL.versionInfo)
    if len(given) != 1:
        raise InputError(f"gives {len(given)} owl:versionInfo, not one", where=str(folder / HEADER))
    return given[0]


def read_turtle(paths: Iterable[Path]) -> tuple[Triple, ...]:
    """The triples of some Turtle files, each once and in order; blank nodes of two files never meet."""
    return tuple(dict.fromkeys(triple for path in paths for triple in _parsed(path)))


def _parsed(path: Path) -> list[Triple]:
    try:
        quads = parse(path.read_bytes(), format=RdfFormat.TURTLE, rename_blank_nodes=True)
        return [quad.triple for quad in quads]
    except (OSError, SyntaxError) as error:
        raise InputError(f"cannot be read as Turtle ({error})", where=str(path)) from error


def _imported(header: Path) -> list[str]:
    return sorted(iri.removeprefix(f"{ONTOLOGY.value}/") for iri in _header_values(header, OWL.imports))


def _header_values(header: Path, predicate: NamedNode) -> list[str]:
    found = [t.object for t in read_turtle([header]) if t.subject == ONTOLOGY and t.predicate == predicate]
    return [term.value for term in found if isinstance(term, NamedNode | Literal)]
