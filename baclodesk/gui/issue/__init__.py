"""Issuing a plan: one sheet with what is issued, what is open, and afterwards what to print."""
