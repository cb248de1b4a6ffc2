"""Names and identifiers to scored candidates, and decisions on them that are kept, checked and reversible."""
