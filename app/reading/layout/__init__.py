"""From glyphs with places to lines in reading order: columns, tables, direction. The one layout for PDFs and for scans."""
