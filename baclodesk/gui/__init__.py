"""The window: pages over one session and one undo stack."""
