"""Printing in the window: the ways to the printers, the panel beside a document, the secretary's queue."""
