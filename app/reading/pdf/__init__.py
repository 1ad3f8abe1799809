"""PDF files: pdfminer's documents and fonts, our own eye for what a page draws. The only part that knows pdfminer."""
