"""Of several sources that say one thing, those nearest to it are cited first."""

from __future__ import annotations

from moratoria import Moratoria
from moratoria.serve.views.told import Told
from moratoria.terms import minted

PAGE = """\
source:
  id: {name}
  kind: web-page
  title: Umbra pauses
  publisher: {name}
  published: {published}
  retrieved: 2021-03-05
  recorded: 2021-03-06T09:00:00Z
  seen: full
  authority: {authority}
{issuer}organizations:
  - {{id: umbra, kind: company, name: Umbra, evidence: [{{locator: imprint}}]}}
"""


def test_own_words_are_cited_before_a_register_and_a_register_before_a_report(tmp_path):
    pages = (
        ("report", "2021-03-01", "secondary"),
        ("register", "2021-03-02", "primary"),
        ("umbra-com", "2021-03-03", "own-words"),
    )
    for name, published, authority in pages:
        issuer = "  issuer: umbra\n" if authority == "own-words" else ""
        words = PAGE.format(name=name, published=published, authority=authority, issuer=issuer)
        (tmp_path / f"{name}.yaml").write_text(words, "utf-8")
    with Moratoria.in_memory() as graph:
        assert graph.load([tmp_path]).ok
        umbra = minted("organization", "umbra")
        told = Told(graph.store, [umbra])
        cited = [saying.publisher for saying in told.best(told.sayings(umbra), 9)]
    assert cited == ["umbra-com", "register", "report"]
