"""A dossier arrives: by form, by program or by mail. Kept first, understood later."""
