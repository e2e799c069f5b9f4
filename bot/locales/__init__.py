"""The catalogues: one `naru.po` a language."""
