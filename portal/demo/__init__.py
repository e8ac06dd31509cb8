"""The demonstration school: invented people and texts, drawn pictures, and work on every desk."""
