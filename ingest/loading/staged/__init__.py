"""What staged rows tell beyond their columns: states, records, territories, ties."""
