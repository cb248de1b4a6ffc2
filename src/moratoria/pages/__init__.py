"""Pages about things, as templates that need nothing but themselves: no script, no request, all text escaped."""
