"""One module per page of the explorer: what the store says becomes the plain values of a template."""
