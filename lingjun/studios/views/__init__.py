"""The register of studios and the page of one."""
