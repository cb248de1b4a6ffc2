"""Quads become findings: shapes hold one record at a time, quality rules hold records against each other."""
