"""Sources that disagree are shown with both sides, and so are later acts against earlier promises."""

from __future__ import annotations

import pytest

from moratoria.errors import UnknownName
from moratoria.infer.rules import PREFERENCE_RULES


@pytest.fixture
def full(graph, world):
    assert graph.load([world]).ok
    return graph


def page(write, name: str, published: str, announced: str = "2021-03-02", head: str = ""):
    """A page about Umbra's pause, published on a day, that says when it was announced."""
    path = write(name)
    text = path.read_text("utf-8").replace("published: 2021-03-02", f"published: {published}")
    text = text.replace("retrieved: 2021-03-05", f"retrieved: 2021-06-01\n{head}").replace("2021-03-06T", "2021-06-02T")
    path.write_text(text.replace("announced: 2021-03-02", f"announced: {announced}"), "utf-8")
    return path


def test_two_days_of_one_announcement_are_shown_with_both_sides_and_the_rule(graph, write):
    earlier = page(write, "earlier", "2021-03-03")
    later = page(write, "later", "2021-04-01", announced="2021-03-04")
    assert graph.load([earlier, later]).ok
    (found,) = graph.disagreements()
    assert (found.thing.rsplit("/", 1)[1], found.slot) == ("umbra-pause", "announced")
    assert (found.preferred.value, [side.value for side in found.others]) == ("2021-03-04", ["2021-03-02"])
    assert found.rule == PREFERENCE_RULES["later-over-earlier"]
    assert found.settled is False
    assert [saying.place for saying in found.others[0].said_by] == ["paragraph 1"]


def test_a_date_that_encloses_a_finer_one_is_no_disagreement(graph, write):
    coarse = page(write, "coarse", "2021-04-01", announced="2021-03")
    assert graph.load([page(write, "fine", "2021-03-03"), coarse]).ok
    assert graph.disagreements() == []


def test_copies_of_one_report_count_as_one_source(graph, write):
    first = page(write, "first", "2021-03-03")
    copies = [
        page(write, name, "2021-03-04", head=f"  syndicated_from: {of}")
        for name, of in [("copy", "first"), ("again", "copy")]
    ]
    other = page(write, "other", "2021-05-01", announced="2021-03-09")
    assert graph.load([first, *copies, other]).ok
    (found,) = graph.disagreements()
    assert [len(side.said_by) for side in found.others] == [3]
    assert [side.sources for side in found.others] == [1]


def test_what_a_correction_took_back_is_settled(full):
    (found,) = full.disagreements("restriction/borealis-facial-recognition-2020")
    assert (found.slot, found.settled) == ("affects", True)
    assert "federal" in found.others[0].value.lower()
    assert "federal" not in found.preferred.value.lower()


def test_a_later_act_is_set_against_an_earlier_promise_with_who_disputes_it(full):
    (found,) = full.oppositions()
    assert found.earlier.thing.endswith("restriction/borealis-facial-recognition-2020")
    assert found.later.thing.endswith("event/borealis-border-contract-2023")
    assert found.disputed_by == ("Boréalis Vision",)
    assert {saying.publisher for reason in found.stated for ground in reason.grounds for saying in ground.said_by} == {
        "Civic Watch"
    }


def test_a_reply_stands_beside_what_it_answers(full, write):
    reply = write(
        "reply.yaml",
        """\
source: {id: borealis-reply, kind: letter, title: A reply, publisher: Borealis Vision, issuer: borealis,
  authority: own-words, published: 2023-03-09, retrieved: 2026-01-08, recorded: 2026-01-11T09:00:00Z, seen: full}
statements:
  - {id: borealis-reply-2023, gist: Borealis says that a border service is no police department,
     organization: borealis, said: 2023-03-09, replies_to: [contradiction/borealis-promise-and-contract],
     evidence: [{locator: paragraph 1, modality: quoted}]}
""",
    )
    report = full.load([reply])
    assert report.ok, report.findings
    (found,) = full.oppositions()
    assert [item.label for item in found.replies] == ["Borealis says that a border service is no police department"]


def test_an_unknown_thing_is_named_with_its_nearest(full):
    with pytest.raises(UnknownName, match="did you mean"):
        full.disagreements("restriction/borealis-facial-recognition-202")
