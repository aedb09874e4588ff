"""What BacloDesk knows: doses, plans, rules, records. Pure values and functions."""
