"""Who did what to which dossier, when: append-only, each row sealed by the one before it."""
