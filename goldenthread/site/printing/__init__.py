"""The builders for print, and the volumes and reports that they make."""
