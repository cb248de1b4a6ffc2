"""A release: the graph in every format, flat tables, descriptions, checksums and a page per thing, in one folder."""
