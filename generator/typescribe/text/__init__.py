"""Types and values as text that is safe to print, in every notation that typescribe writes."""
