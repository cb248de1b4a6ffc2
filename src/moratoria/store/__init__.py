"""Where quads live: an embedded engine or any SPARQL 1.1 endpoint, behind one protocol."""
