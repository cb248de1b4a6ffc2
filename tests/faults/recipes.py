"""Bad inputs too big or too odd to lie in a folder, each made when it is tried."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

_HEADER = "id,kind,name,home\n"
_SOURCE = """{"source": {"id": "press-1", "kind": "news-article", "title": "A report", "publisher": "The Press",
 "published": "2020-06-09", "retrieved": "2020-06-10", "seen": "excerpt"}"""


def _text(text: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    return make


def _repeated(head: str, part: str, count: int, tail: str = "") -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_text(head + part * count + tail, encoding="utf-8")

    return make


def _numbered(head: str, part: str, count: int, tail: str = "") -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_text(head + "".join(part % number for number in range(count)) + tail, encoding="utf-8")

    return make


def _utf16_laughs(path: Path) -> None:
    """Nested entities in UTF-16, where no ASCII `<!ENTITY` is to be seen."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://ex.example/">'
    body = '<rdf:Description rdf:about="http://ex.example/a"><e:p>&l9;</e:p></rdf:Description></rdf:RDF>'
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    path.write_bytes(f'{head}<!DOCTYPE r [<!ENTITY l0 "lol">{entities}]>{rdf}{body}'.encode("utf-16"))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _folder(path: Path) -> None:
    path.mkdir()


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to("no-such-file")


def _long_rows(path: Path) -> None:
    """40 MB of rows, each of which is fine but for its last cell."""
    row = "zeta-%d,company,Zeta %d," + "x" * 4_000 + "\n"
    path.write_text(_HEADER + "".join(row % (n, n) for n in range(10_000)), encoding="utf-8")


def _many_aliases(path: Path) -> None:
    """One organization with as many aliases as a fact file can hold."""
    aliases = json.dumps([f"A{n}" for n in range(60_000)])
    organization = '{"id": "zeta", "kind": "company", "name": "Zeta", "evidence": [{"locator": "p"}], "aliases": '
    path.write_text(f'{_SOURCE}, "organizations": [{organization}{aliases}}}]}}', encoding="utf-8")


MADE: dict[str, Callable[[Path], None]] = {
    "a/08-cell-of-200-kb.csv": _repeated(_HEADER + "zeta,company,", "x", 200_000, ",DE\n"),
    "a/40-hundred-thousand-columns.csv": _numbered("id", ",c%d", 100_000, "\n"),
    "a/41-forty-megabytes.csv": _long_rows,
    "a/42-hundred-megabytes.csv": _repeated(_HEADER, "zeta,company,Zeta,DE\n", 5_000_000),
    "a/43-named-pipe.csv": _pipe,
    "a/44-endless-device.csv": _endless,
    "a/45-folder.csv": _folder,
    "a/46-link-to-itself.csv": _loop,
    "a/48-forty-megabytes-of-good-rows.csv": _numbered(
        _HEADER, "zeta-%d,company,Zeta of the forty megabytes,DE\n", 850_000
    ),
    "a/47-million-empty-lines.csv": _repeated(_HEADER, "\n", 1_000_000, "zeta,company,Zeta,Germany\n"),
    "b/13-hundred-thousand-brackets.json": _repeated("", "[", 100_000),
    "b/50-deep-mappings.json": _repeated("", '{"a":', 100_000, "1" + "}" * 100_000),
    "b/51-closed-brackets.json": _repeated("", "[", 100_000, "]" * 100_000),
    "b/52-thirty-thousand-keys.json": _numbered('{"k": 1', ',"k%d":1', 30_000, "}"),
    "b/53-forty-megabytes.json": _numbered("[0", ",%d", 5_000_000, "]"),
    "b/54-named-pipe.json": _pipe,
    "b/55-endless-device.json": _endless,
    "b/56-link-to-nothing.json": _dangling,
    "b/57-sixty-thousand-aliases.json": _many_aliases,
    "b/58-brackets-in-a-field.json": _repeated(_SOURCE + ', "organizations": ', "[", 129, "]" * 129 + "}"),
    "c/25-twenty-thousand-brackets.yaml": _repeated("", "[", 20_000),
    "c/60-deep-dashes.yaml": _repeated("", "- ", 20_000, "x\n"),
    "c/61-deep-braces.yaml": _repeated("", "{a: ", 20_000),
    "c/62-text-of-70-kb.yaml": _repeated("source:\n  title: ", "x", 70_000, "\n"),
    "c/63-forty-megabytes.yaml": _repeated("source:\n", "# x\n", 10_000_000),
    "c/64-deep-indent.yaml": _text("".join(" " * n + "a:\n" for n in range(1_000))),
    "c/65-thirty-thousand-keys.yaml": _numbered("", "k%d: 1\n", 30_000),
    "c/66-deep-questions.yaml": _repeated("", "? ", 20_000, "x\n"),
    "c/67-name-of-501.yaml": _repeated("source:\n  id: a\n  title: ", "x", 501, "\n"),
    "d/32-ten-thousand-triple-terms.ttl": _repeated(
        "<a:a> <a:b> ", "<<( <a:a> <a:b> ", 10_000, "<a:c>" + " )>>" * 10_000 + " ."
    ),
    "d/33-nested-blank-nodes.ttl": _repeated("<a:a> <a:b> ", "[ <a:b> ", 100_000, "<a:c>" + " ]" * 100_000 + " ."),
    "d/35-literal-of-20-mib.ttl": _repeated('<a:a> <a:b> "', "x", 20 << 20, '" .'),
    "d/60-nested-lists.ttl": _repeated("<a:a> <a:b> ", "( ", 200_000, ")" * 200_000 + " ."),
    "d/61-forty-megabytes.nt": _numbered(
        "", "<http://ex.example/%d> <http://ex.example/p> <http://ex.example/o> .\n", 600_000
    ),
    "d/62-nested-graphs.trig": _repeated("", "<a:g> { ", 100_000),
    "d/63-hundred-thousand-prefixes.ttl": _numbered("", "@prefix p%d: <http://ex.example/> .\n", 100_000),
    "d/64-folder.ttl": _folder,
    "d/65-named-pipe.nq": _pipe,
    "d/66-hundred-thousand-semicolons.ttl": _repeated("<a:a> <a:b> <a:c> ", ";", 100_000, "."),
    "e/44-nested-two-hundred-thousand.rdf": _repeated(
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.example/">',
        "<r:Description><e:p>", 200_000,
    ),
    "e/48-context-of-ten-thousand.jsonld": _numbered(
        '{"@context": [{}', ',{"t%d": "http://ex.example/"}', 10_000, '], "@id": "http://ex.example/a"}'
    ),
    "e/70-nested-lists.jsonld": _repeated('{"@id": "a:a", "a:b": ', "[", 200_000),
    "e/71-utf16-laughs.rdf": _utf16_laughs,
    "e/72-nested-graphs.jsonld": _repeated("", '{"@graph": ', 100_000, "{}" + "}" * 100_000),
    "e/73-hundred-thousand-attributes.rdf": _numbered("<a", ' b%d="c"', 100_000, "/>"),
}  # fmt: skip
"""Where each is made in the corpus, and how."""
