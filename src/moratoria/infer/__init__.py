"""What follows from the facts: status intervals with their reasons, and the ontology's consistency."""
