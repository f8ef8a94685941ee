"""Trains what the benchmark needs beside the subject: judges."""
