"""Who acts: names, bodies told by their office or their owner, and the words that stand for one named before."""

from __future__ import annotations

import pytest

from moratoria.pipeline.reading import shipped_lexicon
from moratoria.reading.names import find_names
from moratoria.reading.reader import read_text


@pytest.fixture(scope="module")
def lexicon():
    return shipped_lexicon()


def actors(text: str, lexicon) -> list[str]:
    return [one.actor.name for one in read_text(text, lexicon).restrictions]


def names(text: str, lexicon) -> list[str]:
    return [name.name for name in find_names(text, lexicon.gazetteer, lexicon.places)]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Interior Secretary Ada Roe has signed an order that bans drones.", "US Department of the Interior"),
        ("President Donald Trump on Friday directed every agency to stop using ChatGPT.", "US government"),
        ("Judge Ada Roe in Ohio forbids the use of AI in any filing.", "Judge Ada Roe"),
        ("China is strict. The education ministry banned ChatGPT in schools.", "China education ministry"),
        ("Hamburg waited. The city's data protection commissioner spoke.", "Hamburg data protection commissioner"),
        ("Spain's data protection agency, the AEPD, has fined the league.", "AEPD"),
        ("The rule of the Supreme Court came from New South Wales.", "Supreme Court"),
        ("In New South Wales the Supreme Court has a rule.", "Supreme Court of New South Wales"),
        ("Paizo, which makes games, has kept AI out of its books.", "Paizo"),
        ("The state nuclear operator, Korea Hydro & Nuclear Power, bars it.", "Korea Hydro & Nuclear Power"),
    ],
)
def test_a_body_is_found_by_its_office_owner_or_apposition(text, actor, lexicon):
    assert actor in names(text, lexicon)


@pytest.mark.parametrize(
    "text", ["The Agency found nothing.", "The New York company said no.", "Every US agency must stop."]
)
def test_a_word_that_points_or_describes_or_means_any_is_no_name(text, lexicon):
    assert not {"Agency", "New York", "US agency"} & set(names(text, lexicon))


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Paizo, which makes the competing Pathfinder, has banned generative AI from its books.", "Paizo"),
        ("Springer Nature, with 3,000 titles, takes a softer line. It has banned images by generative AI.",
         "Springer Nature"),
        ("Italy watched. Anthropic's terms rule out the use of generative AI for surveillance.", "Anthropic"),
        ("Bank of America has put ChatGPT on its list of apps that may not be used for business.", "Bank of America"),
        ("Federal agencies have not been allowed to buy drones since the American Drone Act became law.",
         "US Congress"),
        ("The FTC has fined Rite Aid over facial recognition. Rite Aid must delete the pictures and the models.",
         "FTC"),
    ],
)  # fmt: skip
def test_the_subject_is_found_past_asides_pronouns_and_rules(text, actor, lexicon):
    assert actor in actors(text, lexicon)
