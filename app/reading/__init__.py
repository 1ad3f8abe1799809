"""From a file's bytes to words in reading order, each with its place. Knows no criterion."""
