"""What the package draws itself: templates of things, procedural textures, and the stock that hands them out by name."""
