"""The database: how rows are named, opened and committed. Knows no table of any room."""
