"""Serving: the pages of a book on this computer alone, made again at every change, with its problems shown in the page.

`warm` makes the pages, in a process of its own (`worker`); `keeping` watches the files and has them made; `delivery` hands
them to the browser; `command` ties the three together.
"""
