"""The explorer, the endpoint and the data as a server: read-only over a snapshot, on this machine, for anyone there."""
