"""A patient's page: header, tabs, foot."""
