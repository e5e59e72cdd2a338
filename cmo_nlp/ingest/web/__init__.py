"""Web pages: the article without the frame around it, and what the page says of it."""
