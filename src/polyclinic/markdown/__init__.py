"""Markdown: the messages of a text, and the text rendered from their translations."""
