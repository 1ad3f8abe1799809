"""Letters to the shortlisted, and receipts: composed, approved, delivered, accounted for."""
