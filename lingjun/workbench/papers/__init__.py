"""What the workbench prints: the summary table of cases, the table of targets, many forms in one zip."""
