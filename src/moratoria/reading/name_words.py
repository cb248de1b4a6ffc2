"""The words that make a capitalised phrase a body, a place, or no name at all."""

from __future__ import annotations

import re

HEADS = (
    r"(?:University|City|Town|Village|County|State|Department|Ministry|Board|Bank|Office|Bureau|House|Court"
    r"|Institute|Association|Academy|School|Chamber|Council|Federation|Commission"
    r"|Port|Republic|Kingdom|Union|Parliament|Secretary|Society|College|Administration|Division|District"
    r"|Directorate|Agency|Authority|Church|Museum|Library|Committee|Center|Centre|Coalition|Foundation"
    r"|Commissioner|Guild|Supreme Court|Senate|Assembly|Legislature|Minister)"
)
TYPES: tuple[tuple[str, str], ...] = (
    (
        "law-enforcement",
        r"Police|Police Department|Sheriff['’]?s?(?: Office| Department)?|Constabulary|Troopers|Highway Patrol",
    ),
    ("university", r"University|College|Institute of Technology|Polytechnic|Law School|Business School"),
    (
        "school",
        (
            r"School District|Public Schools|Schools|School Board|Board of Education|High School|School|Academy"
            r"|Department of Education"
        ),
    ),
    ("court", r"Court|Tribunal|District Judge"),
    (
        "legislature",
        (
            r"City Council|Council|Senate|House|Assembly|Legislature|Parliament|Congress|Bundestag|Knesset|Duma"
            r"|Supervisors|Board of Supervisors|Commissioners|House of Representatives|General Assembly"
        ),
    ),
    (
        "regulator",
        (
            r"Authority|Commission|Agency|Regulator|Commissioner|Ombudsman|Watchdog|Office|Bureau|Board|Administration"
            r"|Directorate|Committee"
        ),
    ),
    ("government", r"Department|Ministry|Government|Treasury|Secretariat|Army|Navy|Air Force|Cabinet|White House"),
    (
        "company",
        r"Inc|Corp|Corporation|LLC|Ltd|Limited|AG|PLC|plc|GmbH|Co|Company|Group|Holdings|Labs?|Technologies"
        r"|Technology|Systems|Software|Studios?|Entertainment|Pictures|Records|Games|Interactive|Publishing"
        r"|Press|Bank|Airlines|Airways|Motors|Robotics|Pharmacy|Stores|Foods|Solutions|Networks|Partners|Capital"
        r"|Insurance|Hotels|AI|Media|Airport|Arena|Garden|Stadium|Energy",
    ),
    ("media", r"Magazine|Times|Post|Herald|Tribune|Journal|News|Gazette|Guardian|Review|Daily"),
    (
        "nonprofit",
        (
            r"Guild|Union|Association|Foundation|Society|Federation|Coalition|Institute|Center|Centre|Alliance|Fund"
            r"|Conference|Council for|Network|Trust|Church|Hospital|Library|Museum"
        ),
    ),
)
HEAD_KINDS = {
    "University": "university",
    "College": "university",
    "City": "city",
    "Town": "city",
    "Village": "city",
    "County": "county",
    "State": "state",
    "Department": "government",
    "Ministry": "government",
    "Bureau": "regulator",
    "Office": "regulator",
    "Board": "regulator",
    "House": "legislature",
    "Court": "court",
    "Commission": "regulator",
    "Council": "legislature",
    "Parliament": "legislature",
    "Senate": "legislature",
    "Assembly": "legislature",
    "Legislature": "legislature",
    "Administration": "regulator",
    "Agency": "regulator",
    "Authority": "regulator",
    "Commissioner": "regulator",
    "Republic": "country",
    "Bank": "company",
}
NOT_NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    the a an in on at by for to of and but or if as it its he she they we i you this that these those after before
    since when while under over with without from into more most many some all both no not one two three four five
    six seven eight nine ten last next earlier later now then there here what who why how where which according
    however meanwhile also only even still yet so such critics officials lawmakers regulators police researchers
    experts students teachers schools companies governments residents users customers employees officers advocates
    campaigners supporters opponents parents workers artists authors monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december jan feb
    mar apr jun jul aug sept sep oct nov dec ai facial recognition chatgpt artificial intelligence new former late
    today yesterday his her their our my your other another each every several few general gov governor president
    senator sen rep mayor mr ms mrs dr ceo chief executive minister judge justice attorney secretary director
    chairman chairwoman chair spokesman spokeswoman spokesperson house act bill law order section article title
    republican democratic democrat internet web american americans europeans western asian african state federal
    national local city council county senate congress
    """,
    )
)
USUAL = {"Czechia": "Czech Republic", "United States of America": "United States", "Türkiye": "Turkey"}
CHAMBERS = frozenset(("House of Representatives", "Senate", "Congress"))
ONE_OF_PLACE = frozenset(
    re.findall(
        r"\S+",
        """
    government governments lawmakers legislator legislators legislature legislatures parliament senate assembly
    house officials council mayor governor cabinet authorities president ministers administration legislation voters
    """,
    )
)
LONE_TYPES = frozenset(
    re.findall(
        r"\S+",
        """
    agency authority commission commissioner ministry department board office bureau committee administration
    regulator watchdog council court tribunal university college school company institute association academy
    government union guild foundation society federation network judge minister mayor governor
        """,
    )
)
"""Words that stand for a body named before where they stand alone with a capital: `The Agency found`."""
