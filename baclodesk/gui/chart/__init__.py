"""The titration chart editor: drag, keys, table and inspector over one set of limits and edits."""
