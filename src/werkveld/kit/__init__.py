"""Ground floor: dates, text, database, design-system tags. Knows no word of the domain."""
