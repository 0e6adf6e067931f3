"""What the signed-in home, its lists and its search read. Everything starts from a `visible_to`."""
