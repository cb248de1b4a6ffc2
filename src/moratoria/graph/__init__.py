"""Facts become quads: claims in one named graph per source, and their projection."""
