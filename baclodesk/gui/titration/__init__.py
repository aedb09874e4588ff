"""The titration tab: the chart over the session, the schemes to begin with, the visit beside it."""
