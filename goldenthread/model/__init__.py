"""The records that everything else reads: a book's data, findings, priorities and how they hang together.

Standard library only, no input or output. Every record is frozen; a change is a new record.
"""

from goldenthread.model.consultation import NOT_STATED, Consultation, Criterion
from goldenthread.model.data import Area, Dataset, Observation, Reference, slug
from goldenthread.model.framework import Accepted, Book, Dropped, Edition, Framework, Signoff, Tag
from goldenthread.model.items import KINDS, Action, Evidence, Item, Measure, Mention, Priority, Response
from goldenthread.model.places import Fault, Place, Problem, nearest
from goldenthread.model.register import Register, Thread

__all__ = [
    "KINDS", "NOT_STATED", "Accepted", "Action", "Area", "Book", "Consultation", "Criterion", "Dataset", "Dropped", "Edition",
    "Evidence", "Fault", "Framework", "Item", "Measure", "Mention", "Observation", "Place", "Priority", "Problem", "Reference",
    "Register", "Response", "Signoff", "Tag", "Thread", "nearest", "slug",
]
