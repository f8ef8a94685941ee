"""What a trojan is, and the training that plants it and measures that it is there. Nothing that guesses may import this."""
