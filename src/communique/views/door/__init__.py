"""What every request passes, page or REST: the record, who may write, what goes wrong, headers, builds under way."""
