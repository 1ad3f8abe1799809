"""The street door: notice, application, receipt."""
