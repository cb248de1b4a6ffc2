"""The offline reader: an article's text becomes candidate facts, each with its sentence, rule and confidence (pure)."""
