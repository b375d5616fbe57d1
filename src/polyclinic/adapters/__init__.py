"""The site generators that the library is published with."""
