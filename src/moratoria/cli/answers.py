"""Commands that answer: stored questions, SPARQL, exports, the ontology's consistency."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from moratoria.cli.questions import describe_question, list_questions, questions
from moratoria.cli.screen import note, print_table, write_output
from moratoria.cli.shared import AsKnownOption, AsOfOption, OutputOption, QuietOption, StoreOption
from moratoria.errors import InputError, MoratoriaError, QueryError, UnknownName

RESULT_FORMATS = ("table", "json", "csv", "tsv", "md")


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(ask)
    for command in (questions, query, export, reason):
        app.command()(command)


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question's name; see --list.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the questions, or tell all about one.")] = False,
    as_known: AsKnownOption = None,
    store: StoreOption = None,
    format: Annotated[str, typer.Option(help="table, json, csv, tsv or md.")] = "table",
    quiet: QuietOption = False,
) -> None:
    """Ask a stored question; its parameters are options, such as --as-of 2020-12-31 --technology facial-recognition."""
    from moratoria.cli.results import render_result
    from moratoria.pipeline.kg import open_graph

    if question is None:
        list_questions(format)
        return
    if listed:
        describe_question(question, store, format)
        return
    if format not in RESULT_FORMATS:
        raise UnknownName("format", format, RESULT_FORMATS)
    with open_graph(store, as_known=as_known) as graph:
        result = graph.ask(question, **_params(context.args))
    if format == "table":
        print(result.sentence())
        for citation in result.citations:
            print(f"  {citation.line()}")
        if not quiet and len(result):
            print()
            print_table(result.columns, [tuple(row.values()) for row in result])
        return
    write_output(render_result(result, format), None)


def _params(words: list[str]) -> dict[str, str]:
    """`--as-of 2020-12-31` and `--as-of=2020-12-31` as `{"asOf": "2020-12-31"}`."""
    params: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise InputError(f"{word!r} is not expected here", remedy="parameters are written --name value")
        flag, equals, value = word.partition("=")
        if not equals:
            if not waiting:
                raise InputError(f"{flag} has no value", remedy=f"write {flag} VALUE")
            value = waiting.pop(0)
        head, *rest = flag.removeprefix("--").split("-")
        params[head + "".join(part.capitalize() for part in rest)] = value
    return params


def query(
    sparql: Annotated[str, typer.Argument(help="SPARQL text, a file, or - for standard input.")] = "-",
    store: StoreOption = None,
    endpoint: Annotated[str | None, typer.Option("--endpoint", help="Ask this SPARQL endpoint instead.")] = None,
    format: Annotated[str, typer.Option(help="table, json, csv, tsv or md.")] = "table",
) -> None:
    """Run SPARQL 1.1 over the store, the shipped facts or an endpoint."""
    from moratoria.ask.results import plain
    from moratoria.cli.results import render_answer
    from moratoria.pipeline.kg import open_graph
    from moratoria.store.base import Rows

    if format not in RESULT_FORMATS:
        raise UnknownName("format", format, RESULT_FORMATS)
    with open_graph(endpoint or store) as graph:
        answer = graph.query(_sparql(sparql))
    if format == "table" and isinstance(answer, Rows):
        print_table(answer.columns, [tuple(plain(cell) for cell in row) for row in answer.rows])
        return
    write_output(render_answer(answer, format), None)


def _sparql(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    path = Path(given)
    is_name = len(given) < 4096 and "\n" not in given and "{" not in given
    if is_name and path.is_file():
        return path.read_text(encoding="utf-8")
    if is_name and path.suffix in (".rq", ".sparql"):
        raise QueryError("no such file", where=given, remedy="check the path")
    return given


def export(
    ids: Annotated[list[str] | None, typer.Argument(help="Things as kind/name; everything when none is given.")] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="ttl, trig, nq, nt, jsonld, rdfxml, csv, graphml, gexf or cytoscape; else the suffix.",
        ),
    ] = None,
    output: OutputOption = None,
    question: Annotated[str | None, typer.Option("--question", help="Only the things in the answer to it.")] = None,
    as_of: AsOfOption = None,
    as_known: AsKnownOption = None,
    ontology: Annotated[bool, typer.Option("--ontology", help="The merged ontology instead.")] = False,
    store: StoreOption = None,
    quiet: QuietOption = False,
) -> None:
    """Export the graph, some things of it, the answer to a question, or the ontology."""
    from moratoria.pipeline.kg import open_graph
    from moratoria.pipeline.slices import render_ontology

    format = format or _format_of(output)
    if ontology:
        write_output(render_ontology(format), output)
        return
    with open_graph(store, as_known=as_known) as graph:
        content = graph.export(format, ids=ids or (), question=question, as_of=as_of)
    write_output(content, output)
    if output:
        note(f"{output}: {len(content):,} bytes of {format}", quiet=quiet)


def _format_of(output: Path | None) -> str:
    """The format that the suffix of a file names; Turtle for any other."""
    from moratoria.export import FORMATS

    suffix = output.suffix.removeprefix(".") if output else ""
    return "rdfxml" if suffix == "rdf" else suffix if suffix in FORMATS else "ttl"


def reason(format: Annotated[str, typer.Option(help="text or json.")] = "text") -> None:
    """Prove with HermiT that the ontology is consistent, and classify it (needs Java)."""
    import json
    from dataclasses import asdict

    from moratoria import settings
    from moratoria.infer.reasoner import run_reasoner

    found = run_reasoner(settings.shipped_folder("ontology"))
    if format == "json":
        write_output(json.dumps(asdict(found), indent=2, default=str) + "\n", None)
    else:
        word = "consistent" if found.consistent else "INCONSISTENT"
        typer.echo(
            f"The ontology is {word}: {found.classes} classes, {len(found.unsatisfiable)} of them unsatisfiable."
        )
    if not found.consistent or found.unsatisfiable:
        raise MoratoriaError("the ontology contradicts itself", remedy="see the unsatisfiable classes")
