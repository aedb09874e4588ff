"""Sealed files: keyring, dossiers, list cache."""
