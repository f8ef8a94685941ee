"""Runs jobs and keeps their results under the hash of what they are, so that a run resumes."""
