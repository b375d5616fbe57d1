"""Messages, catalogs and the facts of locales: gettext, without a word about Markdown or pages."""
