"""The intake tab: groups at the left, questions in one column, the decision always in sight."""
