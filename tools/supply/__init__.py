"""What the tool is made of: the packages of the lock, their licences, and the bill of materials that goes into each record.

Run `make licences` after the lock was renewed; tests compare the files that are kept with what this makes.
"""
