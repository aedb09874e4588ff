"""The left column: who is seen today, everybody, and the one thing that matters now about each."""
