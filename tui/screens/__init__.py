"""The places of the application, one screen each."""
