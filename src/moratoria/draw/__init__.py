"""Pictures of the graph: networks and timelines, drawn with matplotlib's object API."""
