"""Accept, reject, edit and undo: what each does to the log, the store and the files beside it."""

from __future__ import annotations

import pytest
from press_desk import HALCYON, SOURCE, TEXT, UMBRA, WORLD

from moratoria.errors import FindingsError, InputError, UnknownName
from moratoria.graph.change import live_graphs
from moratoria.pipeline.candidates import Inspection
from moratoria.pipeline.choice import find_facts, parse_edited, parse_settings, sure_facts
from moratoria.pipeline.kg import open_graph
from moratoria.pipeline.review import Review
from moratoria.sources.fact_files import read_fact_file
from moratoria.terms import CURRENT, MOR, ODRL, PROV, RDFS, minted

ABOUT_UMBRA = "umbra-vision-facial-recognition-2020"


def accepted(desk):
    """The accepted facts as they are kept beside the store, by list."""
    data = read_fact_file(desk.accepted.facts_path(SOURCE)).data
    return {name: [fact.get("id") for fact in facts] for name, facts in data.items() if name != "source"}


def status(folder, restriction, day="2020-12-31"):
    with open_graph(folder) as graph:
        return graph.status(restriction, as_of=day).life


def values(folder, node, slot):
    with open_graph(folder) as graph:
        return sorted(quad.object.value for quad in graph.store.quads(node, slot, None, CURRENT))


def live(folder):
    with open_graph(folder) as graph:
        return len(live_graphs(graph.store.quads, minted("source", SOURCE)))


def statuses(desk, *keys):
    return [desk.ledger()[0].state(SOURCE, key).status for key in keys]


def test_what_is_accepted_is_in_the_graph(review, folder):
    outcome = review.accept(SOURCE, [UMBRA])
    assert outcome.live
    assert status(folder, ABOUT_UMBRA) == "in force"
    assert [flip.before for flip in outcome.flips] == ["none"]


def test_what_a_fact_refers_to_comes_along_and_is_said_so(review, desk):
    outcome = review.accept(SOURCE, [UMBRA])
    assert outcome.along == {"organizations/umbra-vision": UMBRA, "conditions/umbra-year": UMBRA}
    assert accepted(desk) == {
        "organizations": ["umbra-vision"], "restrictions": [ABOUT_UMBRA], "conditions": ["umbra-year"],
    }  # fmt: skip


def test_an_accepted_fact_keeps_rule_and_confidence_and_names_its_reviewer(review, desk, folder):
    review.accept(SOURCE, [UMBRA])
    (fact,) = read_fact_file(desk.accepted.facts_path(SOURCE)).data["restrictions"]
    assert (fact["rule"], fact["confidence"], fact["reviewed_by"]) == ("will-not", "0.92", "Ada")
    with open_graph(folder) as graph:
        claims = {quad.subject for quad in graph.store.quads(None, MOR.about, minted("restriction", ABOUT_UMBRA), None)}
        reviewers = {quad.object.value for claim in claims for quad in graph.store.quads(claim, MOR.reviewedBy, None)}
    assert reviewers == {"Ada"}


def test_the_accepted_facts_alone_rebuild_what_the_store_says(review, desk, folder, dump):
    from moratoria import Moratoria
    from moratoria.export.graphs import render_nquads

    review.accept(SOURCE, [UMBRA])
    review.accept(SOURCE, [HALCYON])
    world = folder.parent / "again"
    with Moratoria.init(world) as graph:
        assert graph.load([WORLD, desk.accepted.folder]).ok
        assert render_nquads(graph.store.quads(None, None, None, CURRENT)) == dump()


def test_a_second_acceptance_is_a_new_version_of_the_source(review, folder, desk):
    review.accept(SOURCE, [UMBRA])
    review.accept(SOURCE, ["statements/mara-quill-says"])
    assert live(folder) == 1
    assert accepted(desk)["memberships"] == ["mara-quill-umbra"]
    assert values(folder, minted("statement", "mara-quill-says"), MOR.concernsRestriction) == [
        minted("restriction", ABOUT_UMBRA).value
    ]


def test_a_reference_to_a_restriction_waits_until_that_is_accepted(review, folder):
    outcome = review.accept(SOURCE, ["statements/mara-quill-says"])
    assert outcome.left_out == {"statements/mara-quill-says": (UMBRA,)}
    review.accept(SOURCE, [UMBRA])
    assert len(values(folder, minted("statement", "mara-quill-says"), MOR.concernsRestriction)) == 1


def test_further_evidence_takes_the_existing_id_and_keeps_its_name(review, folder, desk):
    outcome = review.accept(SOURCE, [HALCYON])
    assert outcome.taken_for[HALCYON] == "further evidence restriction/halcyon-sight-police-2020"
    assert accepted(desk)["organizations"] == ["halcyon"]
    node = minted("restriction", "halcyon-sight-police-2020")
    assert values(folder, node, RDFS.label) == ["One-year moratorium on police use of Halcyon Sight"]
    assert values(folder, node, MOR.awaits) == [minted("condition", "halcyon-year-passed").value]


def test_a_proposal_can_be_refused(review, folder, desk):
    review.accept(SOURCE, [HALCYON], refuse_proposal=True)
    assert accepted(desk)["restrictions"] == ["halcyon-systems-facial-recognition-2020"]
    assert accepted(desk)["conditions"] == ["halcyon-year"]
    node = minted("restriction", "halcyon-systems-facial-recognition-2020")
    assert values(folder, node, ODRL.assigner) == [minted("organization", "halcyon").value]


def test_undo_of_the_only_acceptance_retracts_the_source(review, folder, desk, dump):
    before = dump()
    review.accept(SOURCE, [UMBRA])
    outcome = review.undo()
    assert (outcome.live, live(folder), dump() == before) == (False, 0, True)
    assert desk.accepted.names() == []
    assert statuses(desk, UMBRA, "organizations/umbra-vision") == ["waiting", "waiting"]


def test_undo_of_the_second_acceptance_leaves_the_first(review, folder, dump, desk):
    review.accept(SOURCE, [UMBRA])
    once = dump()
    review.accept(SOURCE, [HALCYON])
    review.undo()
    assert dump() == once
    assert live(folder) == 1
    assert statuses(desk, UMBRA, HALCYON) == ["accepted", "waiting"]


def test_what_was_undone_can_be_accepted_again_and_the_record_keeps_both(review, folder, dump):
    review.accept(SOURCE, [UMBRA])
    once = dump()
    review.undo()
    review.accept(SOURCE, [UMBRA])
    assert dump() == once
    with open_graph(folder) as graph:
        versions = {quad.graph_name for quad in graph.store.quads(None, PROV.wasDerivedFrom, minted("source", SOURCE))}
    assert (len(versions), live(folder)) == (2, 1)


def test_undo_goes_back_step_by_step_until_nothing_is_left(review, desk):
    review.reject(SOURCE, [HALCYON], "told elsewhere")
    review.accept(SOURCE, [UMBRA])
    assert [review.undo().facts[0], review.undo().facts[0]] == [UMBRA, HALCYON]
    with pytest.raises(InputError, match="there is no decision to take back"):
        review.undo()


def test_a_rejection_is_kept_with_its_reason_and_nothing_is_written(review, desk, dump):
    before = dump()
    review.reject(SOURCE, [HALCYON], "told  elsewhere\n")
    state = desk.ledger()[0].state(SOURCE, HALCYON)
    assert (state.status, state.reason, state.who) == ("rejected", "told elsewhere", "Ada")
    assert dump() == before


def test_a_rejection_without_a_reason_is_refused(review, desk):
    with pytest.raises(InputError, match="a rejection needs a reason"):
        review.reject(SOURCE, [HALCYON], " ")
    assert desk.ledger()[0].steps == []


def test_to_reject_what_was_accepted_takes_it_and_its_company_out(review, folder, desk):
    review.accept(SOURCE, [UMBRA])
    review.reject(SOURCE, [UMBRA], "misread")
    assert live(folder) == 0
    assert status(folder.parent / "store", "halcyon-sight-police-2020") == "in force"


def test_a_rejected_condition_is_no_condition_of_what_is_accepted(review, folder, desk):
    review.reject(SOURCE, ["conditions/umbra-year"], "no condition")
    outcome = review.accept(SOURCE, [UMBRA])
    assert outcome.left_out == {UMBRA: ("conditions/umbra-year",)}
    assert values(folder, minted("restriction", ABOUT_UMBRA), MOR.awaits) == []


def test_an_acceptance_with_an_error_is_refused_with_the_finding(review, desk, dump):
    before = dump()
    review.reject(SOURCE, ["organizations/umbra-vision"], "no such company")
    with pytest.raises(FindingsError) as refused:
        review.accept(SOURCE, [UMBRA])
    assert any(item.severity == "ERROR" and "umbra-vision" in item.problem for item in refused.value.findings)
    assert dump() == before
    assert statuses(desk, UMBRA) == ["waiting"]


def test_an_edit_of_a_waiting_fact_counts_when_it_is_accepted(review, folder):
    review.edit(SOURCE, UMBRA, {"duration": "P2Y", "conditions": None})
    review.accept(SOURCE, [UMBRA])
    assert values(folder, minted("restriction", ABOUT_UMBRA), MOR.duration) == ["P2Y"]


def test_an_edit_of_an_accepted_fact_is_a_new_version(review, folder, dump):
    review.accept(SOURCE, [UMBRA])
    once = dump()
    review.edit(SOURCE, UMBRA, {"duration": "P2Y"})
    assert values(folder, minted("restriction", ABOUT_UMBRA), MOR.duration) == ["P2Y"]
    review.undo()
    assert dump() == once


def test_an_edit_of_the_id_takes_every_reference_along(review, desk):
    review.edit(SOURCE, "organizations/umbra-vision", {"id": "umbra"})
    review.accept(SOURCE, [UMBRA])
    data = read_fact_file(desk.accepted.facts_path(SOURCE)).data
    assert (data["organizations"][0]["id"], data["restrictions"][0]["imposed_by"]) == ("umbra", ["umbra"])


def test_an_edit_that_breaks_the_form_is_refused(review, desk):
    with pytest.raises(FindingsError, match="refused, nothing was edited") as refused:
        review.edit(SOURCE, UMBRA, {"kind": "whim"})
    assert "got 'whim'" in refused.value.findings[0].problem
    assert desk.ledger()[0].steps == []


def test_a_span_moved_by_hand_is_refused(review, desk):
    evidence = [{"span": ["0", "5"], "quote": "Amber"}]
    with pytest.raises(FindingsError) as refused:
        review.edit(SOURCE, UMBRA, {"evidence": evidence})
    assert {item.code for item in refused.value.findings} == {"span-not-in-text"}
    assert desk.ledger()[0].steps == []


def test_a_text_that_was_changed_lets_nothing_be_accepted(review, desk, dump):
    before = dump()
    desk.queue.text_path(SOURCE).write_text("A" + TEXT, encoding="utf-8")
    with pytest.raises(FindingsError) as refused:
        review.accept(SOURCE, [UMBRA])
    assert {item.code for item in refused.value.findings} == {"text-changed"}
    assert dump() == before


def test_a_fact_changed_after_its_acceptance_stays_as_it_was_accepted(review, desk, dump):
    review.accept(SOURCE, [UMBRA])
    before = dump()
    path = desk.queue.facts_path(SOURCE)
    path.write_text(path.read_text("utf-8").replace("2021-07-01", "2031-07-01").replace("P1Y", "P9Y"), encoding="utf-8")
    with pytest.raises(FindingsError) as refused:
        review.accept(SOURCE, [HALCYON])
    assert {item.code for item in refused.value.findings} == {"changed-after-acceptance"}
    assert dump() == before


def test_an_unknown_fact_names_the_nearest(review, desk):
    with pytest.raises(UnknownName, match=r"did you mean people/mara-quill"):
        review.accept(SOURCE, ["people/mara-qill"])
    with pytest.raises(UnknownName, match=r"did you mean people/mara-quill"):
        find_facts(desk, desk.ledger()[0], ["mara-qill"], None)


def test_a_bare_id_will_do_where_it_is_clear(review, desk):
    ledger = desk.ledger()[0]
    assert find_facts(desk, ledger, ["umbra-spares"], None) == {SOURCE: ["exemptions/umbra-spares"]}
    assert len(find_facts(desk, ledger, ["all"], SOURCE)[SOURCE]) == 12


def test_what_the_reader_is_sure_of_is_chosen_by_its_confidence(review, desk):
    ledger = desk.ledger()[0]
    assert sure_facts(desk, ledger, 0.9, None) == {SOURCE: [UMBRA, "conditions/umbra-year"]}
    assert sure_facts(desk, ledger, 0.95, None) == {}


def test_to_accept_twice_is_said_so(review):
    review.accept(SOURCE, [UMBRA])
    with pytest.raises(InputError, match="accepted already"):
        review.accept(SOURCE, [UMBRA])


@pytest.mark.parametrize("name", ["", "  ", "A\nB", "Ada\x1b[31m"])
def test_a_decision_needs_a_name_fit_to_be_kept(desk, name):
    with pytest.raises(InputError):
        Review(desk, name)


def test_what_others_say_otherwise_is_shown_before_and_after(review, desk):
    review.edit(SOURCE, HALCYON, {"duration": "P6M"})
    with desk.store() as store:
        shown = Inspection(desk, store, desk.ledger()[0]).sheet(SOURCE).candidates
    (before,) = [item for each in shown if each.fact == HALCYON for item in each.findings]
    assert before.code == "differs-from-known"
    assert "duration P6M here, P1Y in the graph (Halcyon Systems, 2020-06-10); the other would stand" in before.problem
    assert before in review.accept(SOURCE, [HALCYON]).findings


def test_the_flips_of_one_fact_are_told_before_it_is_accepted(review, desk):
    with desk.store() as store:
        inspection = Inspection(desk, store, desk.ledger()[0])
        assert [flip.before for flip in inspection.flips(SOURCE, UMBRA)] == ["none"]
        assert inspection.flips(SOURCE, "people/mara-quill") == ()


def test_a_source_retracted_by_hand_is_not_brought_back_by_looking(review, desk, folder):
    review.accept(SOURCE, [UMBRA])
    with open_graph(folder, write=True) as graph:
        graph.retract(SOURCE, "the article was withdrawn")
    assert review.settle() == []
    assert live(folder) == 0


def test_settings_are_typed_by_their_field():
    assert parse_settings(UMBRA, ["affects=police; student", "duration=", "label=A = B"]) == {
        "affects": ["police", "student"], "duration": None, "label": "A = B",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("duratoin=P1Y", "no field named 'duratoin'; did you mean duration"),
        ("duration", "sets nothing; write --set field=value"),
        ("confidence=1", "confidence says how the fact was read"),
        ("label=\x1b[2J", "holds the control character U\\+001B"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(word, problem):
    with pytest.raises((InputError, UnknownName), match=problem):
        parse_settings(UMBRA, [word])


def test_an_edited_fact_gives_only_what_changed():
    before = {"id": "a", "label": "A", "duration": "P1Y"}
    assert parse_edited(UMBRA, before, "id: a\nlabel: B\n") == {"label": "B", "duration": None}
    with pytest.raises(InputError, match="is no mapping of fields"):
        parse_edited(UMBRA, before, "just words")
