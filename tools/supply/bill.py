"""The software bill of materials: what builds a book, as CycloneDX JSON, the same text for the same lock."""

from __future__ import annotations

import json
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

import pypandoc
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseAcknowledgement, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from goldenthread import __version__
from goldenthread.documents.record.software import MARKER
from tools.supply.licences import INSIDE, SHIPPED, Inside, Shipped, licence_of
from tools.supply.lock import Part, locked, running

VERSIONS: dict[str, Callable[[Part], str]] = {
    "pandoc": lambda _part: pypandoc.get_pandoc_version(),
    "Typst": lambda part: part.version,  # the package takes the version of the typesetter that it holds
    "Source Sans 3": lambda part: part.version, "Source Serif 4": lambda part: part.version,
}
"""How to tell the version of what a package brings; of the rest it is not known."""


def bill_of_materials() -> str:
    """The bill of every package that runs the tool, and of what these bring with them; packages of tests are not on it."""
    graph = running()
    parts = [part for part in locked() if part.name in graph]
    bill = Bom()
    whole = Component(name="goldenthread", version=__version__, type=ComponentType.APPLICATION, bom_ref="goldenthread",
                      licenses=[_licence("MIT AND OFL-1.1")], components=[_shipped(one) for one in SHIPPED])
    made = {part: _component(part) for part in parts}
    bill.metadata.component = whole
    bill.components.update(made.values())
    needed = {name for needs in graph.values() for name in needs}
    bill.register_dependency(whole, [made[part] for part in parts if part.name not in needed])
    for part in parts:
        bill.register_dependency(made[part], [made[one] for one in parts if one.name in graph[part.name]])
    return _settled(JsonV1Dot6(bill).output_as_string())


def _component(part: Part) -> Component:
    address = PackageURL("pypi", None, part.name, part.version)
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=one) for one in part.hashes]
    distribution = ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(f"https://pypi.org/simple/{part.name}/"),
                              comment="Any one of these files, by its hash", hashes=hashes)
    return Component(
        name=part.name, version=part.version, type=ComponentType.LIBRARY, bom_ref=str(address), purl=address,
        licenses=[_licence(licence_of(part.name))], external_references=[distribution],
        components=[_inside(part, one) for one in INSIDE if one.package == part.name],
        properties=[Property(name=MARKER, value=part.marker)] if part.marker else [])


def _inside(part: Part, one: Inside) -> Component:
    version = VERSIONS[one.name](part) if one.name in VERSIONS else None
    kind = ComponentType.APPLICATION if one.name == "pandoc" else ComponentType.LIBRARY
    return Component(name=one.name, version=version, type=kind, bom_ref=f"{part.name}/{one.name}",
                     licenses=[_licence(one.licence)])


def _shipped(one: Shipped) -> Component:
    address = PackageURL("npm", None, one.npm, one.version)
    return Component(name=one.name, version=one.version, type=ComponentType.LIBRARY, bom_ref=str(address), purl=address,
                     licenses=[_licence(one.licence)])


def _licence(expression: str) -> LicenseExpression:
    return LicenseExpression(expression, acknowledgement=LicenseAcknowledgement.DECLARED)


def _settled(text: str) -> str:
    """The bill without the time at which it was made, and with a number that follows from its content."""
    bill = json.loads(text)
    del bill["metadata"]["timestamp"], bill["serialNumber"]
    number = uuid5(NAMESPACE_URL, json.dumps(bill, sort_keys=True))
    return json.dumps({**bill, "serialNumber": f"urn:uuid:{number}"}, indent=1, sort_keys=True) + "\n"
