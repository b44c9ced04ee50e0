"""Similarity of long answers: with each other and with the course's texts; a lead, no verdict."""
