"""Candidates that wait for a decision, the decisions, and what each candidate is to what is already known."""
