"""The competition's rules without a web framework: entries and their checks. It starts without torch and never runs submitted code."""
