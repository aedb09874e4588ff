"""The commands without a window: the same services, for scripts, tests and the practice's technician."""
