"""PDF → facts. Everything here opens untrusted files and runs in a child process only."""
