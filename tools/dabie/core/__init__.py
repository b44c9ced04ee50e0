"""The heart: items, scoring and the submission format; pure and standard library only."""
