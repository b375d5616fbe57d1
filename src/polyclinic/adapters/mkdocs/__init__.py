"""The only import of MkDocs: its plugin, and a build of the whole site over its own pieces.

Under ProperDocs the same imports lead to its modules.
"""

from polyclinic.adapters.mkdocs.builder import Listener, build_site
from polyclinic.adapters.mkdocs.plugin import PolyclinicPlugin

__all__ = ["Listener", "PolyclinicPlugin", "build_site"]
