"""What the pages show, as frozen records: read once from the store, in no language yet."""
