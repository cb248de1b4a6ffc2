"""The one door to owlready2: the ontology's consistency and class hierarchy, as HermiT finds them.

HermiT runs as a Java process that owlready2 starts. It reads no Turtle, so it is handed N-Triples; it refuses
literals outside OWL 2's datatype map, `xsd:date` among them, so triples with such literals are left out; and imports
are left out too, since the modules are merged already and nothing may be fetched.
https://www.w3.org/TR/owl2-syntax/#Datatype_Maps
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import owlready2

from moratoria.errors import InputError, MissingPart
from moratoria.graph.ontology import ONTOLOGY, read_ontology, read_schemes, read_turtle
from moratoria.terms import OWL, XSD, Literal, Triple, ntriples

JAVA = "java"
_REFUSED = frozenset(
    XSD.term(name) for name in ("date", "gYear", "gYearMonth", "gMonth", "gDay", "time", "duration", "dayTimeDuration")
)

_NOTHING = OWL.Nothing.value

Pair = tuple[str, str]


@dataclass(frozen=True)
class Reasoning:
    """What HermiT says; with an inconsistent ontology every class would follow, so none is listed.

    `classes` counts the named classes read, `inferred` are the pairs (subclass, superclass) that are not stated.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    classes: int
    inferred: tuple[Pair, ...]
    seconds: float

    @property
    def sound(self) -> bool:
        """True when nothing contradicts itself and every class can have a member."""
        return self.consistent and not self.unsatisfiable


def run_reasoner(folder: Path, extra: Sequence[Path] = (), *, java: str = JAVA) -> Reasoning:
    """What HermiT says of the ontology in a folder with its schemes and `extra` Turtle files, an example for one.

    Two examples that tell different stories under the same names contradict each other: give one at a time.
    MissingPart where there is no Java; InputError where a file cannot be read or HermiT refuses it.
    """
    program = shutil.which(java)
    if program is None:
        raise MissingPart("reasoning needs Java, which is not there", remedy="install a Java 11 or newer runtime")
    triples = (*read_ontology(folder), *read_schemes(folder), *read_turtle(extra))
    with closing(_loaded(triples, program)) as world:
        return _reason(world)


def _loaded(triples: Iterable[Triple], java: str) -> Any:
    """A world of owlready2's with the triples in it."""
    owlready2.JAVA_EXE = java
    world = owlready2.World()
    world.get_ontology(ONTOLOGY.value).load(fileobj=BytesIO(ntriples(filter(_is_fit, triples))), only_local=True)
    return world


def _is_fit(triple: Triple) -> bool:
    """True for what HermiT can be handed."""
    refused = isinstance(triple.object, Literal) and triple.object.datatype in _REFUSED
    return not refused and triple.predicate != OWL.imports


def _reason(world: Any) -> Reasoning:
    stated, started = _pairs(world), time.monotonic()
    consistent = _is_consistent(world)
    unsatisfiable = {found.iri for found in world.inconsistent_classes()} - {_NOTHING} if consistent else set()
    return Reasoning(
        consistent,
        tuple(sorted(unsatisfiable)),
        sum(1 for _ in world.classes()),
        tuple(sorted(_pairs(world) - stated)) if consistent else (),
        time.monotonic() - started,
    )


def _is_consistent(world: Any) -> bool:
    """Runs HermiT, which writes what it infers into the world."""
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    except owlready2.OwlReadyJavaError as error:
        raise InputError(f"refused by HermiT ({_reason_given(str(error))})", remedy="check its datatypes") from error
    return True


def _reason_given(output: str) -> str:
    """The line of Java's output that names the exception, else its last one."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no output"]
    return next((line for line in lines if "Exception" in line), lines[-1])


def _pairs(world: Any) -> set[Pair]:
    """Every pair of a named class and a named class stated right above it, or said to be the same."""
    return {
        (found.iri, above.iri)
        for found in world.classes()
        for above in (*found.is_a, *found.equivalent_to)
        if hasattr(above, "iri") and above.iri not in (OWL.Thing.value, _NOTHING)
    }
