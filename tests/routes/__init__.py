"""Every address of the product with its guard: the table, the city it is tried in, and the walk over the resolver."""
