"""The records that everything else reads: a book's data, findings, priorities and how they hang together.

Standard library only, no input or output. Every record is frozen; a change is a new record.
"""

from goldenthread.model.anchors import (
    ITEM_FOLDER,
    ITEM_ID,
    bookmark_name,
    chapter_bookmark,
    dataset_anchor,
    is_book_wide,
    item_address,
    item_page,
    label_name,
    page_label,
    site_of,
)
from goldenthread.model.consultation import CRITERIA, NOT_STATED, Consultation, Criterion
from goldenthread.model.datasets import Area, Dataset, Observation, Reference
from goldenthread.model.editions import Accepted, Book, Dropped, Edition, Signoff
from goldenthread.model.expressions import Expression, Operation, Term, Unresolved, parse_expression
from goldenthread.model.framework import Framework, Tag
from goldenthread.model.items import KINDS, PREFIXES, Action, Evidence, Item, ItemKind, Measure, Mention, Priority, Response
from goldenthread.model.labels import CHOICE_LABELS, FIELD_LABELS, NOT_DECIDED, decision_label, field_label, label_of
from goldenthread.model.numbers import (
    CURRENCIES,
    count_in_words,
    format_value,
    number_in_words,
    number_of,
    number_or_none,
    round_value,
)
from goldenthread.model.periods import MONTHS, NotAPeriod, period_in_words, period_or_text, span_of
from goldenthread.model.problems import Fault, FaultInText, MachineFault, Place, Problem, nearest
from goldenthread.model.register import Register, Thread, back_links
from goldenthread.model.slugs import file_slug, slug
from goldenthread.model.values import Value, datasets_of, resolve

__all__ = [
    "CHOICE_LABELS",
    "CRITERIA",
    "CURRENCIES",
    "FIELD_LABELS",
    "ITEM_FOLDER",
    "ITEM_ID",
    "KINDS",
    "MONTHS",
    "NOT_DECIDED",
    "NOT_STATED",
    "PREFIXES",
    "Accepted",
    "Action",
    "Area",
    "Book",
    "Consultation",
    "Criterion",
    "Dataset",
    "Dropped",
    "Edition",
    "Evidence",
    "Expression",
    "Fault",
    "FaultInText",
    "Framework",
    "Item",
    "ItemKind",
    "MachineFault",
    "Measure",
    "Mention",
    "NotAPeriod",
    "Observation",
    "Operation",
    "Place",
    "Priority",
    "Problem",
    "Reference",
    "Register",
    "Response",
    "Signoff",
    "Tag",
    "Term",
    "Thread",
    "Unresolved",
    "Value",
    "back_links",
    "bookmark_name",
    "chapter_bookmark",
    "count_in_words",
    "dataset_anchor",
    "datasets_of",
    "decision_label",
    "field_label",
    "file_slug",
    "format_value",
    "is_book_wide",
    "item_address",
    "item_page",
    "label_name",
    "label_of",
    "nearest",
    "number_in_words",
    "number_of",
    "number_or_none",
    "page_label",
    "parse_expression",
    "period_in_words",
    "period_or_text",
    "resolve",
    "round_value",
    "site_of",
    "slug",
    "span_of",
]
