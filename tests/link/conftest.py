"""Made-up decisions, and loopback endpoints with a made-up slice of data in Wikidata's shape and others."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from moratoria.pipeline.kg import Moratoria
from moratoria.terms import CURRENT, ntriples

WORLD = Path(__file__).parents[1] / "world"

SLICE = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
wd:Q900001 rdfs:label "Halcyon"@en ; skos:altLabel "Halcyon Inc."@en ; wdt:P31 wd:Q4830453 ; wdt:P5531 "42001" ;
    wdt:P249 "HLC" ; wdt:P1128 1200 .
wd:Q900002 rdfs:label "Halcyon"@en ; wdt:P31 wd:Q16521 .
wd:Q900003 rdfs:label "Borealis"@en ; wdt:P31 wd:Q4830453 ; wdt:P1128 90 .
"""


LINKS = """#mapping_set_title: "T"
#creator_label: "A"
#publication_date: 2026-11-23
subject_id\tpredicate_id\tobject_id\tmapping_justification
organization:halcyon\tschema:sameAs\twikidata:Q900001\tsemapv:ManualMappingCuration
organization:halcyon\tschema:sameAs\tcik:0000042001\tsemapv:ManualMappingCuration
organization:halcyon\tmor:sameRecordAs\torganization:aiid-halcyon\tsemapv:ManualMappingCuration
legislation:colorado-images-act-2022\tschema:sameAs\teli:reg/2099/1/oj\tsemapv:ManualMappingCuration
"""
OTHERS = (
    SLICE
    + """
@prefix cdm: <http://publications.europa.eu/ontology/cdm#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix mor: <https://w3id.org/moratoria/ontology#> .
@prefix e: <http://example.org/> .
e:one mor:involves <https://w3id.org/moratoria/id/organization/aiid-halcyon> ;
    mor:hasEventKind <https://w3id.org/moratoria/id/event-kind/incident> .
e:two mor:involves <https://w3id.org/moratoria/id/organization/aiid-halcyon> ;
    mor:hasEventKind <https://w3id.org/moratoria/id/event-kind/incident> .
e:work owl:sameAs <http://data.europa.eu/eli/reg/2099/1/oj> .
e:text cdm:expression_belongs_to_work e:work ; cdm:expression_title "Regulation of Halcyon days" ;
    cdm:expression_uses_language <http://publications.europa.eu/resource/authority/language/ENG> .
"""
)


@contextmanager
def serving(folder: Path, turtle: str, graph: str | None = None) -> Iterator[str]:
    """The query address of an `oxigraph` server on the loopback that holds some Turtle."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    store, source = folder / "store", folder / "data.ttl"
    folder.mkdir(parents=True, exist_ok=True)
    source.write_text(turtle, encoding="utf-8")
    named = ["--graph", graph] if graph else []
    load = [program, "load", "--location", store, "--file", source, *named]
    subprocess.run(load, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [program, "serve", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        try:
            urlopen(address).close()
            return
        except URLError:
            assert server.poll() is None, "the server ended"
            time.sleep(0.1)
    raise AssertionError("the server did not answer in 10 s")


@pytest.fixture(scope="session")
def links_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("links") / "made-up.sssom.tsv"
    path.write_text(LINKS, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def graph(links_file: Path) -> Iterator[Moratoria]:
    with Moratoria.in_memory() as graph:
        report = graph.load([WORLD, links_file])
        assert report.ok, report.findings
        yield graph


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An endpoint with what others have: items, incidents and a law's text in one store, as if of three."""
    with serving(tmp_path_factory.mktemp("elsewhere"), OTHERS) as address:
        yield address


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory, graph: Moratoria) -> Iterator[str]:
    """An endpoint with the current graph, of an engine that may go out."""
    triples = ntriples(quad.triple for quad in graph.store.quads(None, None, None, CURRENT)).decode()
    with serving(tmp_path_factory.mktemp("ours"), triples) as address:
        yield address
