"""The traps of the real registers, each on a tiny made-up file of the same form."""

from __future__ import annotations

AIID = "_id,incident_id,date,reports,Alleged deployer of AI system,Alleged developer of AI system,description,title\n"
LAWS = (
    "place,state,iso_3166_2,date_as_written,date_earliest,date_latest,instrument_as_written,kind,subject,source_url\n"
)
AGORA = (
    "\ufeffAGORA ID,Official name,Link to document,Authority,Collections,Most recent activity,"
    "Most recent activity date,Proposed date,Validated?\n"
)
AUTHORITIES = (
    "\ufeffName,Jurisdiction,Parent authority\nEuropean Union,Multinational,\n"
    "Colorado,United States,State governments\n"
    "Private-sector companies,,\nUnited States Congress,United States,Federal government\n"
)
COMPANIES = {
    "0": {"cik_str": 4711, "ticker": "ACME", "title": "ACME CORP"},
    "1": {"cik_str": 4711, "ticker": "ACME-B", "title": "ACME CORP"},
    "2": {"cik_str": 815, "ticker": "UMBR", "title": "Umbra Inc."},
}
BILL = {
    "bill_id": "ocd-bill/1", "state": "CO", "session": "2024A", "identifier": "SB 1", "title": "Toys",
    "matched_concepts": ["artificial_intelligence"], "latest_action_date": "2024-05-17T06:00:00+00:00",
    "latest_action_description": "Governor Signed", "ncsl_status": "",
}  # fmt: skip
MEMBER = {
    "id": {"bioguide": "X000001"}, "name": {"first": "Ada", "last": "Example", "official_full": "Ada B. Example"},
    "terms": [
        {"type": "rep", "start": "2017-01-03", "end": "2019-01-03", "state": "CO", "district": 2},
        {"type": "sen", "start": "2019-01-03", "end": "2025-01-03", "state": "CO"},
    ],
}  # fmt: skip
GLEIF = """\
@prefix b: <https://www.gleif.org/ontology/Base/> .
@prefix l: <https://www.gleif.org/ontology/L1/> .
@prefix r: <https://www.gleif.org/ontology/L2/> .
@prefix d: <https://rdf.gleif.org/sample/L1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ENTITIES = (
    GLEIF
    + """
d:L-AAAAAAAAAAAAAAAAAA11 a l:LegalEntity ; l:hasLegalName "Umbra Holding" ;
  b:hasLegalJurisdiction <https://x.example/US-DE> .
d:L-BBBBBBBBBBBBBBBBBB22 a l:Branch ; l:hasLegalName "Umbra Oslo" ; l:hasPreviousLegalName "Umbra Norge" .
d:address a b:PhysicalAddress ; b:hasCity "Oslo" .
"""
)
RELATIONS = (
    GLEIF
    + """
<https://rdf.gleif.org/sample/L2/R-BA-I> a r:Consolidation ; r:hasChild d:L-BBBBBBBBBBBBBBBBBB22 ;
  r:hasParent d:L-AAAAAAAAAAAAAAAAAA11 ; r:hasRelationshipPeriod [ b:hasStart "2018-03-15T21:30:34Z"^^xsd:dateTime ] .
"""
)


def incident(number: int, deployers: str, developers: str = "[]") -> str:
    return f'x,{number},2020-01-0{number},"[1,2]","{deployers}","{developers}",words,Incident {number}\n'


def quoted(*names: str) -> str:
    return "[" + ",".join(f'""{name}""' for name in names) + "]"


def law(place: str, code: str, day: str, address: str, kind: str = "ban") -> str:
    return f'{place},Some State,{code},"{day}",,,Ban,{kind},,{address}\n'


def document(number: int, name: str, authority: str, activity: str, day: str, **more: str) -> str:
    cells = (number, name, more.get("link", f"https://x.example/{number}"), authority, more.get("collections", ""))
    return ",".join(f'"{cell}"' for cell in (*cells, activity, day, more.get("proposed", ""), "True")) + "\n"


def test_entities_in_json_arrays_become_organizations_and_made_up_ones_do_not(shipped, values, graph):
    rows = incident(1, quoted("acme", "unknown-scammers"), quoted("unknown-deepfake-technology-developers", "umbra"))
    report = shipped("aiid", {"incidents.csv": AIID + rows})
    assert report.load.ok
    assert values("event/aiid-incident-1", "mor:involves") == ["aiid-acme", "aiid-umbra"]
    assert report.tally.facts == {"events": 1, "organizations": 2}
    assert report.tally.of("incidents").left_out == {
        "an entity nobody knows (deployers)": 1, "an entity nobody knows (developers)": 1,
    }  # fmt: skip


def test_a_duplicate_is_set_aside_only_where_the_true_incident_is_there(shipped):
    rows = "".join(incident(number, "[]") for number in (1, 2, 3))
    duplicates = "duplicate_incident_number,true_incident_number\n2,1\n3,9\n"
    report = shipped("aiid", {"incidents.csv": AIID + rows, "duplicates.csv": duplicates})
    counts = report.tally.of("incidents")
    assert (counts.read, counts.loaded) == (3, 2)
    assert counts.set_aside == {"a duplicate of another incident of this edition": 1}


def test_three_slugs_of_one_police_force_stay_three_and_are_told_as_candidates(shipped, problems):
    slugs = ("nypd", "new-york-police-department", "new-york-city-police-department")
    report = shipped("aiid", {"incidents.csv": AIID + incident(1, quoted(*slugs))})
    assert report.tally.facts["organizations"] == 3
    assert any("three slugs of one police force" in problem for problem in problems(report, "same-thing-candidates"))


def test_a_risk_class_joins_its_incident_or_is_set_aside(shipped, values):
    head = "Namespace,Incident ID,Published,Risk Domain,Risk Subdomain,Entity,Timing,Intent\n"
    rows = "MIT,1,True,3. Misinformation,3.1. False,AI,Other,Other\nMIT,8,True,a,b,c,d,e\n"
    report = shipped("aiid", {"incidents.csv": AIID + incident(1, "[]"), "classifications_MIT.csv": head + rows})
    assert values("event/aiid-incident-1", "rdfs:comment")[0].startswith("Risk class (MIT): 3. Misinformation")
    assert report.tally.of("classifications").set_aside == {"names none of the events of this edition": 1}


def test_links_to_another_register_are_counted_and_make_no_fact(shipped):
    links = [{"incident_id": 1, "sameAs": "https://x.example/a"}, {"incident_id": 1, "sameAs": "https://x.example/b"}]
    report = shipped("aiid", {"incidents.csv": AIID + incident(1, "[]"), "oecd_relationships.json": links})
    assert report.tally.of("oecd").set_aside == {
        "a link to another register, which is for a person to decide (moratoria link)": 2
    }


def test_a_company_number_has_ten_digits_and_a_company_several_tickers(shipped, values):
    report = shipped("sec", {"company_tickers.json": COMPANIES})
    assert values("organization/sec-0000004711", "mor:cik") == ["0000004711"]
    assert values("organization/sec-0000004711", "mor:ticker") == ["ACME", "ACME-B"]
    counts = report.tally.of("companies")
    assert (counts.read, counts.loaded, counts.merged, report.tally.facts["organizations"]) == (3, 3, 1, 2)


def test_a_ban_that_was_only_introduced_is_a_bill(shipped, values, problems):
    rows = law("Baltimore", "US-MD", "September 30, 2020", "https://x.example/bill-introduced-in-council/")
    report = shipped("laws", {"us_frt_laws_made_up_2021-05-03.csv": LAWS + rows}, published=None)
    thing = "laws-us-md-baltimore-2020-09-30-facial-recognition"
    assert values(f"legislation/{thing}", "a") == ["Bill"]
    assert values(f"event/{thing}-introduced", "mor:hasEventKind") == ["introduced"]
    assert problems(report, "known-trap") == [
        "us_frt_laws_made_up_2021-05-03.csv:2: Baltimore's ban of September 2020 was only introduced by then"
    ]


def test_a_month_stays_a_month_and_keeps_its_words(shipped, values):
    shipped("laws", {"us_frt_laws_2021-05-03.csv": LAWS + law("Davis", "US-CA", "March, 2018", "https://x.example/")})
    event = "event/laws-us-ca-davis-2018-03-facial-recognition-enacted"
    assert values(event, "mor:occurredEarliest") == ["2018-03-01"]
    assert values(event, "mor:occurredLatest") == ["2018-03-31"]
    assert values(event, "mor:occurredWords") == ["March, 2018"]


def test_what_the_register_does_not_say_of_californias_ban_is_told_and_noted(shipped, values, problems):
    rows = law("", "US-CA", "October 19, 2019", "https://x.example/")
    report = shipped("laws", {"us_frt_laws_2021-05-03.csv": LAWS + rows})
    note = values("legislation/laws-us-ca-2019-10-19-facial-recognition", "rdfs:comment")
    assert "repealed itself on 2023-01-01" in note[0]
    assert "body cameras only" in problems(report, "known-trap")[0]
    assert report.tally.facts == {"legislation": 1, "events": 1}


def test_the_date_of_an_edition_is_read_from_its_file_name(shipped, graph):
    rows = law("Davis", "US-CA", "March 1, 2018", "https://x.example/")
    shipped("laws", {"us_frt_laws_2021-05-03.csv": LAWS + rows}, published=None)
    found = graph.query("SELECT ?d WHERE { GRAPH ?g { ?source mor:publishedEarliest ?d } }")
    assert [row["d"].value for row in found] == ["2021-05-03"]


def test_the_eu_ai_act_keeps_the_registers_date_and_the_trap_is_told(shipped, values, problems):
    rows = document(757, "Regulation on toys", "European Union", "Enacted", "2024-03-13")
    report = shipped("agora", {"documents.csv": AGORA + rows, "authorities.csv": AUTHORITIES})
    assert values("event/agora-757-enacted", "mor:occurredEarliest") == ["2024-03-13"]
    assert values("legislation/agora-757", "mor:appliesIn") == ["loc#EU".rpartition("#")[2]]
    assert values("legislation/agora-757", "mor:isEnactedBy") == ["agora-authority-european-union"]
    assert problems(report, "known-trap")[0].endswith("vote in Parliament; the act itself is of 2024-06-13")


def test_a_byte_order_mark_blank_dates_and_a_companys_policy_are_no_stumbling_blocks(shipped):
    rows = document(1, "Colorado SB 1", "Colorado", "Enacted", "2024-05-17")
    rows += document(2, "Our principles", "Private-sector companies", "Enacted", "2024-05-18")
    report = shipped("agora", {"documents.csv": AGORA + rows, "authorities.csv": AUTHORITIES})
    counts = report.tally.of("documents")
    assert (counts.read, counts.loaded) == (2, 1)
    assert counts.set_aside == {"a company's own policy, no bill or law": 1}
    assert counts.left_out == {"blank (proposed)": 1}
    assert report.tally.of("authorities").set_aside == {"a class of authorities, no organization": 1}


def test_two_ids_of_one_document_are_candidates(shipped, problems):
    rows = "".join(
        document(n, "Toy Act", "Colorado", "Proposed", "2024-01-02", link="https://x.example/t") for n in (5, 6)
    )
    report = shipped("agora", {"documents.csv": AGORA + rows, "authorities.csv": AUTHORITIES})
    shown = [problem for problem in problems(report, "same-thing-candidates") if "agora-5" in problem]
    assert shown == [
        "documents.csv:3: agora-5, agora-6 may be one legislation: they share their name and their address"
    ]


def test_an_activity_before_the_proposal_is_told_with_its_row(shipped, problems):
    rows = document(3, "Toy Act", "Colorado", "Defunct", "2019-02-13", proposed="2019-08-09")
    report = shipped("agora", {"documents.csv": AGORA + rows, "authorities.csv": AUTHORITIES})
    assert problems(report, "status-goes-backwards") == [
        "documents.csv:2: the last activity is before the proposal: proposed 2019-08-09, date 2019-02-13"
    ]


def test_free_text_of_a_bill_becomes_its_step_and_both_date_forms_a_day(shipped, values):
    other = BILL | {
        "identifier": "SB 2",
        "latest_action_date": "2024-02-01",
        "latest_action_description": "Died In Committee",
    }
    shipped("bills", {"CO.json": [BILL, other]})
    assert values("event/bill-co-2024a-sb-1-signed", "mor:occurredEarliest") == ["2024-05-17"]
    assert values("event/bill-co-2024a-sb-2-died", "mor:occurredEarliest") == ["2024-02-01"]
    assert values("legislation/bill-co-2024a-sb-1", "mor:appliesIn") == ["US-CO"]


def test_a_bill_without_a_date_without_an_id_or_of_an_unknown_step_is_counted(shipped):
    rows = [
        BILL | {"bill_id": ""},
        BILL | {"identifier": "SB 3", "latest_action_date": ""},
        BILL | {"identifier": "SB 4", "latest_action_description": "Laid upon the table"},
    ]
    counts = shipped("bills", {"CO.json": rows}).tally.of("bills")
    assert (counts.read, counts.loaded) == (3, 2)
    assert counts.set_aside == {"no id of the register's own": 1}
    assert counts.left_out == {"blank (date)": 1}
    assert counts.unmapped == {"event": {"Laid upon the table": 1}}


def test_a_status_behind_its_neighbour_is_told(shipped, problems):
    row = BILL | {"latest_action_description": "Passed Senate", "ncsl_status": "Enacted"}
    assert problems(shipped("bills", {"CO.json": [row]}), "status-goes-backwards") == [
        "CO.json[0]: one column of the row is behind the other: ncsl signed, event passed-chamber"
    ]


def test_the_validity_of_a_parent_belongs_to_the_relationship(shipped, values):
    report = shipped("gleif", {"L1Data.ttl": ENTITIES, "L2Data.ttl": RELATIONS})
    assert values("affiliation/lei-ba-i", "mor:hasParent") == ["lei-aaaaaaaaaaaaaaaaaa11"]
    assert values("affiliation/lei-ba-i", "mor:startEarliest") == ["2018-03-15"]
    assert values("organization/lei-bbbbbbbbbbbbbbbbbb22", "skos:altLabel") == ["Umbra Norge"]
    assert values("organization/lei-aaaaaaaaaaaaaaaaaa11", "mor:isBasedIn") == ["US-DE"]
    assert report.tally.of("other records of L1Data.ttl").set_aside == {"no table of the register describes it": 1}


def test_terms_of_a_legislator_become_memberships_with_their_days(shipped, values):
    report = shipped("legislators", {"legislators-current.yaml": [MEMBER, {"id": {}, "name": {"last": "Nobody"}}]})
    membership = "membership/bioguide-x000001-rep-2017-01-03"
    assert values("person/bioguide-x000001", "rdfs:label") == ["Ada B. Example"]
    assert values(membership, "mor:holdsPost") == ["legislators-representative-co-2"]
    assert values(membership, "mor:endEarliest") == ["2019-01-03"]
    assert report.tally.of("people").set_aside == {"no Bioguide id": 1}
    assert report.tally.facts["memberships"] == 2
