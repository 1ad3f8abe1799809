"""Each criterion of the notice judged on the words that were read, with the words as evidence."""
