"""What an appraisal prints: the sheet of one studio, the summary table of a round."""
