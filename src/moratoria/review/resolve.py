"""What each candidate is to what the graph knows: further evidence, a revision, or new. Never applied here."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moratoria.facts import model
from moratoria.facts.model import Condition, Fact, FactFile, Restriction
from moratoria.review.known import Known, KnownCondition, KnownRestriction, days_between, folded
from moratoria.review.match import NEAR_DAYS, SAME_FROM, Facing, Match, find_matches
from moratoria.review.parts import fact_key, list_of_kind, models
from moratoria.terms import MOR, ORG

NEW, EVIDENCE, REVISION = "new", "further evidence", "revision"
_SLUG_LENGTH = 64


@dataclass(frozen=True)
class Proposal:
    """What a candidate is taken for: the thing in the graph it is about, how sure, why, and the fields that would be
    set anew if it is accepted as that."""

    kind: str = NEW
    of: str = ""
    label: str = ""
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    edits: Mapping[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """The proposal in words."""
        why = f": {'; '.join(self.reasons)}" if self.reasons else ""
        if self.kind == NEW:
            return f"new{why}"
        word = "further evidence for" if self.kind == EVIDENCE else "a revision of"
        return f"{word} {self.of} ({self.label}), {self.score:.2f}{why}"


def propose(facts: FactFile, known: Known, settled: Mapping[str, str]) -> dict[str, Proposal]:
    """A proposal for each fact of a source that is not settled, by what the fact is called.

    `settled` has the id in the graph of each fact of the source that was accepted before.
    """
    return _Resolver(facts, known, settled).resolve()


def as_new(fact: Fact, known: Known, siblings: Container[str] = ()) -> Proposal:
    """A fact taken for a new thing: its own id, or the next free one where that is the id of another thing.

    `siblings` are what the other facts of its source are called.
    """
    kind, name = fact.kind_of_thing, str(getattr(fact, "id", ""))
    if not name or not known.exists(kind, name):
        return Proposal()
    own = list_of_kind()[kind]
    free = free_name(name, lambda each: f"{own}/{each}" in siblings or known.exists(kind, each))
    reason = f"the id {name} is that of another {kind} ({known.label(kind, name)})"
    return Proposal(reasons=(reason,), edits={"id": free})


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """A name, with the first number that makes it free where it is taken."""
    number, free = 2, name
    while is_taken(free):
        ending = f"-{number}"
        free, number = name[: _SLUG_LENGTH - len(ending)].rstrip("-") + ending, number + 1
    return free


class _Resolver:
    """Resolves the facts of one source, those first that others are about."""

    def __init__(self, facts: FactFile, known: Known, settled: Mapping[str, str]) -> None:
        self.facts, self.known, self.settled = facts, known, settled
        self.found: dict[str, Proposal] = {}
        self.listed: dict[str, list[tuple[str, Any]]] = {name: [] for name in models()}
        for name, _, fact in facts.facts():
            self.listed[name].append((fact_key(name, _naming(fact)), fact))
        self.siblings = {key for facts in self.listed.values() for key, _ in facts}

    def resolve(self) -> dict[str, Proposal]:
        """A proposal for each fact that is not settled."""
        for name in ("organizations", "people", "products", "posts", "memberships", "legislation"):
            for key, fact in self._waiting(name):
                self.found[key] = self._thing(fact)
        self._restrictions()
        for name in models():
            for key, fact in self._waiting(name):
                if key not in self.found:
                    self.found[key] = as_new(fact, self.known, self.siblings)
        return self.found

    def _waiting(self, name: str) -> Iterable[tuple[str, Any]]:
        return ((key, fact) for key, fact in self.listed[name] if key not in self.settled)

    def _thing(self, fact: Any) -> Proposal:
        candidates = _MATCHERS[type(fact)](self, fact)
        for name, reason in candidates:
            return self._same_thing(fact, name, reason)
        return as_new(fact, self.known, self.siblings)

    def _same_thing(self, fact: Any, name: str, reason: str) -> Proposal:
        """A thing the graph has: its id and its name there; what this source adds is what the article says."""
        kind = fact.kind_of_thing
        label = self.known.label(kind, name)
        edits: dict[str, Any] = {"id": name}
        if kind != "membership":
            edits["title" if kind == "post" else "name"] = label
        if kind == "organization":
            edits |= {"kind": self.known.organization_kind(name) or fact.kind.value, "home": None}
        if kind == "legislation" and self.known.value(kind, name, MOR.number):
            edits |= {"number": None}
        return Proposal(EVIDENCE, f"{kind}/{name}", label, 1.0, (reason,), _differing(fact, edits))

    def by_name(self, fact: model.Organization | model.Person | model.Product) -> Iterable[tuple[str, str]]:
        """Things of the same kind that go by a name of the fact; a product also by it after its maker's name."""
        kind = fact.kind_of_thing
        makers = (f"{maker.name} {fact.name}" for maker in self.facts.organizations if kind == "product")
        for name in (fact.name, *getattr(fact, "aliases", ()), *makers):
            ids = self.known.named(kind, name)
            if fact.id in ids:
                yield fact.id, f"the graph knows it as {name}"
            elif len(ids) == 1:
                yield ids[0], f"{name} is a name of it"

    def by_office(self, fact: model.Post) -> Iterable[tuple[str, str]]:
        """Offices of the same title in the same organization: `president` there is the `President of Acme`."""
        organization = self._id("organizations", fact.organization)
        ending = " of " + folded(self.known.label("organization", organization))
        for name in self.known.referring("post", ORG.postIn, "organization", organization):
            if folded(self.known.label("post", name)).removesuffix(ending) == folded(fact.title).removesuffix(ending):
                yield name, "the same title in the same organization"

    def by_holder(self, fact: model.Membership) -> Iterable[tuple[str, str]]:
        """Memberships of the same person in the same organization, in the same office where one is given."""
        person, organization = self._id("people", fact.person), self._id("organizations", fact.organization)
        office = fact.post and self._id("posts", fact.post)
        for name in self.known.referring("membership", ORG.member, "person", person):
            held = [self.known.value("membership", name, slot) for slot in (ORG.organization, MOR.holdsPost)]
            if held[0] == organization and held[1] in ("", office):
                yield name, "the same person in the same office"

    def by_law(self, fact: model.Legislation) -> Iterable[tuple[str, str]]:
        """Bills and laws of the same number or name in the same jurisdiction."""
        numbered = [(name, f"the same number ({fact.number})") for name in self.known.numbered(fact.number or "")]
        named = [(name, f"the same name ({fact.name})") for name in self.known.named("legislation", fact.name)]
        for name, reason in (*numbered, *named):
            place = self.known.value("legislation", name, MOR.appliesIn)
            if not fact.jurisdiction or not place or fact.jurisdiction == place:
                yield name, reason

    def _restrictions(self) -> None:
        """The best pairs first, so that two facts of one article never become the same restriction."""
        pairs = [
            (match, key, fact) for key, fact in self._waiting("restrictions")
            for match in self._matches(key, fact) if match.score >= SAME_FROM
        ]  # fmt: skip
        taken = {name for key, name in self.settled.items() if key.startswith("restrictions/")}
        for match, key, fact in sorted(pairs, key=lambda pair: (-pair[0].score, pair[1])):
            if key in self.found or match.known.id in taken:
                continue
            taken.add(match.known.id)
            self.found[key] = self._as_revision(fact, match) if match.is_revision else self._as_evidence(fact, match)

    def _matches(self, key: str, fact: Restriction) -> list[Match]:
        actors = frozenset(self._id("organizations", name) for name in fact.imposed_by)
        when = fact.announced or fact.start
        conditions = {condition.id: condition for condition in self.facts.conditions}
        facing = Facing(
            fact, actors, str((when or self.facts.source.published).earliest), when is not None,
            tuple(conditions[name] for name in fact.conditions if name in conditions),
        )  # fmt: skip
        known: dict[str, KnownRestriction] = {
            each.id: each for actor in sorted(actors) for each in self.known.restrictions_by(actor)
        }
        return find_matches(facing, known.values(), self.known.broader)

    def _as_evidence(self, fact: Restriction, match: Match) -> Proposal:
        known = match.known
        for name in fact.conditions:
            self._condition(name, known)
        edits = _differing(fact, {"id": known.id, "label": known.label})
        return Proposal(EVIDENCE, f"restriction/{known.id}", known.label, match.score, match.reasons, edits)

    def _as_revision(self, fact: Restriction, match: Match) -> Proposal:
        known = match.known
        reasons = (*match.reasons, *(f"it changes {change}" for change in match.changed))
        edits = {**as_new(fact, self.known, self.siblings).edits, "revises": known.id}
        return Proposal(REVISION, f"restriction/{known.id}", known.label, match.score, reasons, edits)

    def _condition(self, name: str, known: KnownRestriction) -> None:
        """A condition of a restriction that is known, where that has one of the same kind."""
        key = f"conditions/{name}"
        condition = next((fact for other, fact in self.listed["conditions"] if other == key), None)
        same = next((each for each in known.conditions if condition and _is_same(condition, each)), None)
        if condition is None or same is None or key in self.settled:
            return
        reasons = (f"the same kind of condition of the same restriction ({same.kind})",)
        edits = _differing(condition, {"id": same.id, "label": same.label})
        self.found[key] = Proposal(EVIDENCE, f"condition/{same.id}", same.label, 0.8, reasons, edits)
        needed = f"requirements/{condition.requirement}"
        if condition.requirement and same.requirement and needed not in self.settled:
            edits = {"id": same.requirement, "label": same.requirement_label}
            of = f"requirement/{same.requirement}"
            self.found[needed] = Proposal(EVIDENCE, of, same.requirement_label, 0.8, reasons, edits)

    def _id(self, name: str, slug: str) -> str:
        """The id in the graph of a thing of the source, as proposed or settled."""
        key = f"{name}/{slug}"
        proposal = self.found.get(key)
        return self.settled.get(key) or (str(proposal.edits.get("id", slug)) if proposal else slug)


_MATCHERS: dict[type[Fact], Any] = {
    model.Organization: _Resolver.by_name, model.Person: _Resolver.by_name, model.Product: _Resolver.by_name,
    model.Post: _Resolver.by_office, model.Legislation: _Resolver.by_law, model.Membership: _Resolver.by_holder,
}  # fmt: skip


def _is_same(condition: Condition, known: KnownCondition) -> bool:
    if condition.kind.value != known.kind or known.kind == "group":
        return False
    if condition.on is None or not known.on:
        return True
    return abs(days_between(known.on, str(condition.on.latest))) <= NEAR_DAYS


def _naming(fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in ("id", "restriction", "echoes") if hasattr(fact, name)}


def _differing(fact: Fact, edits: Mapping[str, Any]) -> dict[str, Any]:
    """The edits that would change something."""
    given = {name: getattr(fact, name) for name in edits}
    return {name: value for name, value in edits.items() if value != given[name] and (value or given[name])}
