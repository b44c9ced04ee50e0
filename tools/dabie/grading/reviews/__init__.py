"""Reviews: long answers out to people in workbooks, and their scores back in."""
