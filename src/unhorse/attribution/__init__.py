"""Attribution maps: where in an image a network's answer comes from, and how near that is to a footprint that is known."""
