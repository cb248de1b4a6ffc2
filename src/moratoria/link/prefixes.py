"""The identifier systems that a decision may name: where they lie, what an identifier of each looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moratoria.terms import IDS, LOC

CONCEPTS = frozenset({"technology", "audience", "quality", "jurisdiction"})
_HANDLE = r"[a-z0-9][a-z0-9-]{0,63}"


@dataclass(frozen=True)
class Prefix:
    """One identifier system.

    `subject_has_one`: a thing of ours has at most one such identifier. Whether or not, an identifier belongs to at
    most one thing of ours, unless `shared`. `field` is the field of a match that holds the bare identifier.
    """

    namespace: str
    pattern: str
    subject_has_one: bool = False
    shared: bool = False
    field: str | None = None


OURS: dict[str, Prefix] = {
    kind: Prefix(f"{IDS}{kind}/", _HANDLE)
    for kind in ("organization", "legislation", "event", "product", "technology", "audience", "quality", "jurisdiction")
}

PREFIXES: dict[str, Prefix] = {
    **OURS,
    "wikidata": Prefix("http://www.wikidata.org/entity/", r"Q[1-9][0-9]*", subject_has_one=True, field="wikidata"),
    "lei": Prefix("https://rdf.gleif.org/L1/L-", r"[A-Z0-9]{18}[0-9]{2}", subject_has_one=True, field="lei"),
    "cik": Prefix("https://www.sec.gov/edgar/browse/?CIK=", r"[0-9]{10}", subject_has_one=True, field="cik"),
    "wikipedia": Prefix("https://en.wikipedia.org/wiki/", r"[^\s<>\"{}|\\^`#?]+", subject_has_one=True),
    "aiid-entity": Prefix("https://incidentdatabase.ai/entities/", r"[^\s<>\"{}|\\^`/#?]+"),
    "aiid-incident": Prefix("https://incidentdatabase.ai/cite/", r"[1-9][0-9]*"),
    "oecd-incident": Prefix("https://oecd.ai/en/incidents/", r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{4}", shared=True),
    "agora": Prefix("https://agora.eto.tech/instrument/", r"[1-9][0-9]*"),
    "congress": Prefix(
        "https://www.congress.gov/bill/", r"[0-9]{1,3}(st|nd|rd|th)-congress/(house|senate)-bill/[1-9][0-9]*",
        subject_has_one=True,
    ),
    "openstates": Prefix("https://openstates.org/", r"[a-z]{2}/bills/[^\s/]+/[A-Za-z]+[0-9]+/", subject_has_one=True),
    "eli": Prefix("http://data.europa.eu/eli/", r"(reg|dir|dec)/[0-9]{4}/[0-9]+/oj", subject_has_one=True),
    "iso3166": Prefix(str(LOC), r"[A-Z]{2}(-[A-Z0-9]{1,3})?", subject_has_one=True),
    "dpv": Prefix("https://w3id.org/dpv#", r"[A-Z][A-Za-z]+", shared=True),
    "dpv-ai": Prefix("https://w3id.org/dpv/ai#", r"[A-Z][A-Za-z]+", shared=True),
    "airo": Prefix("https://w3id.org/airo#", r"[A-Z][A-Za-z]+", shared=True),
    "vair": Prefix("https://w3id.org/vair#", r"[A-Z][A-Za-z]+", shared=True),
}  # fmt: skip


@dataclass(frozen=True)
class Predicate:
    """What a decision may say of things of some kinds; `same` when it says that two are one."""

    field: str
    kinds: frozenset[str]
    same: bool = True


PREDICATES: dict[str, Predicate] = {
    "schema:sameAs": Predicate("same_as", frozenset({"organization", "legislation", "product"})),
    "mor:sameRecordAs": Predicate("same_record_as", frozenset({"organization", "legislation", "event"})),
    "skos:exactMatch": Predicate("exact_match", CONCEPTS),
    "skos:closeMatch": Predicate("close_match", CONCEPTS, same=False),
}


def split_name(name: str) -> tuple[str, str]:
    """The prefix and the identifier of a name.

    >>> split_name("wikidata:Q2283")
    ('wikidata', 'Q2283')
    """
    prefix, _, local = name.partition(":")
    return prefix, local


def expand_name(name: str) -> str:
    """The IRI of a prefixed name.

    >>> expand_name("organization:ibm")
    'https://w3id.org/moratoria/id/organization/ibm'
    """
    prefix, local = split_name(name)
    return PREFIXES[prefix].namespace + local


def find_fault(name: str) -> str | None:
    """What is wrong with a prefixed name; None when nothing is.

    >>> find_fault("wikidata:2283")
    "'2283' is no identifier of wikidata: Q[1-9][0-9]* is expected"
    >>> find_fault("lei:INR2EJN1ERAN0W5ZP975")
    "the check digits of the LEI 'INR2EJN1ERAN0W5ZP975' are wrong (ISO 17442)"
    """
    prefix, local = split_name(name)
    known = PREFIXES.get(prefix)
    if known is None:
        return f"the prefix {prefix!r} is not known"
    if not re.fullmatch(known.pattern, local):
        return f"{local!r} is no identifier of {prefix}: {known.pattern} is expected"
    if prefix == "lei" and not is_lei(local):
        return f"the check digits of the LEI {local!r} are wrong (ISO 17442)"
    return None


def is_lei(text: str) -> bool:
    """True when the check digits of a legal entity identifier hold (ISO 17442, ISO 7064 MOD 97-10).

    >>> is_lei("INR2EJN1ERAN0W5ZP974")
    True
    """
    return int("".join(str(int(char, 36)) for char in text)) % 97 == 1
