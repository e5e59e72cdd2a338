"""The gates: each measures what is shipped, and a test fails below the floors of `floors.toml`."""
