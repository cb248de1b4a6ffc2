"""The program as a Python object: open a store, load, check, ask, export."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moratoria import settings
from moratoria.ask.catalogue import Question
from moratoria.ask.results import Result
from moratoria.errors import StoreError, StoreOutdated, UnknownName
from moratoria.facts.values import SLUG
from moratoria.findings import Finding
from moratoria.pipeline.questions import ask_question, question_files, read_named_question, read_question
from moratoria.store.base import FORMAT, Answer, Store
from moratoria.store.embedded import EmbeddedStore
from moratoria.terms import CURRENT, MOR, STORE, NamedNode, minted, slug_of

if TYPE_CHECKING:
    from moratoria.pipeline.changes import Deadline, Flip
    from moratoria.pipeline.disagreements import Disagreement, Opposition
    from moratoria.pipeline.doctor import Examination
    from moratoria.pipeline.editions import EditionReport
    from moratoria.pipeline.explain import StatusOn
    from moratoria.pipeline.load import LoadReport, Progress
    from moratoria.pipeline.publish import Release
    from moratoria.pipeline.records import KnownDifference
    from moratoria.pipeline.stats import Coverage
    from moratoria.pipeline.trial import Released, Trial


class Moratoria:
    """A knowledge graph in a store. Close it, or use it in a `with` block.

    Dates are `datetime.date` or `YYYY-MM-DD`; record times are UTC.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def in_memory(cls) -> Moratoria:
        """An empty graph in memory, with the concepts."""
        from moratoria.pipeline.rebuild import prepare_store

        graph = cls(EmbeddedStore())
        prepare_store(graph.store)
        return graph

    @classmethod
    def init(cls, folder: Path) -> Moratoria:
        """A new store in a folder. Raises StoreError when there is one already."""
        from moratoria.pipeline.rebuild import prepare_store

        if folder.exists() and any(folder.iterdir()):
            raise StoreError("is not empty", where=str(folder), remedy="name another folder, or use it as it is")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"cannot be made ({error.strerror})"
            raise StoreError(what, where=str(folder), remedy="check the folder's rights") from error
        graph = cls(EmbeddedStore(folder))
        prepare_store(graph.store)
        return graph

    @classmethod
    def init_endpoint(cls, address: str, update_address: str | None = None) -> Moratoria:
        """The graph behind a SPARQL 1.1 endpoint, with the concepts and marks put into it."""
        from moratoria.pipeline.rebuild import prepare_store
        from moratoria.store.remote import RemoteStore

        graph = cls(RemoteStore(address, update_address))
        prepare_store(graph.store)
        return graph

    def __enter__(self) -> Moratoria:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def load(
        self,
        paths: Iterable[Path | str],
        *,
        keep_going: bool = False,
        moment: datetime | None = None,
        progress: Progress | None = None,
    ) -> LoadReport:
        """Load fact files and folders of them. Gives a LoadReport; its `refused` names what was not written.

        All sources are checked first. With a finding of severity ERROR nothing is written, or with `keep_going` the
        clean sources are, each in one transaction.
        """
        from moratoria.pipeline.load import LoadReport, load_sources, silent
        from moratoria.pipeline.plan import plan_load

        moment = moment or datetime.now(UTC)
        plan = plan_load(self.store, paths, moment, progress or silent)
        if plan.refused and not keep_going:
            findings = tuple(sorted(plan.findings, key=Finding.key))
            names = [item.name for item in plan.fresh]
            return LoadReport(findings, refused=(*plan.refused, *names), unchanged=tuple(plan.unchanged))
        return load_sources(plan, self.store, moment=moment, progress=progress or silent)

    def load_register(
        self,
        register: str,
        paths: Iterable[Path | str],
        *,
        published: str | None = None,
        retrieved: str | None = None,
        progress: Progress | None = None,
    ) -> EditionReport:
        """Load an edition of a register, by the register's name or its TOML file; an older edition is closed.

        With a finding of severity ERROR nothing is written. Raises InputError for files and columns that are not
        there, and for dates that neither the files nor the caller give.
        """
        from moratoria.pipeline.editions import load_edition
        from moratoria.pipeline.load import silent
        from moratoria.pipeline.registers import EditionFiles

        given = EditionFiles(register, tuple(Path(path) for path in paths), published, retrieved)
        return load_edition(self.store, given, datetime.now(UTC), progress or silent)

    def try_load(self, paths: Iterable[Path | str]) -> tuple[list[Finding], Trial]:
        """The findings about some sources, and what loading the clean ones would change today; nothing is stored."""
        from moratoria.pipeline.load import silent
        from moratoria.pipeline.plan import plan_load
        from moratoria.pipeline.trial import try_load

        moment = datetime.now(UTC)
        plan = plan_load(self.store, paths, moment, silent)
        return sorted(plan.findings, key=Finding.key), try_load(plan, self.store, moment, date.today())

    def check(self, paths: Iterable[Path | str], *, progress: Progress | None = None) -> list[Finding]:
        """Every finding about fact files as they would stand in this graph; nothing is stored."""
        from moratoria.pipeline.load import silent
        from moratoria.pipeline.plan import plan_load

        plan = plan_load(self.store, paths, datetime.now(UTC), progress or silent, again=True)
        return sorted(plan.findings, key=Finding.key)

    def retract(self, source: str, reason: str, *, moment: datetime | None = None) -> tuple[str, ...]:
        """Close the record time of a source; gives the IRIs of its closed graphs.

        What another live source states stays. Raises UnknownName when no live source has this name.
        """
        from moratoria.graph.change import live_graphs
        from moratoria.pipeline.load import plan_retraction

        named = re.fullmatch(SLUG, source) is not None
        closing = live_graphs(self.store.quads, minted("source", source)) if named else []
        if not closing:
            names = {slug_of(NamedNode(graph.value.rsplit("/", 1)[0])) for graph in live_graphs(self.store.quads)}
            near = get_close_matches(source, sorted(names), n=3)
            raise UnknownName("live source", source, near, remedy="write the id under `source` in its fact file")
        self.store.commit(plan_retraction(self.store.quads, closing, reason, moment or datetime.now(UTC)))
        return tuple(graph.value for graph in closing)

    def ask(self, question: str, /, *, as_of: date | str | None = None, **params: str) -> Result:
        """The answer to a stored question; parameters by the names in its header.

        Raises UnknownName for a question, parameter or thing that does not exist, QueryError for a malformed value.
        """
        found = read_named_question(settings.shipped_folder("queries"), question)
        given = {**params, **({"asOf": str(as_of)} if as_of is not None else {})}
        return ask_question(self.store, found, given, date.today())

    def query(self, sparql: str) -> Answer:
        """The answer to a SPARQL 1.1 query; its default graph is the current graph."""
        return self.store.query(sparql)

    def dump(self) -> bytes:
        """Every quad of the store as sorted N-Quads: equal for equal stores."""
        from moratoria.export.graphs import render_nquads

        return render_nquads(self.store.quads())

    def export(
        self, format: str, *, ids: Iterable[str] = (), question: str | None = None, as_of: str | None = None
    ) -> bytes:
        """The graph in a format, or only some things, those in the answer to a question, or those of a day.

        Raises UnknownName for a format, thing or question that does not exist.
        """
        from moratoria.export import render_export
        from moratoria.pipeline.slices import things_in, wanted_iris

        answer = None if question is None else things_in(self._answer(question, as_of).terms)
        held = None if question is not None else as_of
        return render_export(self.store, format, wanted_iris(self.store, ids, answer, held))

    def _answer(self, question: str, as_of: str | None) -> Result:
        takes = {param.name for param in stored_questions()[question].params} if question in stored_questions() else ()
        return self.ask(question, as_of=as_of if "asOf" in takes else None)

    def rdflib(self) -> Any:
        """The whole store as an rdflib Dataset, copied."""
        from moratoria.export.library import build_dataset

        return build_dataset(self.store.quads())

    def networkx(self) -> Any:
        """The current graph as a networkx MultiDiGraph."""
        from moratoria.graph.network import build_network

        return build_network(self.store.quads(None, None, None, CURRENT))

    def status(self, thing: str, *, as_of: date | str | None = None) -> StatusOn:
        """The status of a restriction on a day (today by default). Raises UnknownName with the nearest names."""
        from moratoria.pipeline.explain import find_status_on
        from moratoria.pipeline.slices import find_thing

        return find_status_on(self.store, find_thing(self.store, thing), _day(as_of))

    def explain(self, thing: str, *, as_of: date | str | None = None) -> StatusOn:
        """The status of a restriction on a day with its reasons, down to the places in the sources."""
        from moratoria.pipeline.explain import explain_status
        from moratoria.pipeline.slices import find_thing

        return explain_status(self.store, find_thing(self.store, thing), _day(as_of))

    def proof(self, found: StatusOn, format: str = "ttl") -> bytes:
        """An explanation as RDF, in the terms of PROV: the status interval derived from the claims behind it."""
        from moratoria.export import find_writer
        from moratoria.pipeline.proof import build_proof

        return find_writer(format)(build_proof(self.store, found))

    def disagreements(self, thing: str | None = None) -> list[Disagreement]:
        """Where live sources give one fact differently: both sides, and the rule that prefers one."""
        from moratoria.pipeline.disagreements import find_disagreements

        return find_disagreements(self.store, self._thing(thing))

    def oppositions(self, thing: str | None = None) -> list[Opposition]:
        """Where a source sets a later act or promise against an earlier one, who disputes it, and the replies."""
        from moratoria.pipeline.disagreements import find_oppositions

        return find_oppositions(self.store, self._thing(thing))

    def _thing(self, name: str | None) -> NamedNode | None:
        from moratoria.pipeline.slices import find_thing

        return None if name is None else find_thing(self.store, name)

    def diff(self, first: date | str, second: date | str) -> list[Flip]:
        """What changed between two valid dates: statuses of restrictions, legal events of bills and laws."""
        from moratoria.pipeline.changes import find_flips

        return find_flips(self.store, _day(first), _day(second))

    def diff_known(
        self, first: datetime | str, second: datetime | str, *, as_of: date | str | None = None
    ) -> KnownDifference:
        """What was recorded between two record times, and the statuses as of a day that are seen otherwise since."""
        from moratoria.pipeline.history import parse_moment
        from moratoria.pipeline.records import find_known_difference

        begin, end = (parse_moment(given) if isinstance(given, str) else given for given in (first, second))
        return find_known_difference(self.store, begin, end, _day(as_of))

    def deadlines(self, days: int = 365, *, as_of: date | str | None = None, stale: bool = False) -> list[Deadline]:
        """What is due in the next days and what is overdue; with `stale` what nobody has confirmed for a year."""
        from moratoria.pipeline.changes import find_deadlines, find_stale

        return find_stale(self.store, _day(as_of)) if stale else find_deadlines(self.store, _day(as_of), days)

    def whatif(self, *, level: str, jurisdiction: str, subject: str, on: date | str | None = None) -> list[Released]:
        """The restrictions whose condition a law could meet, if it were enacted on a day. Nothing is stored."""
        from moratoria.pipeline.trial import find_released

        return find_released(self.store, level, jurisdiction, subject, _day(on))

    def draw(
        self, path: Path | str, thing: str | None = None, *, as_of: date | str | None = None, **wanted: Any
    ) -> None:
        """Draw a picture into a .svg, .png or .html file: around a thing, or of everything.

        `wanted` are the fields of `moratoria.pipeline.drawing.Wanted`: view, technology, actor, depth.
        """
        from moratoria.pipeline.drawing import Wanted, draw_picture

        draw_picture(self.store, Wanted(as_of=_day(as_of), thing=thing, **wanted), Path(path))

    def stats(self, *, as_of: date | str | None = None) -> Coverage:
        """What the graph covers, counted; the lives of restrictions as of a day (today by default)."""
        from moratoria.pipeline.stats import count_coverage

        return count_coverage(self.store, _day(as_of))

    def publish(
        self,
        out: Path | str,
        *,
        as_of: date | str | None = None,
        issued: date | str | None = None,
        progress: Progress | None = None,
    ) -> Release:
        """Write a release into a folder: all formats, tables, descriptions, checksums and a page per thing.

        Both days are by default that of the newest record in the store. Raises InputError when the folder holds
        anything but an unaltered earlier release.
        """
        from moratoria.pipeline.load import silent
        from moratoria.pipeline.publish import parse_issued, publish_release

        held, released = None if as_of is None else _day(as_of), parse_issued(issued)
        return publish_release(self.store, Path(out), as_of=held, issued=released, progress=progress or silent)

    def doctor(self, progress: Progress | None = None) -> Examination:
        """A full scan of the store: counts and findings."""
        from moratoria.pipeline.doctor import examine
        from moratoria.pipeline.load import silent
        from moratoria.pipeline.plan import shipped_checker

        return examine(self.store, shipped_checker(), progress or silent)


def open_graph(
    store: Path | str | None = None, *, write: bool = False, as_known: datetime | str | None = None
) -> Moratoria:
    """A graph: the store in a folder, the endpoint at an address, or the shipped facts when neither is named or here.

    With `as_known` it is the graph as recorded by then, in memory. Raises StoreError where the folder holds no store,
    StoreOutdated where another version made it, QueryError for a malformed record time.
    """
    graph = _opened(store, write)
    if as_known is None:
        return graph
    from moratoria.pipeline.history import parse_moment, store_as_known

    moment = parse_moment(as_known) if isinstance(as_known, str) else as_known
    with graph:
        return Moratoria(store_as_known(graph.store, moment))


def _opened(store: Path | str | None, write: bool) -> Moratoria:
    if isinstance(store, str) and "://" in store:
        from moratoria.store.remote import RemoteStore

        return Moratoria(RemoteStore(store))
    folder = settings.store_folder(Path(store) if store else None)
    if folder is None:
        from moratoria.pipeline.shipped import open_shipped

        return Moratoria(open_shipped())
    if not (folder / "CURRENT").is_file():
        raise StoreError("is no store", where=str(folder), remedy="run `moratoria init` to make one there")
    graph = Moratoria(EmbeddedStore(folder, read_only=not write))
    _require_version(graph.store, folder)
    return graph


def _require_version(store: Store, folder: Path) -> None:
    marks = {quad.predicate: quad.object.value for quad in store.quads(STORE, None, None, STORE)}
    made = marks.get(MOR.storeFormat), marks.get(MOR.ontologyVersion)
    if made != (FORMAT, settings.ONTOLOGY_VERSION):
        store.close()
        what = (
            f"was made with layout {made[0]} and ontology {made[1]}, this is {FORMAT} and {settings.ONTOLOGY_VERSION}"
        )
        raise StoreOutdated(what, where=str(folder), remedy="run `moratoria init --rebuild`")


def _day(given: date | str | None) -> date:
    """A day as given, today when none is."""
    from moratoria.pipeline.slices import parse_day

    return date.today() if given is None else parse_day(str(given))


def stored_questions() -> dict[str, Question]:
    """Every stored question by name."""
    files = question_files(settings.shipped_folder("queries"))
    return {name: read_question(path) for name, path in files.items()}
