"""One server over the data of all tests of the suite: each file a graph of its own, named by its address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from tests.serve.conftest import DAY, serving
from tests.suites.manifests import EVALUATION, address_of, find_suite, read_cases

from moratoria.serve.options import Limits, Options
from moratoria.settings import ONTOLOGY_VERSION
from moratoria.store.base import Change, marks
from moratoria.store.embedded import EmbeddedStore

_READERS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}


@pytest.fixture(scope="session")
def suite_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of that server."""
    suite = find_suite()
    assert suite is not None
    folder = tmp_path_factory.mktemp("suite") / "store"
    cases = read_cases(suite, EVALUATION, ("QueryEvaluationTest", "CSVResultFormatTest"))
    files = sorted({path for case in cases for path in (*case.data, *case.named)})
    store = EmbeddedStore(folder)
    quads = [quad for path in files for quad in read_data(suite, path)]
    store.commit(Change(add=[*marks(ONTOLOGY_VERSION), *quads]))
    store.close()
    limits = Limits(client_seconds=600)
    options = Options(store=str(folder), day=DAY, limits=limits)
    with serving(options) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def read_data(suite: Path, path: Path) -> Iterator[Quad]:
    """The statements of a file as quads of the graph that its address names."""
    address = address_of(suite, path)
    for quad in parse(path.read_bytes(), format=_READERS[path.suffix], base_iri=address, rename_blank_nodes=True):
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(address))
