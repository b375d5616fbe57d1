"""The library: its articles, its messages, and what its pages show."""
