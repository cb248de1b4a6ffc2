"""Which property each field of each fact becomes: the whole mapping from facts to RDF, as one table.

A row is `field: Slot(property, single)`. What the value becomes follows from the field's type in
`facts.model`: a reference an IRI, a closed word list a concept or class, a date three properties, a text a string.
"""

from __future__ import annotations

from dataclasses import dataclass

from moratoria.terms import DCTERMS, ELI, MOR, ODRL, ORG, PROV, RDFS, SCHEMA, SKOS, TYPE, NamedNode


@dataclass(frozen=True)
class Slot:
    """A property; `single` means that one claim is preferred over the others; `english` a language string."""

    property: NamedNode
    single: bool = False
    english: bool = False


_ONE = {"single": True}
_LABEL = Slot(RDFS.label, single=True, english=True)
_NOTE = Slot(RDFS.comment, english=True)
_START, _END = Slot(MOR.start, **_ONE), Slot(MOR.end, **_ONE)
_TECHNOLOGIES = Slot(MOR.concernsTechnology)

SLOTS: dict[str, dict[str, Slot]] = {
    "organization": {
        "kind": Slot(TYPE, **_ONE), "name": _LABEL, "note": _NOTE, "aliases": Slot(SKOS.altLabel, english=True),
        "home": Slot(MOR.isBasedIn, **_ONE), "wikidata": Slot(MOR.wikidataId, **_ONE),
        "lei": Slot(SCHEMA.leiCode, **_ONE), "cik": Slot(MOR.cik, **_ONE), "tickers": Slot(MOR.ticker),
    },
    "affiliation": {
        "note": _NOTE, "subsidiary": Slot(MOR.hasSubsidiary, **_ONE), "parent": Slot(MOR.hasParent, **_ONE),
        "start": _START, "end": _END,
    },
    "person": {"name": _LABEL, "note": _NOTE},
    "post": {"title": _LABEL, "note": _NOTE, "organization": Slot(ORG.postIn, **_ONE)},
    "membership": {
        "note": _NOTE, "person": Slot(ORG.member, **_ONE), "organization": Slot(ORG.organization, **_ONE),
        "post": Slot(MOR.holdsPost, **_ONE), "start": _START, "end": _END,
    },
    "product": {
        "name": _LABEL, "note": _NOTE, "maker": Slot(SCHEMA.manufacturer, **_ONE), "technologies": _TECHNOLOGIES,
    },
    "restriction": {
        "kind": Slot(TYPE, **_ONE), "label": _LABEL, "note": _NOTE, "imposed_by": Slot(ODRL.assigner),
        "binds": Slot(ODRL.assignee), "actions": Slot(ODRL.action), "technologies": _TECHNOLOGIES,
        "products": Slot(ODRL.target), "affects": Slot(MOR.affects), "jurisdictions": Slot(MOR.appliesIn),
        "announced": Slot(MOR.announced, **_ONE), "start": _START, "end": _END,
        "duration": Slot(MOR.duration, **_ONE), "lasting": Slot(MOR.hasDurationKind, **_ONE),
        "wording": Slot(MOR.wording, **_ONE), "conditions": Slot(MOR.awaits),
        "revises": Slot(PROV.wasRevisionOf), "policy_line": Slot(PROV.specializationOf, **_ONE),
        "legal_basis": Slot(MOR.isImposedUnder), "reasons": Slot(MOR.citesAsReason),
        "not_stated": Slot(MOR.notStated),
    },
    "requirement": {
        "label": _LABEL, "note": _NOTE, "level": Slot(MOR.hasLevel, **_ONE),
        "jurisdiction": Slot(MOR.appliesIn, **_ONE), "technologies": _TECHNOLOGIES,
        "qualities": Slot(MOR.hasQuality),
    },
    "condition": {
        "kind": Slot(TYPE, **_ONE), "label": _LABEL, "note": _NOTE, "requirement": Slot(MOR.requires, **_ONE),
        "on": Slot(MOR.on, **_ONE), "operator": Slot(MOR.groupOperator, **_ONE), "members": Slot(MOR.hasMember),
    },
    "exemption": {
        "restriction": Slot(MOR.isCarvedOutOf, **_ONE), "label": _LABEL, "note": _NOTE,
        "beneficiaries": Slot(MOR.benefits), "audiences": Slot(MOR.exempts), "products": Slot(ODRL.target),
        "actions": Slot(ODRL.action),
    },
    "legislation": {
        "kind": Slot(TYPE, **_ONE), "name": _LABEL, "note": _NOTE, "number": Slot(MOR.number, **_ONE),
        "level": Slot(MOR.hasLevel, **_ONE), "jurisdiction": Slot(MOR.appliesIn, **_ONE),
        "technologies": _TECHNOLOGIES, "qualities": Slot(MOR.hasQuality), "proposed_by": Slot(MOR.isProposedBy),
        "enacted_by": Slot(MOR.isEnactedBy), "enforced_by": Slot(MOR.isEnforcedBy),
        "monitored_by": Slot(MOR.isMonitoredBy), "targets": Slot(MOR.targets),
        "enacts": Slot(MOR.enacts, **_ONE), "amends": Slot(ELI.amends), "repeals": Slot(ELI.repeals),
    },
    "event": {
        "kind": Slot(MOR.hasEventKind, **_ONE), "label": _LABEL, "note": _NOTE, "date": Slot(MOR.occurred, **_ONE),
        "restrictions": Slot(MOR.concernsRestriction), "legislation": Slot(MOR.concernsLegislation),
        "part": Slot(MOR.part, **_ONE), "actors": Slot(MOR.involves), "technologies": _TECHNOLOGIES,
        "jurisdictions": Slot(MOR.appliesIn), "original": Slot(ORG.originalOrganization, **_ONE),
        "resulting": Slot(ORG.resultingOrganization, **_ONE), "former_name": Slot(MOR.formerName, **_ONE),
        "new_name": Slot(MOR.newName, **_ONE),
    },
    "statement": {
        "gist": _LABEL, "note": _NOTE, "speaker": Slot(MOR.isSpokenBy, **_ONE),
        "organization": Slot(MOR.isMadeFor, **_ONE), "post": Slot(MOR.isSpokenAs, **_ONE),
        "said": Slot(MOR.said, **_ONE), "stance": Slot(MOR.stance, **_ONE),
        "legislation": Slot(MOR.concernsLegislation), "requirements": Slot(MOR.concernsRequirement),
        "restrictions": Slot(MOR.concernsRestriction), "replies_to": Slot(MOR.repliesTo),
    },
    "assessment": {
        "note": _NOTE, "condition": Slot(MOR.assesses, **_ONE), "status": Slot(MOR.assessedStatus, **_ONE),
        "date": Slot(MOR.assessed, **_ONE), "by": Slot(MOR.isAssessedBy, **_ONE), "considers": Slot(MOR.considers),
    },
    "contradiction": {
        "label": _LABEL, "note": _NOTE, "earlier": Slot(MOR.hasEarlier, **_ONE), "later": Slot(MOR.hasLater, **_ONE),
        "disputed_by": Slot(MOR.isDisputedBy),
    },
    "influence": {"echoes": Slot(MOR.echoes)},
    "match": {
        "same_as": Slot(SCHEMA.sameAs), "same_record_as": Slot(MOR.sameRecordAs),
        "exact_match": Slot(SKOS.exactMatch), "close_match": Slot(SKOS.closeMatch),
        "wikidata": Slot(MOR.wikidataId, **_ONE), "lei": Slot(SCHEMA.leiCode, **_ONE), "cik": Slot(MOR.cik, **_ONE),
    },
    "source": {
        "kind": Slot(TYPE), "address": Slot(SCHEMA.url), "title": Slot(DCTERMS.title), "publisher": Slot(MOR.publisher),
        "issuer": Slot(MOR.isIssuedBy), "authority": Slot(MOR.authority), "published": Slot(MOR.published),
        "retrieved": Slot(MOR.retrieved), "seen": Slot(MOR.seen), "sha256": Slot(MOR.sha256),
        "language": Slot(DCTERMS.language), "corrects": Slot(MOR.corrects),
        "syndicated_from": Slot(MOR.isSyndicatedFrom),
    },
}  # fmt: skip

DATE_SLOTS = frozenset(MOR.term(name) for name in ["announced", "start", "end", "on", "occurred", "said", "assessed"])
"""Slots whose value is a date in EDTF."""

CLASSES: dict[str, tuple[str, ...]] = {
    "affiliation": ("Affiliation",),
    "person": ("Person",),
    "post": ("Post",),
    "membership": ("Membership",),
    "product": ("Product",),
    "requirement": ("LegislationRequirement",),
    "exemption": ("Exemption",),
    "statement": ("Statement",),
    "assessment": ("Assessment",),
    "contradiction": ("Contradiction",),
}
"""Classes, most specific first, of the kinds of thing that have one; local names in `mor:`."""

KIND_CLASSES: dict[str, dict[str, tuple[str, ...]]] = {
    "organization": {
        "company": ("Company", "Organization"),
        "regulator": ("Regulator", "Organization"),
        "legislature": ("LegislativeBody", "Organization"),
        "court": ("Court", "Organization"),
        "law-enforcement": ("LawEnforcementAgency", "Organization"),
        "government": ("GovernmentBody", "Organization"),
        "nonprofit": ("CivilSocietyOrganization", "Organization"),
        "university": ("University", "Organization"),
        "school": ("SchoolAuthority", "Organization"),
        "media": ("MediaOrganization", "Organization"),
        "international": ("InternationalOrganization", "Organization"),
        "unclassified": ("UnclassifiedOrganization", "Organization"),
    },
    "restriction": {
        "ban": ("Ban", "Restriction"),
        "moratorium": ("Moratorium", "Restriction"),
        "conditional-withholding": ("ConditionalWithholding", "Restriction"),
        "exit": ("Exit", "Restriction"),
        "usage-policy": ("UsagePolicy", "Restriction"),
        "export-control": ("ExportControl", "Restriction"),
        "review-requirement": ("ReviewRequirement", "Restriction"),
        "order": ("Order", "Restriction"),
    },
    "condition": {
        "legislation-enacted": ("LegislationEnacted", "Condition"),
        "date-reached": ("DateReached", "Condition"),
        "review-completed": ("ReviewCompleted", "Condition"),
        "court-ruling": ("CourtRuling", "Condition"),
        "regulator-approval": ("RegulatorApproval", "Condition"),
        "consent-given": ("ConsentGiven", "Condition"),
        "unspecified": ("Unspecified", "Condition"),
        "group": ("ConditionGroup", "Condition"),
    },
    "legislation": {
        "bill": ("Bill",),
        "act": ("Act", "Legislation"),
        "regulation": ("Regulation", "Legislation"),
        "ordinance": ("Ordinance", "Legislation"),
        "executive-order": ("ExecutiveOrder", "Legislation"),
        "guidance": ("Guidance", "Legislation"),
    },
    "event": {},
    "source": {
        "news-article": ("NewsArticle", "Source"),
        "web-page": ("WebPage", "Source"),
        "official-document": ("OfficialDocument", "Source"),
        "letter": ("Letter", "Source"),
        "dataset": ("RegisterEdition", "Source"),
    },
}
"""Classes by the word of `kind`, most specific first; events are classed by `LEGAL_EVENTS`."""

LEGAL_EVENTS = frozenset(
    {
        "introduced", "passed-chamber", "passed", "vetoed", "signed", "published", "enacted", "entered-into-force",
        "applicable", "amended", "delayed", "law-suspended", "law-expired", "repealed", "struck-down", "died",
    }
)  # fmt: skip
CHANGE_EVENTS = frozenset({"rename", "merger"})


def classes_of(kind_of_thing: str, kind: str | None) -> tuple[NamedNode, ...]:
    """The classes of a thing, most specific first.

    >>> [c.value.rsplit("#", 1)[1] for c in classes_of("restriction", "ban")]
    ['Ban', 'Restriction']
    """
    if kind_of_thing == "event":
        special = "LegalEvent" if kind in LEGAL_EVENTS else "ChangeEvent" if kind in CHANGE_EVENTS else "PolicyEvent"
        return MOR.term(special), MOR.Event
    names = KIND_CLASSES.get(kind_of_thing, {}).get(kind or "", ()) or CLASSES.get(kind_of_thing, ())
    return tuple(MOR.term(name) for name in names)
