"""Reads a run's tables and draws its page; it never touches a network or a trojan."""
