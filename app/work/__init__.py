"""How waiting rows are taken up, and how a hostile file is kept in a child. Knows no room."""
