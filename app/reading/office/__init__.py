"""Office files and other written texts: from their own marks to paragraphs, tables and lists. No page is needed for it."""
