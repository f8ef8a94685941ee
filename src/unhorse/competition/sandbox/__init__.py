"""Running a stranger's code behind a wall: no network, no environment, no host files, every resource counted. It needs Linux and bubblewrap."""
