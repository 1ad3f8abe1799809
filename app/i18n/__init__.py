"""French and Arabic: catalogues, dates, numbers. Knows no page and no letter."""
