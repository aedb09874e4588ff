"""Visits: what was found, written beside the chart."""
