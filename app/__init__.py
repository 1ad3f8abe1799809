"""Receives, reads, screens and decides on the dossiers of one recruitment notice."""

__version__ = "0.1.0"
