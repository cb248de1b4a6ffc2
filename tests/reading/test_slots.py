"""Slots: conditions by kind, exemptions, start and end."""

from __future__ import annotations

import pytest

from moratoria.reading.slots import find_conditions, find_exemption, find_times


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
