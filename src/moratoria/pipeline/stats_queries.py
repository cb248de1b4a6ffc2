"""The queries behind the counts of what a graph covers; the default graph is the current graph."""

from __future__ import annotations

_PREFIXES = """
PREFIX mor: <https://w3id.org/moratoria/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
"""
_LIVE = """GRAPH ?graph {
    ?graph prov:wasDerivedFrom ?source . %s
    FILTER NOT EXISTS { ?graph prov:invalidatedAtTime ?closed }
  }"""
"""A pattern in the graphs of live sources."""


SOURCE_KINDS = f"""{_PREFIXES}SELECT ?key (COUNT(DISTINCT ?source) AS ?count) WHERE {{
  {_LIVE % "?source a ?key . FILTER(?key != mor:Source)"} }} GROUP BY ?key"""
SEEN = f"""{_PREFIXES}SELECT ?key (COUNT(DISTINCT ?source) AS ?count) WHERE {{
  {_LIVE % "?source mor:seen ?key ."} }} GROUP BY ?key"""
ADDRESSES = (
    f"""{_PREFIXES}SELECT (COUNT(DISTINCT ?source) AS ?count) WHERE {{ {_LIVE % "?source schema:url ?url ."} }}"""
)
WITHOUT_ADDRESS = f"""{_PREFIXES}SELECT DISTINCT ?source WHERE {{
  {_LIVE % "FILTER NOT EXISTS { ?source schema:url ?url }"} }} ORDER BY ?source"""
RETRACTED = f"""{_PREFIXES}SELECT (COUNT(DISTINCT ?graph) AS ?count) WHERE {{
  GRAPH ?graph {{ ?graph prov:invalidatedAtTime ?time }} }}"""
CLASSES = f"{_PREFIXES}SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ ?thing a ?class }} GROUP BY ?class"
DATED_LAWS = f"""{_PREFIXES}SELECT (COUNT(DISTINCT ?law) AS ?count) WHERE {{
  ?event a mor:LegalEvent ; mor:concernsLegislation ?law ; mor:occurredEarliest ?day }}"""
EVENTS = f"""{_PREFIXES}SELECT ?kind ?class (COUNT(DISTINCT ?event) AS ?count) WHERE {{
  ?event mor:hasEventKind ?kind ; a ?class . FILTER(?class != mor:Event) }} GROUP BY ?kind ?class"""
TECHNOLOGIES = f"""{_PREFIXES}SELECT ?key (COUNT(DISTINCT ?thing) AS ?count) WHERE {{
  ?thing mor:concernsTechnology ?key }} GROUP BY ?key"""
PLACES = f"{_PREFIXES}SELECT DISTINCT ?place WHERE {{ ?thing mor:appliesIn ?place }} ORDER BY ?place"
BROADER = f"""{_PREFIXES}SELECT ?narrow ?broad WHERE {{
  ?narrow skos:broader ?broad ; mor:hasLevel ?level }} ORDER BY ?narrow"""
YEARS = f"""{_PREFIXES}SELECT ?year (COUNT(DISTINCT ?thing) AS ?count) WHERE {{
  ?thing mor:announcedEarliest|mor:occurredEarliest ?day . BIND(SUBSTR(STR(?day), 1, 4) AS ?year) }} GROUP BY ?year"""
LINKS = f"""{_PREFIXES}SELECT ?key (COUNT(*) AS ?count) WHERE {{
  VALUES ?key {{ schema:sameAs mor:sameRecordAs skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch
    skos:relatedMatch }} ?thing ?key ?other }} GROUP BY ?key"""
CLAIMS = f"""{_PREFIXES}SELECT (COUNT(DISTINCT ?claim) AS ?count) WHERE {{ {_LIVE % "?claim mor:about ?thing ."} }}"""
CLAIMS_WITH_ADDRESS = f"""{_PREFIXES}SELECT (COUNT(DISTINCT ?claim) AS ?count) WHERE {{
  {_LIVE % "?source schema:url ?address . ?claim mor:about ?thing ."} }}"""
EVIDENCE = f"""{_PREFIXES}SELECT ?key (COUNT(DISTINCT ?claim) AS ?count) WHERE {{
  {_LIVE % "?claim mor:isEvidencedBy ?evidence . ?evidence a ?key ."}
  FILTER(?key NOT IN (oa:SpecificResource, mor:Evidence)) }} GROUP BY ?key"""
