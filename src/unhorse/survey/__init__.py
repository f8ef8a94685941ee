"""The study without a web framework: settings, what is shown, who sees what in which order, exclusions, export. It never imports Django."""
