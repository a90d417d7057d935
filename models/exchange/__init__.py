"""Files in and out: what others hold comes in, and everything leaves as it came."""
