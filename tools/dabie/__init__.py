"""Interactive training courses on Jupyter: one item definition for page, notebook and grader."""

__version__ = "0.1.0"
