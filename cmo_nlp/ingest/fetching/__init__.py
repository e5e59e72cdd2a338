"""Web addresses → bytes: politely, within limits, and never inside the own network unless it is allowed."""
