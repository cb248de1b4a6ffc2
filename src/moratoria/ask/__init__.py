"""Stored questions with typed parameters, and their answers."""
