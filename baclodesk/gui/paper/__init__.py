"""Documents on the way to paper: made in a thread, looked at, saved or opened."""
