"""Rules: pure functions from a paper's facts to findings, one small function a rule."""
