"""The consent tab: clauses, the page as it will print, and what became of it."""
