"""Every kind of store, empty: two embedded ones, and two real servers on loopback where they are installed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from moratoria.store.base import Store
from moratoria.store.embedded import EmbeddedStore
from moratoria.store.remote import RemoteStore

STORES = ("memory", "disk", "oxigraph", "virtuoso")
START_SECONDS = 30.0
STOP_SECONDS = 10.0
VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DirsAllowed = {folder}
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""
"""The least that Virtuoso 7 starts with; some 270 MB of memory."""
VIRTUOSO_GRANTS = "GRANT SPARQL_UPDATE TO \"SPARQL\"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);"


def free_port() -> int:
    """A port of loopback on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def program(name: str) -> str:
    """The path of a program beside this Python or on the path; skips the test where it is not installed."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"the program {name} is not installed")
    return found


def running(command: Sequence[str], log: Path, is_up: Callable[[], bool]) -> Iterator[None]:
    """Keep a server running; it starts within 30 s and is stopped, or killed, within 20 s."""
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as server:
        try:
            deadline = time.monotonic() + START_SECONDS
            while not is_up():
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{command[0]} did not start: {log.read_text(errors='replace')[-2000:]}")
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def listens(port: int) -> bool:
    """True when something takes connections at the port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="session")
def oxigraph_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an `oxigraph serve` (PyPI package `oxigraph`)."""
    folder, port = tmp_path_factory.mktemp("oxigraph"), free_port()
    place = f"127.0.0.1:{port}"
    command = [program("oxigraph"), "serve", "--location", str(folder / "db"), "--bind", place, "--union-default-graph"]
    for _ in running(command, folder / "log", lambda: listens(port)):
        yield f"http://{place}"


@pytest.fixture(scope="session")
def virtuoso_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of a Virtuoso (Debian package `virtuoso-opensource-7-bin`) that takes updates from anybody."""
    server, isql = program("virtuoso-t"), program("isql-vt")
    folder, sql_port, http_port = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(folder=folder, sql_port=sql_port, http_port=http_port))
    grant = [isql, f"127.0.0.1:{sql_port}", "dba", "dba", f"exec={VIRTUOSO_GRANTS}"]

    def is_up() -> bool:
        granted = subprocess.run(grant, capture_output=True, timeout=STOP_SECONDS, check=False)
        return granted.returncode == 0 and listens(http_port)

    command = [server, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    for _ in running(command, folder / "log", is_up):
        yield f"http://127.0.0.1:{http_port}/sparql"


def send_update(address: str, text: str) -> None:
    """Send an update as any client would, not through the code under test."""
    content = urllib.parse.urlencode({"update": text}).encode()
    with urllib.request.urlopen(address, content, timeout=STOP_SECONDS) as answer:
        assert answer.status in (200, 204)


def empty_store(name: str, folder: Path, request: pytest.FixtureRequest) -> Store:
    """An empty store of one of the kinds in STORES."""
    if name == "memory":
        return EmbeddedStore()
    if name == "disk":
        return EmbeddedStore(folder / "store")
    address: str = request.getfixturevalue(f"{name}_address")
    if name == "oxigraph":
        send_update(f"{address}/update", "CLEAR ALL")
        return RemoteStore(f"{address}/query", f"{address}/update")
    store = RemoteStore(address)
    for graph in {quad.graph_name.value for quad in store.quads()}:
        send_update(address, f"CLEAR GRAPH <{graph}>")
    return store


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    found = empty_store(request.param, tmp_path, request)
    yield found
    found.close()
