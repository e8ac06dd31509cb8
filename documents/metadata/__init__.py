"""Proposed metadata of an official document, read from the layout of its text; see `proposing`."""
