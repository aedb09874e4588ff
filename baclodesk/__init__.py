"""BacloDesk: intake, titration chart and consent for baclofen treatment, offline."""

__version__ = "0.1.0"
