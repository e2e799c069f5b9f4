"""What pictures show, looked at as numbers."""
