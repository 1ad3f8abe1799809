"""The work of each command: `run(...)` answers with the exit status."""
