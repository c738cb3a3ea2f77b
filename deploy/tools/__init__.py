"""What make lint asks beyond style and types."""
