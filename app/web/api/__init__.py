"""The programs' door: dossiers as JSON, health, problems."""
