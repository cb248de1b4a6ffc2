"""Registers: what their files look like, as one TOML each, and their rows as plain facts. Pure."""
