"""Checks: what could hurt a reader is found before it is published."""
