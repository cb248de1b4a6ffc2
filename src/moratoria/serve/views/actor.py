"""The page of an organization or person: what it restricts, what it said, whom it followed, what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from moratoria.pages.explorer import day_words
from moratoria.pages.timeline import Drawing
from moratoria.pages.view import Contradiction, Name
from moratoria.pipeline.disagreements import contradictions_about
from moratoria.publish.names import kind_of_thing
from moratoria.publish.reading import related, span_text, text_of, texts_of
from moratoria.serve.views.portrait import Portrait, Sitting
from moratoria.serve.views.restriction_lines import LIVING, Lines, RestrictionLine, newest_first
from moratoria.serve.views.story import draw_story
from moratoria.store.base import Readable
from moratoria.terms import CURRENT, MOR, ODRL, ORG, SCHEMA, SKOS, NamedNode, kind_of

MOST_CLAUSES = 3
_IDENTIFIERS = (
    ("Wikidata", MOR.wikidataId, "https://www.wikidata.org/wiki/{}"),
    ("LEI", SCHEMA.leiCode, "https://search.gleif.org/#/record/{}"),
    ("SEC CIK", MOR.cik, "https://www.sec.gov/edgar/browse/?CIK={}"),
    ("Ticker", MOR.ticker, ""),
)
_SHOWN = ("organizations: same record as", "statements: organization", "statements: speaker", "affiliations: parent",
          "affiliations: subsidiary", "restrictions: imposed by", "restrictions: binds", "exemptions: beneficiaries",
          "memberships: organization", "memberships: person", "events: actors", "same as",
          "same record as")  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """A part of the summary with the numbers of its sources."""

    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True)
class Spoken:
    """A statement: when, what, who said it in which office, and how it stands towards what."""

    day: str
    gist: Name
    speaker: str
    office: str
    stance: str
    towards: tuple[Name, ...]
    modalities: tuple[str, ...]
    cites: tuple[int, ...]


@dataclass(frozen=True)
class Echo:
    """A restriction that followed another, as a source says; `lag` in days, None without two days to count from."""

    day: str
    own: Name
    other: Name
    lag: int | None
    cites: tuple[int, ...]


@dataclass(frozen=True)
class Match:
    """A record elsewhere that was judged to be the same: by whom, how sure, when recorded, and the row it stands in."""

    name: Name
    relation: str
    confidence: str
    accepted_by: str
    recorded: str
    place: str


@dataclass(frozen=True)
class Happened:
    """An event that involves the actor, with its records elsewhere."""

    day: str
    name: Name
    kind: str
    matches: tuple[Match, ...]
    cites: tuple[int, ...]


@dataclass(frozen=True)
class Tie:
    """A parent, a subsidiary, a post or a holder of one, and from when until when."""

    words: str
    name: Name
    since: str
    until: str


@dataclass(frozen=True)
class ActorView:
    """An actor as of a day. `lead` is the restriction whose status stands beside the summary."""

    thing: Portrait
    is_person: bool
    summary: tuple[Clause, ...]
    lead: RestrictionLine | None
    names: tuple[str, ...]
    former: tuple[tuple[str, str], ...]
    identifiers: tuple[tuple[str, tuple[Name, ...]], ...]
    home: tuple[Name, ...]
    ties: tuple[Tie, ...]
    imposed: tuple[RestrictionLine, ...]
    about: tuple[RestrictionLine, ...]
    drawings: tuple[Drawing, Drawing] | None
    spoken: tuple[Spoken, ...]
    followed_by: tuple[Echo, ...]
    followed: tuple[Echo, ...]
    incidents: tuple[Happened, ...]
    events: tuple[Happened, ...]
    matches: tuple[Match, ...]


def build_actor(sitting: Sitting, merged: str, query: str) -> ActorView:
    """The page of an organization or person."""
    lines = Lines(sitting.store, sitting.names, sitting.day)
    imposed = _lines(sitting, lines, subjects(sitting.store, ODRL.assigner, sitting.node, "restriction"))
    others = {line.node for line in imposed}
    about = _lines(sitting, lines, {n: note for n, note in _concerning(sitting).items() if n not in others})
    summary = tuple(_summary(sitting, imposed, about))
    happened = _happened(sitting)
    incidents = tuple(each for each in happened if each.kind == "incident")
    spoken, echoes = tuple(_spoken(sitting)), tuple(_echoes(sitting, imposed))
    portrait = sitting.portrait(merged, _SHOWN)
    further = tuple(_oppositions(sitting, imposed, portrait.contradictions))
    return ActorView(
        replace(portrait, contradictions=(*portrait.contradictions, *further), sources=sitting.sources()),
        kind_of(sitting.node) == "person", summary, next((x for x in imposed if x.standing.life in LIVING), None),
        (portrait.label, *texts_of(sitting.store, sitting.node, SKOS.altLabel)), tuple(_former(sitting)),
        tuple(_identifiers(sitting)), sitting.names_of(MOR.isBasedIn), tuple(_ties(sitting)), imposed, about,
        draw_story(sitting.store, imposed, happened, sitting.day, query), spoken,
        tuple(each for outward, each in echoes if not outward), tuple(each for outward, each in echoes if outward),
        incidents, tuple(each for each in happened if each.kind != "incident"),
        tuple(_matches(sitting, sitting.node)),
    )  # fmt: skip


def subjects(store: Readable, slot: NamedNode, node: NamedNode, kind: str) -> dict[NamedNode, str]:
    """The things of a kind that name a thing under a slot, each with an empty note."""
    return {q.subject: "" for q in store.quads(None, slot, node, CURRENT) if kind_of_thing(q.subject) == kind}


def _lines(sitting: Sitting, lines: Lines, nodes: dict[NamedNode, str]) -> tuple[RestrictionLine, ...]:
    found = [lines.line(node, note) for node, note in nodes.items()]
    ordered = sorted(found, key=newest_first, reverse=True)
    return tuple(replace(each, cites=sitting.cite_thing(each.node, MOR.start, MOR.end, MOR.announced, MOR.awaits))
                 for each in ordered)  # fmt: skip


def _concerning(sitting: Sitting) -> dict[NamedNode, str]:
    """The restrictions of others that bind an actor, that exempt it or that restrict its products, and how."""
    store, node = sitting.store, sitting.node
    found = dict.fromkeys(subjects(store, ODRL.assignee, node, "restriction"), "binds it")
    for exemption in subjects(store, MOR.benefits, node, "exemption"):
        found |= dict.fromkeys(related(store, exemption, MOR.isCarvedOutOf), "exempts it")
    for product in subjects(store, SCHEMA.manufacturer, node, "product"):
        about = subjects(store, ODRL.target, product, "restriction")
        found |= dict.fromkeys(about, f"about {sitting.names.label(product)}")
    return found


def _summary(
    sitting: Sitting, imposed: tuple[RestrictionLine, ...], about: tuple[RestrictionLine, ...]
) -> Iterator[Clause]:
    """What is true on the day, a sentence at a time."""
    name, day = sitting.names.label(sitting.node), day_words(str(sitting.day))
    living = [line for line in imposed if line.standing.life in LIVING]
    known = [line for line in imposed if line.standing.life != "none"]
    if living:
        count = "one restriction" if len(living) == 1 else f"{len(living)} restrictions"
        yield Clause(f"On {day} {name} keeps up {count}.")
        yield from (_clause(line) for line in living[:MOST_CLAUSES])
    elif known:
        yield Clause(f"No restriction of {name} holds on {day}; {len(known)} of an earlier time are recorded.")
    else:
        yield Clause(f"None recorded: no restriction imposed by {name} by {day}.")
    bound = sum(line.standing.life in LIVING for line in about)
    if bound:
        yield Clause(f"{bound} {'restriction' if bound == 1 else 'restrictions'} of others in force "
                     f"{'concerns' if bound == 1 else 'concern'} it.")  # fmt: skip


def _clause(line: RestrictionLine) -> Clause:
    held = line.standing
    facets = f", {' and '.join(held.facets)}" if held.facets else ""
    since = f" since {day_words(held.since)}" if held.since else ""
    ends = f", until {day_words(held.until)}" if held.until else ""
    stale = f", last confirmed on {day_words(line.behind.last)}" if held.unconfirmed else ""
    return Clause(f"{line.name.text}: {held.life}{since}{ends}{facets}{stale}.", line.cites)


def _former(sitting: Sitting) -> Iterator[tuple[str, str]]:
    """The names an organization had, with the day of the change."""
    for slot in (ORG.originalOrganization, ORG.resultingOrganization):
        for event in subjects(sitting.store, slot, sitting.node, "event"):
            was = text_of(sitting.store, event, MOR.formerName)
            if was:
                yield was, span_text(sitting.store, event, "occurred")


def _identifiers(sitting: Sitting) -> Iterator[tuple[str, tuple[Name, ...]]]:
    for words, slot, address in _IDENTIFIERS:
        found = texts_of(sitting.store, sitting.node, slot)
        if found:
            yield words, tuple(Name(text, address=address.format(text) if address else "") for text in found)


def _ties(sitting: Sitting) -> Iterator[Tie]:
    """Parents and subsidiaries, holders of posts and the posts a person holds, with their times."""
    ties = (
        ("part of", MOR.hasSubsidiary, MOR.hasParent, "affiliation"),
        ("owns", MOR.hasParent, MOR.hasSubsidiary, "affiliation"),
        ("person", ORG.organization, ORG.member, "membership"), ("at", ORG.member, ORG.organization, "membership"),
    )  # fmt: skip
    for words, own, other, kind in ties:
        for node in sorted(subjects(sitting.store, own, sitting.node, kind), key=str):
            posts = ", ".join(name.text for name in sitting.names_of(MOR.holdsPost, node=node))
            span = (span_text(sitting.store, node, slot) for slot in ("start", "end"))
            for name in sitting.names_of(other, node=node):
                yield Tie(words, replace(name, note=posts), *span)


def _spoken(sitting: Sitting) -> Iterator[Spoken]:
    found = [
        (span_text(sitting.store, node, "said"), node)
        for slot in (MOR.isMadeFor, MOR.isSpokenBy)
        for node in subjects(sitting.store, slot, sitting.node, "statement")
    ]
    for day, node in sorted(set(found), key=lambda item: (item[0], item[1].value), reverse=True):
        cites = sitting.cite_thing(node)
        modalities = {saying.modality for saying in sitting.told.sayings(node)}
        speaker, office = (
            ", ".join(name.text for name in sitting.names_of(slot, node=node))
            for slot in (MOR.isSpokenBy, MOR.isSpokenAs)
        )
        towards = (MOR.concernsLegislation, MOR.concernsRequirement, MOR.concernsRestriction)
        yield Spoken(
            day, sitting.names.name(node), speaker, office, text_of(sitting.store, node, MOR.stance).replace("-", " "),
            sitting.names_of(*towards, node=node), tuple(sorted(modalities)), cites,
        )  # fmt: skip


def _echoes(sitting: Sitting, own: Iterable[RestrictionLine]) -> Iterator[tuple[bool, Echo]]:
    """What sources say of who followed whom: True where the actor is the one that followed."""
    for line in own:
        for other in related(sitting.store, line.node, MOR.echoes):
            yield True, _echo(sitting, line.node, line.node, other)
        for other in subjects(sitting.store, MOR.echoes, line.node, "restriction"):
            yield False, _echo(sitting, other, line.node, other)


def _echo(sitting: Sitting, follower: NamedNode, own: NamedNode, other: NamedNode) -> Echo:
    store, earlier = sitting.store, other if follower == own else own
    days = [text_of(store, node, MOR.announcedEarliest) for node in (earlier, follower)]
    lag = (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days if all(days) else None
    sitting.told.add(follower)
    said = [each.saying for each in sitting.told.of(follower).get(MOR.echoes, ()) if each.claim.value == earlier]
    return Echo(days[1], sitting.names.name(own), sitting.names.name(other), lag, sitting.cite(said))


def _happened(sitting: Sitting) -> tuple[Happened, ...]:
    found = []
    for node in subjects(sitting.store, MOR.involves, sitting.node, "event"):
        kind = text_of(sitting.store, node, MOR.hasEventKind).rpartition("/")[2].replace("-", " ")
        matches, cites = tuple(_matches(sitting, node)), sitting.cite_thing(node, MOR.occurred, MOR.involves)
        day = span_text(sitting.store, node, "occurred")
        found.append(Happened(day, sitting.names.name(node), kind, matches, cites))
    return tuple(sorted(found, key=lambda each: (each.day, each.name.text), reverse=True))


def _matches(sitting: Sitting, node: NamedNode) -> Iterator[Match]:
    """The records elsewhere that a thing was judged to be the same as; only those with an address of the web."""
    sitting.told.add(node)
    for slot in (MOR.sameRecordAs, SKOS.closeMatch, SKOS.exactMatch, SCHEMA.sameAs):
        for each in sitting.told.of(node).get(slot, ()):
            target, claim = each.claim.value, each.claim.iri
            if isinstance(target, NamedNode) and not kind_of(target):
                store, source = sitting.store, sitting.told.sources[each.saying.source]
                own = {quad.predicate: quad.object.value for quad in store.quads(claim, None, None, None)}
                relation = {MOR.sameRecordAs: "same record", SCHEMA.sameAs: "same"}.get(slot, "close match")
                yield Match(
                    Name(target.value.removeprefix("https://"), address=target.value), relation,
                    own.get(MOR.confidence, ""), own.get(MOR.reviewedBy, ""), source.recorded[:10], each.saying.place,
                )  # fmt: skip


def _oppositions(
    sitting: Sitting, imposed: Iterable[RestrictionLine], shown: Iterable[Contradiction]
) -> Iterator[Contradiction]:
    """The contradictions about the restrictions of an actor, or disputed by it, that are not shown yet."""
    seen = {each.heading.page for each in shown}
    nodes = {node: None for line in imposed for node in contradictions_about(sitting.store, line.node)}
    for node in {**nodes, **dict.fromkeys(subjects(sitting.store, MOR.isDisputedBy, sitting.node, "contradiction"))}:
        if sitting.names.pages[node] not in seen:
            yield sitting.opposition(node)
