"""The command line. Starting it imports no torch; each verb imports what it needs."""
