"""`results.xlsx`: the sheets that an organiser would make by hand."""
