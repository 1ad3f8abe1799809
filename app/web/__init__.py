"""The doors: candidate, direction, programs. The only room that speaks HTTP."""
