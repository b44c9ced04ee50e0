"""Notebooks: the generated exercise notebooks."""
