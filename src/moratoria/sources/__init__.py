"""Bytes from outside become plain data; nothing is understood here."""
