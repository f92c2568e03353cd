"""What printed lines are: headings, numbered paragraphs, bullets, footnotes, tables of contents."""
