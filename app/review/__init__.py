"""The direction decides: a named person, a reason, an instant."""
