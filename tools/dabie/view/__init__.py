"""The view: draws an item, collects the response, shows the outcome; it never scores."""
