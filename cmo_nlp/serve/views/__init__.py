"""What each page shows, read from one state of the workspace."""
