"""Feature synthesis: methods that make pictures of what sends images to a class. Each method is one file here."""
