"""`report.html`: one page that can be passed on; it holds no text of a learner's."""
