"""The parts of a yearbook, in the order they are bound: each reads its rows and gives blocks."""
