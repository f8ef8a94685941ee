"""Networks: architectures, the wrapper that methods see, weight files with their cards, and plain supervised training."""
