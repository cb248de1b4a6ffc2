"""The fact model: one source and what it states. The pivot of the program; no RDF here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from moratoria.facts import kinds, values
from moratoria.facts.values import Evidence, Line, Slug, Value, When

Names = Annotated[tuple[Line, ...], Field(max_length=1_000)]


class Source(Value):
    """One document in one version, and how it was seen."""

    id: Slug
    kind: kinds.SourceKind
    address: values.WebAddress | None = None
    title: Line
    publisher: Line
    issuer: values.OrganizationRef | None = Field(None, description="the organization whose own words these are")
    authority: kinds.Authority = kinds.Authority.SECONDARY
    published: When
    retrieved: values.Day
    recorded: datetime | None = Field(None, description="UTC; set by `load` where absent, never by a build")
    seen: kinds.Seen
    sha256: values.Sha256 | None = Field(None, description="of the canonical text, only where its bytes were held")
    text: Line | None = Field(None, description="a file beside this one that holds the canonical text (NFC, UTF-8)")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    corrects: values.SourceRef | None = None
    syndicated_from: values.SourceRef | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.authority is kinds.Authority.OWN_WORDS and self.issuer is None:
            raise ValueError("own words need an issuer: name the organization that speaks")
        if self.id in (self.corrects, self.syndicated_from):
            raise ValueError("a source corrects or repeats another source, not itself")
        if self.recorded is not None and self.recorded.utcoffset() is None:
            raise ValueError("recorded needs its offset: write UTC as 2026-11-23T12:00:00Z")
        return self


class Fact(Value):
    """What every fact carries: its evidence, and who read it how."""

    kind_of_thing: ClassVar[str]

    evidence: tuple[Evidence, ...] = Field(min_length=1)
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    rule: Slug | None = Field(None, description="the reader's rule that fired; a machine-read fact needs a span")
    reviewed_by: Line | None = None

    @model_validator(mode="after")
    def _evidence_holds(self) -> Self:
        if self.rule and not any(item.span for item in self.evidence):
            raise ValueError("a machine-read fact (it names a rule) needs the exact span")
        for item in self.evidence:
            for slot in item.slots:
                if slot not in type(self).model_fields:
                    raise ValueError(f"evidence names the field {slot!r}, which this kind of fact does not have")
        return self


class Thing(Fact):
    """A fact about a thing with an abiding name."""

    id: Slug
    note: Line | None = Field(None, description="a remark of the curator in own words")


class Organization(Thing):
    """A company, authority or other body."""

    kind_of_thing = "organization"
    kind: kinds.OrganizationKind
    name: Line
    aliases: Names = ()
    home: values.JurisdictionRef | None = None
    wikidata: values.WikidataId | None = None
    lei: values.Lei | None = None
    cik: values.Cik | None = None
    tickers: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z0-9.\-]{1,12}$")], ...] = ()


class Affiliation(Thing):
    """One organization is part of another during an interval."""

    kind_of_thing = "affiliation"
    subsidiary: values.OrganizationRef
    parent: values.OrganizationRef
    start: When | None = None
    end: When | None = None


class Person(Thing):
    """A human being who speaks, signs or sponsors."""

    kind_of_thing = "person"
    name: Line


class Post(Thing):
    """An office in an organization, whoever holds it."""

    kind_of_thing = "post"
    title: Line
    organization: values.OrganizationRef


class Membership(Thing):
    """A person holds a post during an interval."""

    kind_of_thing = "membership"
    person: values.PersonRef
    organization: values.OrganizationRef
    post: values.PostRef | None = None
    start: When | None = None
    end: When | None = None


class Product(Thing):
    """A system or service that is supplied, covered or exempted."""

    kind_of_thing = "product"
    name: Line
    maker: values.OrganizationRef | None = None
    technologies: tuple[values.TechnologyRef, ...] = ()


class Restriction(Thing):
    """Somebody restricts a technology, for somebody, somewhere, from a day, until a day or condition."""

    kind_of_thing = "restriction"
    kind: kinds.RestrictionKind
    label: Line
    imposed_by: tuple[values.OrganizationRef, ...] = Field(min_length=1)
    binds: tuple[values.OrganizationRef, ...] = ()
    actions: tuple[kinds.Action, ...] = ()
    technologies: tuple[values.TechnologyRef, ...] = ()
    products: tuple[values.ProductRef, ...] = ()
    affects: tuple[values.AudienceRef, ...] = ()
    jurisdictions: tuple[values.JurisdictionRef, ...] = ()
    announced: When | None = None
    start: When | None = None
    end: When | None = Field(None, description="the first day on which it no longer holds")
    duration: values.Duration | None = None
    lasting: kinds.Lasting | None = None
    wording: kinds.Wording | None = None
    conditions: tuple[values.ConditionRef, ...] = ()
    revises: values.RestrictionRef | None = None
    policy_line: values.PolicyLineRef | None = None
    legal_basis: tuple[values.LegislationRef, ...] = ()
    reasons: tuple[values.EventRef, ...] = Field((), description="events a source cites as the reason")
    not_stated: tuple[str, ...] = Field((), description="fields the source is silent about, looked for in vain")

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.start and self.end and self.end.latest < self.start.earliest:
            raise ValueError(f"ends ({self.end}) before it starts ({self.start})")
        for slot in self.not_stated:
            if slot not in type(self).model_fields:
                raise ValueError(f"not_stated names {slot!r}, which is no field of a restriction")
            if getattr(self, slot):
                raise ValueError(f"{slot} is given and also said to be not stated")
        return self


class Requirement(Thing):
    """What a law would have to be to release a restriction, whether or not a bill exists."""

    kind_of_thing = "requirement"
    label: Line
    level: kinds.Level | None = None
    jurisdiction: values.JurisdictionRef | None = None
    technologies: tuple[values.TechnologyRef, ...] = ()
    qualities: tuple[values.QualityRef, ...] = ()


class Condition(Thing):
    """What must happen for a restriction to be released."""

    kind_of_thing = "condition"
    kind: kinds.ConditionKind
    label: Line
    requirement: values.RequirementRef | None = None
    on: When | None = Field(None, description="the day of a date-reached condition")
    operator: kinds.GroupOperator | None = None
    members: tuple[values.ConditionRef, ...] = ()

    @model_validator(mode="after")
    def _parts_fit_the_kind(self) -> Self:
        is_group = self.kind is kinds.ConditionKind.GROUP
        if is_group != bool(self.members) or is_group != bool(self.operator):
            raise ValueError("a group has an operator and members, and no other condition has")
        if (self.kind is kinds.ConditionKind.DATE_REACHED) != bool(self.on):
            raise ValueError("a date-reached condition has `on`, and no other condition has")
        if self.kind is kinds.ConditionKind.LEGISLATION_ENACTED and not self.requirement:
            raise ValueError("a legislation-enacted condition needs its requirement")
        return self


class Exemption(Thing):
    """What one restriction leaves permitted."""

    kind_of_thing = "exemption"
    restriction: values.RestrictionRef
    label: Line
    beneficiaries: tuple[values.OrganizationRef, ...] = ()
    audiences: tuple[values.AudienceRef, ...] = ()
    products: tuple[values.ProductRef, ...] = ()
    actions: tuple[kinds.Action, ...] = ()


class Legislation(Thing):
    """A bill, or an act, regulation, ordinance or order that was made."""

    kind_of_thing = "legislation"
    kind: kinds.LegislationKind
    name: Line
    number: Line | None = None
    level: kinds.Level | None = None
    jurisdiction: values.JurisdictionRef | None = None
    technologies: tuple[values.TechnologyRef, ...] = ()
    qualities: tuple[values.QualityRef, ...] = ()
    proposed_by: tuple[values.AgentRef, ...] = ()
    enacted_by: tuple[values.OrganizationRef, ...] = ()
    enforced_by: tuple[values.OrganizationRef, ...] = ()
    monitored_by: tuple[values.OrganizationRef, ...] = ()
    targets: tuple[values.AudienceRef, ...] = ()
    enacts: values.LegislationRef | None = Field(None, description="the bill this act came from")
    amends: tuple[values.LegislationRef, ...] = ()
    repeals: tuple[values.LegislationRef, ...] = ()


class Event(Thing):
    """Something that happened, or is set to happen, on a day."""

    kind_of_thing = "event"
    kind: kinds.EventKind
    label: Line
    date: When | None = None
    restrictions: tuple[values.RestrictionRef, ...] = ()
    legislation: tuple[values.LegislationRef, ...] = ()
    part: Line | None = Field(None, description="the part of a law this is about, such as an article")
    actors: tuple[values.AgentRef, ...] = ()
    technologies: tuple[values.TechnologyRef, ...] = ()
    jurisdictions: tuple[values.JurisdictionRef, ...] = ()
    original: values.OrganizationRef | None = None
    resulting: values.OrganizationRef | None = None
    former_name: Line | None = None
    new_name: Line | None = None


class Statement(Thing):
    """What somebody said or wrote, restated."""

    kind_of_thing = "statement"
    gist: Line
    speaker: values.PersonRef | None = None
    organization: values.OrganizationRef | None = None
    post: values.PostRef | None = None
    said: When | None = None
    stance: kinds.Stance | None = None
    legislation: tuple[values.LegislationRef, ...] = ()
    requirements: tuple[values.RequirementRef, ...] = ()
    restrictions: tuple[values.RestrictionRef, ...] = ()
    replies_to: tuple[values.ThingRef, ...] = Field((), description="what it answers, such as a contradiction")


class Assessment(Thing):
    """Somebody's dated word on where a condition stands."""

    kind_of_thing = "assessment"
    condition: values.ConditionRef
    status: kinds.AssessmentStatus
    date: When
    by: values.OrganizationRef | None = None
    considers: tuple[values.LegislationRef, ...] = ()


class Contradiction(Thing):
    """A source sets a later act or promise against an earlier one."""

    kind_of_thing = "contradiction"
    label: Line
    earlier: values.ThingRef
    later: values.ThingRef
    disputed_by: tuple[values.OrganizationRef, ...] = ()


class Influence(Fact):
    """A source says that one restriction follows or echoes another."""

    kind_of_thing = "influence"
    restriction: values.RestrictionRef
    echoes: values.RestrictionRef


class Match(Fact):
    """Somebody decided that a thing is on record elsewhere, or that a concept means what one elsewhere does."""

    kind_of_thing = "match"
    thing: values.ThingRef
    same_as: tuple[values.ElsewhereRef, ...] = ()
    same_record_as: tuple[values.ElsewhereRef, ...] = Field((), description="its record in a register or database")
    exact_match: tuple[values.ElsewhereRef, ...] = ()
    close_match: tuple[values.ElsewhereRef, ...] = ()
    wikidata: values.WikidataId | None = None
    lei: values.Lei | None = None
    cik: values.Cik | None = None


class FactFile(Value):
    """One source and the facts it states."""

    source: Source
    organizations: tuple[Organization, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    people: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()
    memberships: tuple[Membership, ...] = ()
    products: tuple[Product, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    conditions: tuple[Condition, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    legislation: tuple[Legislation, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    influences: tuple[Influence, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    matches: tuple[Match, ...] = ()
    tables: dict[Slug, Line] = Field({}, description="lists whose facts are rows of a CSV file beside this one")

    def facts(self) -> Iterator[tuple[str, int, Fact]]:
        """Every fact with the list it stands in and its place there."""
        for name in type(self).model_fields:
            if name not in ("source", "tables"):
                for index, fact in enumerate(getattr(self, name)):
                    yield name, index, fact
