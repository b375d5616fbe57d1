"""A multilingual health library, and the generator that publishes it."""
