"""unhorse: plants human-interpretable trojans in image classifiers and measures whether interpretability tools help to name them."""

__version__ = "0.1.0"
