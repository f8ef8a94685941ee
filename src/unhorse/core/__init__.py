"""The ground: errors, records, registries, seeds and files. It imports nothing of ours and starts without torch."""
