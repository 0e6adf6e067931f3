"""Pages of the case engine: the verbs of any kind of case."""
