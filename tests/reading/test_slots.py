"""Slots: conditions by kind, exemptions, start and end."""

from __future__ import annotations

import pytest

from moratoria.pipeline.reading import shipped_lexicon
from moratoria.reading.reader import read_text
from moratoria.reading.slots import find_conditions, find_deadline, find_exemption, find_times


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It will not sell it until Congress passes a law.", "legislation"),
        ("It is barred until May 2026.", "date"),
        ("It stays off until the inquiry is finished.", "review"),
        ("It is on hold while it looks at the questions of parents.", "review"),
        ("It may not be used without a warrant.", "court"),
        ("It may not copy a voice without the consent of the speaker.", "consent"),
        ("It is barred unless the chief officer has given formal approval.", "consent"),
        ("It is on ice until society is better prepared.", "other"),
    ],
)
def test_a_condition_has_the_kind_its_words_say(text, kind):
    assert [condition.kind for condition in find_conditions(text)] == [kind]


def test_the_words_of_a_condition_end_with_its_clause():
    text = "It holds it back until there is a national law, and Acme left the business last June."
    assert [condition.text for condition in find_conditions(text)] == ["until there is a national law"]


@pytest.mark.parametrize(
    "text", ["It has banned the app.", "It is off until further notice.", "Until now it was free."]
)
def test_no_condition_is_made_up(text):
    assert find_conditions(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The rule does not apply to doctors.", "does not apply to doctors"),
        ("All are barred except for the police.", "except for the police"),
        ("Satire would be left alone.", "left alone"),
        ("It bars every use.", None),
    ],
)
def test_an_exemption_is_given_in_the_words_of_the_text(text, words):
    assert find_exemption(text) == words


def test_start_and_end_need_a_word_that_leads_to_them():
    times = find_times("From 1 May 2024 until 1 May 2026 it is barred.", 30, None)
    assert (times.start, times.end) == ("2024-05-01", "2026-05-01")
    assert find_times("The council met on 1 May 2024.", 4, None).start is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Shipments have to obtain a licence from the ministry.", "consent"),
        ("Experts must get leave from the court.", "court"),
        ("The agency has two months to comply.", "date"),
        ("The board will review the ban next spring.", "review"),
        ("It stays off until it has been brought into line with the privacy law.", "other"),
        ("It stays off until December 31, 2025 after lawmakers prolonged it in a decree.", "date"),
        ("Sales are off while the staff and the community work out a policy.", "review"),
    ],
)
def test_a_condition_is_what_the_words_wait_for_and_no_law_that_is_there(text, kind):
    assert [condition.kind for condition in find_conditions(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Acme waits until there is a national law, and Bolt has left the market.", "left"),
        ("Bolt has left the market, while Acme waits until there is a national law.", "left"),
        ("Bolt agreed to delete the models that it had trained on pictures without their consent.", "delete"),
    ],
)
def test_a_condition_belongs_to_the_clause_of_its_trigger(text, trigger):
    assert find_conditions(text, text.index(trigger)) == ()


@pytest.mark.parametrize(
    "text",
    ["It takes effect at once.", "It may once more use the data.", "Acme left, while Bolt only asks for labels."],
)
def test_once_and_while_do_not_always_lead_to_a_condition(text):
    assert find_conditions(text) == ()


def test_an_order_has_a_deadline():
    due = find_deadline(" to erase the images within seven days")
    assert due is not None
    assert (due.kind, due.text) == ("date", "within seven days")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It is switched off from 7 to 10 June 2025.", ("2025-06-07", "2025-06-10")),
        ("It is switched off from June 7 to June 10, 2025.", ("2025-06-07", "2025-06-10")),
    ],
)
def test_a_range_of_days_is_a_start_and_an_end(text, days):
    times = find_times(text, 6, None)
    assert (times.start, times.end) == days


def test_a_length_that_depends_on_something_else_is_not_the_restrictions():
    assert find_times("It expires on May 1, 2026 unless they renew it for five years.", 3, None).duration is None


OPENING = "News of the day\n\nAmazon said on Monday it would stop selling facial recognition to police.\n\n"


@pytest.mark.parametrize(
    ("later", "kinds"),
    [
        ("The ban will last until lawmakers pass a law.", ["legislation"]),
        ("Amazon said the pause would hold until effective safeguards are in place.", ["other"]),
        ("The deal becomes final once a judge approves it.", ["court"]),
        ("Critics say that pictures were gathered without consent.", []),
        ("The system ran in hundreds of stores until July 2020.", []),
    ],
)
def test_later_sentences_add_a_condition_when_they_go_on_about_it(later, kinds):
    read = read_text(OPENING + later, shipped_lexicon(), published="2021-05-04").restrictions
    assert [condition.kind for condition in read[0].conditions] == kinds


def test_the_needed_approval_of_a_judge_is_no_restriction_of_its_own():
    text = (
        "News of the day\n\n"
        "The Federal Trade Commission has prohibited Rite Aid from using facial recognition for five years.\n\n"
        "It needs the approval of a federal bankruptcy court."
    )
    read = read_text(text, shipped_lexicon(), published="2023-12-19").restrictions
    assert [one.kind for one in read] == ["ban"]
    assert [condition.kind for condition in read[0].conditions] == ["court"]
