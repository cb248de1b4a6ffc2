"""Nasty strings as names load safely or are refused, survive every dataset format, and never change a query."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from unicodedata import normalize

import pytest

from bench import HERE
from moratoria.errors import InputError, QueryError, UnknownName
from moratoria.pipeline.kg import Moratoria
from moratoria.terms import CURRENT, IDS, RDFS, minted

STRINGS: list[str] = json.loads((HERE / "corpus" / "naughty.json").read_text("utf-8"))
NO_NAMES = 19
"""So many of them no organization can be called: blank, with line breaks, control characters, or half characters."""

Loaded = tuple[Moratoria, dict[str, str]]


def _facts(names: dict[str, str]) -> str:
    source = {
        "id": "nasty-1", "kind": "dataset", "title": "Nasty names", "publisher": "The Press",
        "published": "2020-01-01", "retrieved": "2020-01-02", "seen": "register",
    }  # fmt: skip
    organizations = [
        {"id": slug, "kind": "company", "name": name, "evidence": [{"row": slug}]} for slug, name in names.items()
    ]
    restrictions = [
        {"id": slug, "kind": "ban", "label": name, "imposed_by": [slug], "evidence": [{"row": slug}]}
        for slug, name in names.items()
    ]
    return json.dumps({"source": source, "organizations": organizations, "restrictions": restrictions})


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A graph with every string that is accepted as the name of an organization, by the id it has there."""
    path = tmp_path_factory.mktemp("nasty") / "nasty.json"
    accepted = {}
    with Moratoria.in_memory() as empty:
        for number, string in enumerate(STRINGS):
            path.write_text(_facts({"x": string}), encoding="utf-8")
            findings = [finding for finding in empty.check([path]) if finding.severity == "ERROR"]
            assert all(finding.where.startswith(str(path)) and finding.solution for finding in findings), findings
            if not findings:
                accepted[f"nasty-{number}"] = string
    path.write_text(_facts(accepted), encoding="utf-8")
    graph = Moratoria.in_memory()
    report = graph.load([path])
    assert report.loaded == ("nasty-1",), report.findings
    return graph, accepted


def test_there_are_over_a_hundred_strings_and_few_are_no_names(loaded: Loaded) -> None:
    """Strange names are names; only what no export could carry, and blanks, are not."""
    assert len(set(STRINGS)) == len(STRINGS) >= 120
    refused = [string for string in STRINGS if string not in loaded[1].values()]
    assert len(refused) == NO_NAMES, refused


def test_a_name_is_kept_as_it_was_written(loaded: Loaded) -> None:
    """But for blanks around it, and Unicode's canonical composition."""
    graph, accepted = loaded
    for slug, name in accepted.items():
        labels = [q.object.value for q in graph.store.quads(minted("organization", slug), RDFS.label, None, CURRENT)]
        assert labels == [normalize("NFC", name).strip()], slug


@pytest.mark.parametrize("format", ["nq", "trig", "jsonld", "ttl", "nt", "rdfxml"])
def test_nasty_names_survive_an_export_and_a_load(format: str, loaded: Loaded, tmp_path: Path) -> None:
    """The graph read back is equal, quad for quad."""
    graph = loaded[0]
    path = tmp_path / f"export.{'rdf' if format == 'rdfxml' else format}"
    path.write_bytes(graph.export(format))
    with Moratoria.in_memory() as again:
        report = again.load([path])
        assert report.ok, report.findings[:3]
        assert again.dump() == graph.dump()


def test_no_name_begins_a_formula_in_csv(loaded: Loaded) -> None:
    """A spreadsheet would run a cell that begins with one of = + - @."""
    import csv
    import io

    rows = list(csv.reader(io.StringIO(loaded[0].export("csv").decode(), newline="")))
    assert len(rows) > len(loaded[1])
    assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")] == []


@pytest.mark.parametrize(
    ("question", "parameter", "meant"),
    [
        ("restriction-history", "organization", None),
        ("evidence-for-restriction", "thing", []),
        ("restrictions-in-force", "technology", ["any"]),
        ("restrictions-in-force", "jurisdiction", ["NO", "no", "No", "id", "any"]),
        ("restrictions-in-force", "audience", ["any"]),
        ("restrictions-in-force", "asOf", ["today"]),
        ("moratoria-ending", "until", ["today"]),
    ],
)
def test_a_nasty_parameter_leaks_nothing(
    question: str, parameter: str, meant: list[str] | None, loaded: Loaded
) -> None:
    """Answered are only the words that mean something there, the rest is refused in one sentence.

    NO is Norway and id Indonesia, in any case; `meant` of None stands for the names of the organizations loaded.
    """
    graph, answered, refused = loaded[0], [], []
    meant = _unique_names(loaded[1].values()) if meant is None else meant
    for string in STRINGS:
        try:
            graph.ask(question, **{parameter: string})
            answered.append(string)
        except (InputError, QueryError, UnknownName) as error:
            refused.append(str(error))
    assert all(sentence.startswith(f"{question}: ") for sentence in refused)
    assert not any("\n" in sentence for sentence in refused)
    assert answered == meant


def _unique_names(names: Iterable[str]) -> list[str]:
    """The strings that name one loaded organization, and not several: case and space make no difference.

    What begins like one of our addresses is taken for one.
    """
    folded = Counter(" ".join(normalize("NFC", name).split()).lower() for name in names)
    named = [string for string in STRINGS if folded[" ".join(string.split()).lower()] == 1]
    return [string for string in named if not string.startswith(IDS)]


def test_an_unknown_name_is_refused_as_the_nasty_ones_are(loaded: Loaded) -> None:
    """The measure for the test above: a plain name that nothing has."""
    with pytest.raises(UnknownName, match="no organization named 'nobody-here'"):
        loaded[0].ask("restriction-history", organization="nobody-here")


def test_a_nasty_parameter_name_is_refused(loaded: Loaded) -> None:
    """Parameters are looked up among those of the question."""
    for string in STRINGS:
        with pytest.raises(UnknownName):
            loaded[0].ask("restrictions-in-force", **{string: "x"})
