"""How the window looks: the one place for colours, measures and icons."""
