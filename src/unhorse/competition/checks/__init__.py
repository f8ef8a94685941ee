"""The checks, grouped by what they look at; every module here is imported."""
