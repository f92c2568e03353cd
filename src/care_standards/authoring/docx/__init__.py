"""What a Word document (.docx) is made of: its container, styles, numbering and paragraphs."""
