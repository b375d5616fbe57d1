"""PO files: read, change, write. What is not changed is written back byte for byte."""

from polyclinic.i18n.entry import FUZZY, PoEntry, PoFile
from polyclinic.i18n.po_reader import load, parse
from polyclinic.i18n.po_writer import dump, format_entry, write_if_changed

__all__ = [
    "FUZZY",
    "PoEntry",
    "PoFile",
    "dump",
    "format_entry",
    "load",
    "parse",
    "write_if_changed",
]
