"""The head of a query: its base and prefixes, its form, and the graphs it names."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from moratoria.ask.guard.tokens import Kind, Token, refusal
from moratoria.terms import GRAPHS, PREFIXES

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class Head:
    """Takes the tokens of one query and learns what its head says. Raises QueryError for a graph of others."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._base = ""
        self._prefixes = dict(PREFIXES)
        self._declared: list[Token] = []
        self._from = False
        self.form = ""
        self.names_dataset = False

    def take(self, token: Token) -> None:
        """Note a token."""
        if not self.form:
            self._prologue(token)
        elif token.kind is Kind.WORD:
            self._from = token.text.startswith("FROM") or (self._from and token.text == "NAMED")
            self.names_dataset |= self._from
        elif self._from:
            self._check_graph(token)
            self._from = False

    def _prologue(self, token: Token) -> None:
        """SPARQL 1.1 Query, section 4.1: declarations, then the form."""
        if self._declared:
            self._declared.append(token)
            self._declare()
        elif token.kind is Kind.WORD and token.text in ("BASE", "PREFIX"):
            self._declared = [token]
        elif token.text in FORMS:
            self.form = token.text
        else:
            begins = f"begins with {token.text[:40]!r} where {', '.join(FORMS[:-1])} or {FORMS[-1]} is expected"
            raise refusal(self._text, token.start, begins, "only queries are answered here, no updates")

    def _declare(self) -> None:
        word, *given = self._declared
        if word.text == "PREFIX" and len(given) == 1:
            if given[0].kind is not Kind.NAME or not given[0].text.endswith(":"):
                raise refusal(self._text, given[0].start, "declares a prefix without a name and a colon")
            return
        if given[-1].kind is not Kind.IRI:
            raise refusal(self._text, given[-1].start, f"has no IRI after {word.text}")
        iri = self._resolved(given[-1].text[1:-1])
        if word.text == "PREFIX":
            self._prefixes[given[0].text[:-1]] = iri
        else:
            self._base = iri
        self._declared = []

    def _resolved(self, iri: str) -> str:
        try:
            return urljoin(self._base, iri)
        except ValueError:  # brackets that are no IPv6 address; the engine will say what is wrong with it
            return iri

    def _check_graph(self, token: Token) -> None:
        iri = ""
        if token.kind is Kind.IRI:
            iri = self._resolved(token.text[1:-1])
        elif token.kind is Kind.NAME:
            prefix, _, local = token.text.partition(":")
            iri = self._prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)
        if not iri.startswith(GRAPHS):
            what = f"is FROM {token.text[:80]}, which is no graph of this store"
            raise refusal(self._text, token.start, what, f"graphs begin with {GRAPHS}")
