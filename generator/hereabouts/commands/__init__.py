"""What can be typed after `hereabouts`: a module for each command, imported only when it is asked for."""
