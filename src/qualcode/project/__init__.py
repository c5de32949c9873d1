"""The front door: open, create, find a project; hand out snapshots and tables. No arithmetic."""
