"""What screens and dialogs are made of; draws read models and nothing else."""
