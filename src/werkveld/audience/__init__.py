"""Who sees what: circles, viewers, one rule compiled to a queryset and to a row-level policy."""
