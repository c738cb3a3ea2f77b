"""Bytes from plans: fonts, front and back matter, stamps, the merged volume."""
