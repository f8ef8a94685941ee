"""The study: what is examined (suites), how and by whom (runs), and the scores."""
