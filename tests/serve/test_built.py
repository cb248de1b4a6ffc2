"""The scripts of the explorer: a page names those of its islands, they are there, and only where they are needed."""

from __future__ import annotations

import gzip
import re

import pytest

from moratoria.serve.built import island

pytestmark = pytest.mark.skipif(
    not island("everywhere")["scripts"], reason="the explorer is not built; run make install, which builds it"
)


def addresses(text):
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', text)


@pytest.mark.parametrize("name", ["everywhere", "home", "restriction", "graph", "review", "sparql"])
def test_every_island_is_built_and_served(client, name):
    found = island(name)
    assert len(found["scripts"]) == 1
    for address in (*found["scripts"], *found["styles"], *found["parts"]):
        assert client.get(address).status_code == 200


def test_an_island_that_there_is_not_names_nothing():
    assert island("nothing") == {"scripts": (), "styles": (), "parts": ()}


@pytest.mark.parametrize("path", ["/", "/graph", "/questions", "/page/organization/amazon"])
def test_a_page_weighs_under_200_kilobytes_before_the_graph_or_the_editor(client, path):
    text = client.get(path, headers={"accept": "text/html"}).text
    names = {part for name in ("everywhere", "home") for part in island(name)["parts"]}
    files = [client.get(each).content for each in {*addresses(text), *names}]
    assert sum(len(gzip.compress(each)) for each in [text.encode(), *files]) < 200_000


@pytest.mark.parametrize("path", ["/", "/questions", "/page/organization/amazon"])
def test_the_picture_and_the_editor_load_on_their_own_pages_only(client, path):
    heavy = {*island("graph")["scripts"], *island("sparql")["scripts"]}
    assert heavy & {*addresses(client.get(path, headers={"accept": "text/html"}).text)} == set()


def test_nothing_built_asks_anybody_else():
    from importlib.resources import files

    folder = files("moratoria.serve").joinpath("static", "built", "assets")
    texts = [each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".js")]
    hosts = {host for text in texts for host in re.findall(r"https?://([\w.-]+)", text)}
    assert hosts <= {"www.w3.org", "w3id.org"}
