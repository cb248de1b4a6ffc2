"""Commands about the status of one thing on a day, why it has it, and where the sources disagree."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from moratoria.cli.screen import write_output
from moratoria.cli.shared import AsKnownOption, AsOfOption, OutputOption, StoreOption
from moratoria.errors import UnknownName

ThingArgument = Annotated[str, typer.Argument(help="A restriction, as restriction/name or just its name.")]
FormatOption = Annotated[str, typer.Option(help="text or json.")]
_FORMATS = ("text", "json")
_PROOFS = ("ttl", "trig", "nq", "nt", "jsonld", "rdfxml")


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (status, explain, contradictions):
        app.command()(command)


def status(
    thing: ThingArgument,
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    format: FormatOption = "text",
    store: StoreOption = None,
) -> None:
    """The status of a restriction on a day, as known at a record time."""
    from moratoria.pipeline.kg import open_graph

    _require(format, _FORMATS)
    with open_graph(store, as_known=as_known) as graph:
        found = graph.status(thing, as_of=as_of)
    write_output(_json(asdict(found)) if format == "json" else f"{found.sentence()}\n", None)


def explain(
    thing: ThingArgument,
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    format: Annotated[str, typer.Option(help="text, json, or RDF: ttl, trig, nq, nt, jsonld or rdfxml.")] = "text",
    output: OutputOption = None,
    store: StoreOption = None,
) -> None:
    """Why a restriction has its status on a day: rule, facts, sources and places, and what was set aside."""
    from moratoria.cli.explanations import render_explanation
    from moratoria.pipeline.kg import open_graph

    _require(format, (*_FORMATS, *_PROOFS))
    with open_graph(store, as_known=as_known) as graph:
        found = graph.explain(thing, as_of=as_of)
        if format in _PROOFS:
            write_output(graph.proof(found, format), output)
            return
    write_output(_json(asdict(found)) if format == "json" else render_explanation(found), output)


def contradictions(
    thing: Annotated[
        str | None, typer.Argument(help="Only about this thing, as kind/name.", show_default=False)
    ] = None,
    as_known: AsKnownOption = None,
    format: FormatOption = "text",
    store: StoreOption = None,
) -> None:
    """Where sources give one fact differently, with the rule that prefers one; and later acts against promises."""
    from moratoria.cli.explanations import render_disagreements, render_oppositions
    from moratoria.pipeline.kg import open_graph

    _require(format, _FORMATS)
    with open_graph(store, as_known=as_known) as graph:
        facts, acts = graph.disagreements(thing), graph.oppositions(thing)
    if format == "json":
        plain = {"disagreements": [asdict(item) for item in facts], "oppositions": [asdict(item) for item in acts]}
        write_output(_json(plain), None)
        return
    write_output(render_disagreements(facts) + "\n" + render_oppositions(acts), None)


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _require(format: str, known: tuple[str, ...]) -> None:
    if format not in known:
        raise UnknownName("format", format, known)
