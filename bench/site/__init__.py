"""What `bench.pages` stands on: filled homes, the served site with its probes, measuring, the printed table."""
