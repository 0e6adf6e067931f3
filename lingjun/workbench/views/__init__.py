"""The signed-in home, the lists of cases, search, jobs."""
