"""RDF files as quads, parsed in a process of its own that has little memory and little time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from moratoria.errors import InputError, TooLarge
from moratoria.sources.base import RDF_BYTES, read_bytes
from moratoria.sources.rdf_limits import MEMORY_BYTES, exit_reasons
from moratoria.terms import Quad

FORMATS = {
    ".ttl": "TURTLE", ".nt": "N_TRIPLES", ".nq": "N_QUADS", ".trig": "TRIG", ".rdf": "RDF_XML", ".jsonld": "JSON_LD",
}  # fmt: skip
_SECONDS_BASE = 3.0
_BYTES_PER_SECOND = 5_000_000


def read_rdf(path: Path) -> list[Quad]:
    """The quads of an RDF file; its format is its suffix.

    Raises InputError, with the line where the parser knows one, for what does not parse, needs the network, defines
    entities, or takes more than its share of time or memory.
    """
    name = str(path)
    content = read_bytes(path, RDF_BYTES)
    if path.suffix == ".rdf" and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
        raise InputError("has a document type or entities", where=name, remedy="write RDF/XML without them")
    seconds = _SECONDS_BASE + len(content) / _BYTES_PER_SECOND
    command = [sys.executable, "-I", "-m", "moratoria.sources.rdf_limits", FORMATS[path.suffix]]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise TooLarge(f"took more than {seconds:.0f} s to parse", where=name, remedy="split or flatten it") from error
    if done.returncode:
        raise _explained(done.returncode, done.stderr.decode(errors="replace"), name)
    return list(parse(done.stdout, format=RdfFormat.N_QUADS))


def _explained(code: int, said: str, name: str) -> InputError:
    if code == exit_reasons["syntax"]:
        line, _, message = said.strip().partition("\t")
        where = f"{name}:{line}" if line.isdigit() and line != "0" else name
        if "LoadDocumentCallback" in message:
            return InputError("asks for a context from elsewhere", where=where, remedy="write the context out in it")
        return InputError(f"does not parse: {message[:300]}", where=where, remedy="mend the syntax")
    return TooLarge(f"needs more than {MEMORY_BYTES >> 20} MiB to parse, or is nested too deep", where=name)
