"""Plan files and other formats that leave or enter the program."""
