"""The office door: list, dossier, decision, letters. Signed in."""
