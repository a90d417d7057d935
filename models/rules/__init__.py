"""What the CRM decides: pure functions on plain values, no session, no clock."""
