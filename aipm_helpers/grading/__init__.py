"""The grader: everything between a submitted notebook and a verdict."""
