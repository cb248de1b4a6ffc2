"""The gazetteer: names found whole, longest and with their sense, and rows that hold together."""

from __future__ import annotations

import pickle
import re
import time
from pathlib import Path

import pytest

from moratoria.errors import InputError
from moratoria.reading.gazetteer import COLUMNS, Gazetteer, NameKind, parse_gazetteer

ROOT = Path(__file__).parents[2]
HEADER = ",".join(COLUMNS) + "\n"
ROWS = """Amazon,company,,,amazon,
Amazon Rekognition,product,,Amazon,,
Meta,company,,,,context
Ring,company,,Amazon,,context
Reno,city,us-nv-reno,,,
New York,city,us-ny-new-york-city,,,
New York,state,US-NY,,,
New York Times,media,US,,,
Ohio State Police,law-enforcement,US-OH,,,
"""
SMALL = HEADER + ROWS


@pytest.fixture(scope="module")
def small() -> Gazetteer:
    return parse_gazetteer({"small": SMALL})


@pytest.fixture(scope="module")
def tables() -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "data" / "gazetteer").glob("*.csv"))}


@pytest.fixture(scope="module")
def whole(tables) -> Gazetteer:
    return parse_gazetteer(tables)


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.entry.kind.value) for mention in gazetteer.find_names(text)]


def test_the_longest_name_wins_and_names_do_not_overlap(small):
    assert found(small, "Amazon Rekognition, the New York Times wrote, is sold by Amazon.") == [
        ("Amazon Rekognition", "product"), ("New York Times", "media"), ("Amazon", "company"),
    ]  # fmt: skip


def test_a_name_within_a_word_an_address_or_a_handle_is_no_mention(small):
    assert found(small, "Amazonas, amazon, xAmazon, Amazon2, Amazon.com, www.Amazon and @Amazon") == []


def test_a_possessive_is_left_out_of_the_span_straight_or_curly(small):
    assert found(small, "Amazon's pause and Amazon\u2019s reasons") == [("Amazon", "company")] * 2


def test_a_name_broken_by_a_line_or_a_no_break_space_keeps_the_offsets_of_the_text(small):
    text = "The New\nYork Times and the New\u00a0York Times"
    assert [text[hit.start : hit.end] for hit in small.find_names(text)] == ["New\nYork Times", "New\u00a0York Times"]


def test_one_name_of_two_kinds_gives_the_likelier_and_the_other(small):
    (mention,) = small.find_names("officials in New York said")
    assert (mention.entry.kind, [other.kind for other in mention.others]) == (NameKind.CITY, [NameKind.STATE])


@pytest.mark.parametrize("text", [
    "Meta paused the tool.", "Meta\u2019s pause", "The firm Meta will stop.", "a rival of Meta, it",
    "On Monday Meta said",
    "Meta, Amazonas and others", "While Meta bans it", "the Meta-owned app", "Meta Bans Deepfakes",
])  # fmt: skip
def test_an_ambiguous_name_counts_where_the_words_around_it_show_a_name(small, text):
    assert found(small, text) == [("Meta", "company")]


@pytest.mark.parametrize("text", [
    "Ring tones are cheap.", "The Golden Ring opened.", "Ring Road was closed.", "the X-Ring",
    "He won. Ring after ring",
])  # fmt: skip
def test_an_ambiguous_name_does_not_count_elsewhere(small, text):
    assert found(small, text) == []


def test_the_looser_spellings_of_an_authority_lead_to_its_name(small):
    hits = small.find_names("Ohio's state police and Ohio state police")
    assert [hit.entry.of for hit in hits] == ["Ohio State Police", "Ohio State Police"]


@pytest.mark.parametrize(("row", "words"), [
    ("Amazon,company,,,,\n", "already in small:2"),
    ("Halcyon,firm,,,,\n", "unknown word"),
    ("Halcyon,company,,Nobody,,\n", "'Nobody' is no name here"),
    ("Halcyon,company\n", "no row of six cells"),
    ("Halcyon,company,,,,maybe\n", "unknown word"),
    ('"Halcyon,company,,,,\n', "no CSV"),
])  # fmt: skip
def test_a_wrong_row_is_refused_with_its_line(row, words):
    with pytest.raises(InputError, match=re.escape(words)) as refused:
        parse_gazetteer({"small": SMALL + row})
    assert refused.value.where == "small:11"


def test_a_table_with_other_columns_is_refused():
    with pytest.raises(InputError, match="has the columns"):
        parse_gazetteer({"small": "name,kind\n"})


def test_a_gazetteer_survives_the_way_to_another_process(whole):
    again = pickle.loads(pickle.dumps(whole.automaton))
    assert len(again) == len(whole.automaton)


def test_the_shipped_names_are_as_many_as_promised(whole):
    rows = [entry for found in whole.entries.values() for entry in found]
    of_relevance = {entry.canonical for entry in rows if entry.kind not in (NameKind.PERSON, NameKind.DEMONYM)}
    assert len(rows) > 8_000
    assert len(of_relevance) > 4_000


def test_the_shipped_tables_are_sorted(tables):
    for table, text in tables.items():
        names = [re.sub(r'^"([^"]*)".*', r"\1", line) if line.startswith('"') else line.split(",")[0]
                 for line in text.splitlines()[1:]]  # fmt: skip
        assert (table, names) == (table, sorted(names))


def test_every_alias_leads_to_a_name_that_is_none(tables, whole):
    parse = [entry for found in whole.entries.values() for entry in found if entry.of]
    assert [entry.name for entry in parse if all(target.of for target in whole.named(entry.of))] == []


def test_every_home_is_a_known_jurisdiction_or_a_city_of_one(whole):
    schemes = "".join(path.read_text("utf-8") for path in (ROOT / "ontology" / "schemes").glob("jurisdictions*.ttl"))
    known = set(re.findall(r"^(?:loc|c):(\S+) a skos:Concept", schemes, flags=re.MULTILINE))
    assert {"EU", "US", "US-CA", "us-ca-oakland"} <= known
    rows = [entry for found in whole.entries.values() for entry in found if entry.home and entry.home not in known]
    towns = {entry.home for entry in rows if entry.kind in (NameKind.CITY, NameKind.COUNTY)}
    outside = {home for home in towns if home[:2].upper() not in known}
    assert (sorted({entry.home for entry in rows} - towns), outside) == ([], set())


def test_every_id_is_a_thing_of_the_shipped_facts(whole):
    facts = "".join(path.read_text("utf-8") for path in (ROOT / "data" / "facts").rglob("*.yaml"))
    ids = set(re.findall(r"^\s*- ?id: (\S+)|^\s*- \{ ?id: ([^,\s]+)", facts, flags=re.MULTILINE))
    known = {one for pair in ids for one in pair if one}
    given = {entry.id for found in whole.entries.values() for entry in found if entry.id}
    assert len(given) > 200
    assert given - known == set()


@pytest.mark.parametrize(("text", "name", "kind", "home"), [
    ("the NYPD said", "New York Police Department", "law-enforcement", "us-ny-new-york-city"),
    ("Italy's privacy watchdog", "Garante per la protezione dei dati personali", "regulator", "IT"),
    ("the Garante", "Garante per la protezione dei dati personali", "regulator", "IT"),
    ("the San Francisco Board of Supervisors voted", "San Francisco Board of Supervisors", "legislature",
     "us-ca-san-francisco"),
    ("Boston's city council voted", "Boston City Council", "legislature", "us-ma-boston"),
    ("the Commerce Department", "Department of Commerce", "government", "US"),
    ("Facebook said", "Meta", "company", "US"),
    ("Portland, Maine", "Portland, Maine", "city", "us-me-portland"),
    ("Colorado lawmakers", "Colorado General Assembly", "legislature", "US-CO"),
    ("NYC Public Schools", "New York City Public Schools", "school", "us-ny-new-york-city"),
    ("the Pentagon", "Department of Defense", "government", "US"),
    ("Rekognition", "Amazon", "product", ""),
    ("Italian officials", "Italy", "demonym", "IT"),
])  # fmt: skip
def test_a_shipped_name_has_its_sense(whole, text, name, kind, home):
    entry = whole.find_names(text)[0].entry
    assert (entry.canonical, entry.kind.value, entry.home) == (name, kind, home)


def test_building_takes_under_a_second_and_a_megabyte_under_one(tables):
    begun = time.process_time()
    gazetteer = parse_gazetteer(tables)
    built = time.process_time()
    text = "Amazon on Wednesday barred police from Rekognition for a year, The Verge reported from Seattle. " * 10_500
    assert len(gazetteer.find_names(text)) >= 4 * 10_500
    assert (built - begun < 1, time.process_time() - built < 1.5) == (True, True)
