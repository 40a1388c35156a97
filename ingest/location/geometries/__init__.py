"""Points and shapes of rows, as files draw or write them."""
