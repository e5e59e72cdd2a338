"""Word and OpenDocument texts, as a reader of the final version sees them."""
