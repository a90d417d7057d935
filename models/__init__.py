"""What the CRM knows and decides; never meets a terminal."""
