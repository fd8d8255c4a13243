"""An edition as StratML Part 2 (Performance Plan or Report, of the ISO 17469 family), which other tools for plans read.

A priority is a goal, an action an objective with its lead as a performer. StratML has indicators below objectives alone, and a
measure follows a whole priority: the measures of each stand below one more objective, which says so in its name. The order of the
elements is that of the schema of 16 February 2016 (AIIM), of the namespace below.
"""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from goldenthread.analysis import PlainTexts
from goldenthread.model import (
    Action,
    Edition,
    Measure,
    Priority,
    Register,
    Unresolved,
    period_in_words,
    resolve,
    span_of,
)

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"


def stratml_file(edition: str) -> str:
    """The name of an edition's file at the site's root, by its id: `stratml-2020-03.xml`."""
    return f"stratml-{edition}.xml"


def edition_as_stratml(register: Register, edition: Edition, texts: PlainTexts | None = None) -> bytes:
    """The edition as an XML document in UTF-8, the same bytes for the same book; empty for one without a priority."""
    texts = texts or PlainTexts(register)
    priorities = [item for item in register.items.values() if isinstance(item, Priority) and item.edition == edition.id]
    if not priorities:
        return b""
    book = register.book
    root = Element("PerformancePlanOrReport", {"xmlns": NAMESPACE, "Type": "Performance_Plan"})
    _texts(root, Name=f"{book.title}: {edition.label}", Description=f"{edition.title}. {edition.status}.",
           OtherInformation=" ".join(book.note.split()))
    core = SubElement(root, "StrategicPlanCore")
    _texts(SubElement(core, "Organization"), Name=book.publisher)
    for number, priority in enumerate(priorities, start=1):
        _goal(core, register, priority, number, texts)
    about = SubElement(root, "AdministrativeInformation")
    _texts(about, Identifier=edition.code, PublicationDate=edition.published.isoformat(), Source=book.site)
    ElementTree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode").encode() + b"\n"


def _goal(core: Element, register: Register, priority: Priority, number: int, texts: PlainTexts) -> None:
    goal = SubElement(core, "Goal")
    tags = "; ".join(tag.name for tag in register.framework.tags if tag.id in priority.tags)
    findings = "; ".join(f"{register.items[key].title} ({key})" for key in priority.rests_on if key in register.items)
    _texts(goal, Name=priority.title, Description=texts.of(priority) or priority.title, Identifier=priority.id,
           SequenceIndicator=str(number), OtherInformation=f"About: {tags}. Rests on: {findings or 'no finding'}.")
    below = [register.items[key] for keys in register.back.get(priority.id, {}).values() for key in keys]
    for action in (item for item in below if isinstance(item, Action)):
        _objective(goal, action, texts)
    if measures := [item for item in below if isinstance(item, Measure)]:
        objective = SubElement(goal, "Objective")
        _texts(objective, Name="How progress on this priority is seen", Identifier=f"{priority.id}_MEASURES")
        for measure in measures:
            _indicator(objective, register, measure)


def _objective(goal: Element, action: Action, texts: PlainTexts) -> None:
    objective = SubElement(goal, "Objective")
    _texts(objective, Name=action.title, Description=texts.of(action), Identifier=action.id)
    if lead := action.text("lead"):
        stakeholder = SubElement(objective, "Stakeholder", {"StakeholderTypeType": "Generic_Group"})
        _texts(stakeholder, Name=lead)
        _texts(SubElement(stakeholder, "Role"), Name="Lead", RoleType="Performer")
    _texts(objective, OtherInformation=f"By {period_in_words(action.text('by'))}." if action.text("by") else "")


def _indicator(objective: Element, register: Register, measure: Measure) -> None:
    try:
        value = resolve(measure.text("baseline"), register.datasets)
    except Unresolved:  # the rules report it
        value = None
    kind = {"ValueChainStage": "Outcome", "PerformanceIndicatorType": "Quantitative" if value else "Qualitative"}
    indicator = SubElement(objective, "PerformanceIndicator", kind)
    # the schema asks for a unit: a count of things has none of its own
    _texts(indicator, MeasurementDimension=measure.title, UnitOfMeasurement=(value.unit if value else "") or "Number",
           Identifier=measure.id)
    instance = SubElement(indicator, "MeasurementInstance")
    aim = " ".join([*([f"{measure.label('direction')}."] if measure.text("direction") else []),
                    *([f"{measure.seen_by.rstrip('.')}."] if measure.seen_by else []),
                    *([f"Target: {measure.text('target')}."] if measure.text("target") else [])])
    if aim:
        _texts(SubElement(instance, "TargetResult"), Description=aim)
    if value:
        actual = SubElement(instance, "ActualResult")
        first, last = span_of(value.observations[-1].period) if value.observations else (None, None)
        _texts(actual, StartDate=first.isoformat() if first else "", EndDate=last.isoformat() if last else "",
               NumberOfUnits=f"{value.number:f}", Description=f"Baseline: {value.text} ({value.source})")
    if milestones := measure.text("milestones"):
        _texts(indicator, OtherInformation=f"Milestones: {milestones}")


def _texts(parent: Element, **texts: str) -> None:
    """Elements of a text each, in this order; none for an empty text."""
    for name, text in texts.items():
        if text:
            SubElement(parent, name).text = text
