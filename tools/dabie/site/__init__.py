"""The site: builds the book into one static folder, and serves it."""
