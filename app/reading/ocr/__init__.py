"""Pictures of pages: cleaned, read by Tesseract, and its words put right by what the ink shows. Knows pixels."""
