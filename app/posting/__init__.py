"""The notice: what is asked, until when, and where the answers come in."""
