"""Facts: the plain, typed pivot of the program. No RDF, no files, no clock here."""
