"""Files kept by their SHA-256. Knows bytes, not people."""
