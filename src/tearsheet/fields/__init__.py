"""The fields: one module each, exporting one pure function from page to ordered candidates."""
