"""What is kept beside the layers so that maps and counts need not read every row."""
