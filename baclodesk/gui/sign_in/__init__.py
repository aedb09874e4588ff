"""The page before the practice: making one, signing in, and the locked window."""
