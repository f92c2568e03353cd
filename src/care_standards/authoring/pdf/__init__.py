"""From a PDF to a draft: reading its lines, and recognising what they are."""
