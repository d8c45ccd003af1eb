"""Read articles, a module for each format; a web page, a mail and Markdown become markup first."""
