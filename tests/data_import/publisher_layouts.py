"""Files in the shapes in which statistical offices publish, with the tables that somebody made of them by hand."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

import openpyxl


@dataclass(frozen=True)
class Layout:
    """A file, the options with which it is imported, and the table that must come of it."""

    file: str
    raw: bytes
    table: str
    options: Mapping[str, object] = field(default_factory=dict)
    cautions: tuple[str, ...] = ()


def xlsx(*sheets: tuple[str, Sequence[Sequence[object]]], formats: Mapping[str, str] | None = None,
         merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[-1].merge_cells(cells)
    for cells, number_format in (formats or {}).items():
        for row in book.worksheets[-1][cells]:
            for cell in row:
                cell.number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(title: str, rows: Sequence[Sequence[object]], *, shown: Callable[[float], str] = str) -> bytes:
    """An OpenDocument workbook, in which a number is held apart from the text that shows it."""
    def cell(value: object) -> str:
        if value == "":
            return "<table:table-cell/>"
        kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, float) else 'office:value-type="string"'
        text = shown(value) if isinstance(value, float) else str(value)
        return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}<table:table-cell table:number-columns-repeated=\"1000\"/>"
                   "</table:table-row>" for row in rows)
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (f'<?xml version="1.0"?><office:document-content xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" '
               f'xmlns:text="{name}text:1.0"><office:body><office:spreadsheet><table:table table:name="{title}">{body}'
               '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1000"/>'
               "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return out.getvalue()


ONS_YEARS = Layout("jobs.xlsx", xlsx(
    ("Cover", [["Jobs by district"], ["Office for National Statistics"]]),
    ("Notes", [["Note number", "Note text"], ["note 1", "Counts of jobs, not of people."], ["note 2", "Not on this sheet."]]),
    ("Table 1", [["Table 1: Jobs by district [note 1]"], ["This worksheet contains one table."], ["[c] = confidential"],
                 ["Area code", "Area name", "2017", "2018 [r]", "2019 [p]"],
                 ["N1", "North", 27.0, 28.25, "29.5 [e]"], ["S1", "South", "[c]", 30.0, "[x]"],
                 ["X1", "Elsewhere", 1.0, 2.0, 3.0]]), formats={"C5:E7": "0.0"}),
    """\
area,period,value,status,cell
north,2017,27.0,,Table 1!C5
north,2018,28.3,revised,Table 1!D5
north,2019,29.5,estimated; provisional,Table 1!E5
south,2017,,confidential,Table 1!C6
south,2018,30.0,revised,Table 1!D6
south,2019,,not available,Table 1!E6
""", cautions=("Counts of jobs, not of people.",))

ONS_MERGED = Layout("pay.xlsx", xlsx(
    ("Pay", [["Gross pay"], ["Source: Annual Survey of Hours and Earnings, Office for National Statistics"], [],
             ["", "2017", "", "2018", ""], ["Area", "Male", "Female", "Male", "Female"],
             ["North", 52700, 41000, 53000, "*"], ["South", 60000, 50000, "..", 51000], [],
             ["* suppressed as unreliable estimate"], ["Employees on adult rates only."]]),
    formats={"B6:E7": "#,##0"}, merged=["B4:C4", "D4:E4"]),
    """\
area,period,sex,value,status,cell
north,2017,Male,52700,,Pay!B6
north,2017,Female,41000,,Pay!C6
north,2018,Male,53000,,Pay!D6
north,2018,Female,,confidential,Pay!E6
south,2017,Male,60000,,Pay!B7
south,2017,Female,50000,,Pay!C7
south,2018,Male,,not available,Pay!D7
south,2018,Female,51000,,Pay!E7
""", {"columns_are": "sex"}, ("Employees on adult rates only.",))

NOMIS_QUERY = Layout("nomis.csv", b'''"annual population survey"
"ONS Crown Copyright Reserved [from Nomis on 12 January 2020]"

"date","Jan 2018-Dec 2018"
"variable","Employment rate"

"local authority: district","mnemonic","number","conf"
"North","N1","120,100","3.1"
"South","S1","98,000","-"
"Land","L1","!","!"

"! Estimate and confidence interval not available since the group sample size is zero"
"- denotes data that are not available."
''', """\
area,period,value,margin,status,cell
north,2018,120100,3.1,,C8
south,2018,98000,,,C9
land,2018,,,not available,C10
""", {"value": "number"})

NOMIS_API = Layout("api.csv", b'''"DATE","DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","ITEM_NAME","MEASURES_NAME",\
"OBS_VALUE","OBS_STATUS","OBS_STATUS_NAME","RECORD_COUNT"
"2018-12","Jan 2018-Dec 2018","North","N1","Total","Value",1950,"A","Normal Value",4
"2018-12","Jan 2018-Dec 2018","South","S1","Total","Value",2018,"A","Normal Value",4
"2019-12","Jan 2019-Dec 2019","North","N1","Total","Value",1960,"P","Provisional",4
"2019-12","Jan 2019-Dec 2019","South","S1","Total","Value",,"Q","Suppressed",4
''', """\
area,period,value,status,cell
north,2018,1950,,G2
south,2018,2018,,G3
north,2019,1960,provisional,G4
south,2019,,confidential,G5
""", {"period_column": "DATE_NAME"})

EUROSTAT_TSV = Layout("nama.tsv", b"freq,unit,geo\\TIME_PERIOD\t2017 \t2018 \t2019 \n"
                      b"A,PC,N1\t12.3 \t12.5 p\t: \nA,PC,S1\t11.0 bu\t: c\t0.5 ep\n"
                      b"A,PC,EU27\t1 \t2 \t3 \n", """\
area,period,value,status,cell
north,2017,12.3,,B2
north,2018,12.5,provisional,C2
north,2019,,not available,D2
south,2017,11.0,break in series; low quality,B3
south,2018,,confidential,C3
south,2019,0.5,estimated; provisional,D3
""")

EUROSTAT_SDMX = Layout("sdmx.csv", b"""DATAFLOW,LAST UPDATE,freq,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:LFST(1.0),01/02/20 11:00:00,A,F,N1,2018,61.5,,
ESTAT:LFST(1.0),01/02/20 11:00:00,A,M,N1,2018,70.0,b,
ESTAT:LFST(1.0),01/02/20 11:00:00,A,F,S1,2018,,,C
ESTAT:LFST(1.0),01/02/20 11:00:00,A,M,S1,2018,66.2,p,
""", """\
area,period,sex,value,status,cell
north,2018,F,61.5,,G2
north,2018,M,70.0,break in series,G3
south,2018,F,,confidential,G4
south,2018,M,66.2,provisional,G5
""")

JSON_STAT = Layout("stat.json", json.dumps({
    "version": "2.0", "class": "dataset", "id": ["geo", "time"], "size": [2, 2],
    "dimension": {"geo": {"label": "Area", "category": {"index": {"N1": 0, "S1": 1}, "label": {"N1": "North", "S1": "South"}}},
                  "time": {"label": "Time", "category": {"index": ["2018Q1", "2018Q2"]}}},
    "value": {"0": 1.50, "1": 2, "2": 3}, "status": {"1": "p", "3": ":"}}).encode(), """\
area,period,value,status,cell
north,2018-Q1,1.5,,value[0]
north,2018-Q2,2,provisional,value[1]
south,2018-Q1,3,,value[2]
south,2018-Q2,,not available,value[3]
""")

EDUCATION = Layout("education.csv", b"""time_period,time_identifier,geographic_level,la_name,new_la_code,gender,starts
201718,Academic year,Local authority,North,N1,Total,1200
201819,Academic year,Local authority,North,N1,Total,1150
201718,Academic year,Local authority,South,S1,Total,c
201819,Academic year,Local authority,South,S1,Total,z
201819,Academic year,Local authority,South,S1,Male,600
""", """\
area,period,value,status,cell
north,2017/18,1200,,G2
north,2018/19,1150,,G3
south,2017/18,,confidential,G4
south,2018/19,,not applicable,G5
""", {"only": {"gender": "Total"}})

TRANSPORT = Layout("transport.ods", ods("VEH0101", [
    ["Department for Transport statistics"], ["Table VEH0101: licensed cars by district"], ["Thousands"], [],
    ["ONS code", "Region", "Year ending March 2018", "Year ending March 2019"],
    ["N1", "North", 27.0, 27.5], ["S1", "South", 31.0, "-"], [],
    ["1. Cars with a keeper in the district."], ["Telephone: 0300 000 0000"]], shown=lambda value: f"{value:.1f}"), """\
area,period,value,status,cell
north,2017/18,27.0,,VEH0101!C6
north,2018/19,27.5,,VEH0101!D6
south,2017/18,31.0,,VEH0101!C7
south,2018/19,,not available,VEH0101!D7
""", cautions=("'-' is read as 'not available': the file does not say what it means.", "1. Cars with a keeper in the district.",
               "Telephone: 0300 000 0000"))

ENERGY = Layout("energy.xlsx", xlsx(
    ("Shares", [["Department for Business, Energy and Industrial Strategy"], ["Share of homes without gas"], [],
                ["Area", "Tenure", datetime(2018, 1, 1), datetime(2019, 1, 1)],
                ["North", "Owned", 0.334, 0.3], ["", "Rented", 0.25, 0.2], ["South", "Owned", 0.1, 0.05],
                ["", "Rented", 0.0, "n/a"]]),
    formats={"C4:D4": "yyyy", "C5:D8": "0.0%"}, merged=["A5:A6", "A7:A8"]), """\
area,period,tenure,value,status,cell
north,2018,Owned,33.4,,Shares!C5
north,2019,Owned,30.0,,Shares!D5
north,2018,Rented,25.0,,Shares!C6
north,2019,Rented,20.0,,Shares!D6
south,2018,Owned,10.0,,Shares!C7
south,2019,Owned,5.0,,Shares!D7
south,2018,Rented,0.0,,Shares!C8
south,2019,Rented,,not available,Shares!D8
""")

AREAS_ACROSS = Layout("across.csv", b"Journeys by district;;\nYear;North;South\n2017/18;1.234,5;800,0\n"
                      b"2018/19;1.300,0;:\n", """\
area,period,value,status,cell
north,2017/18,1234.5,,B3
south,2017/18,800.0,,C3
north,2018/19,1300.0,,B4
south,2018/19,,not available,C4
""")

GROUPED = Layout("groups.csv", b"Claimants,,\nArea,2018,2019\nMen,,\nNorth,10,20\nSouth,30,40\n"
                 b"Women,,\nNorth,11,21\nSouth,31,41\n", """\
area,period,sex,value,cell
north,2018,Men,10,B4
north,2019,Men,20,C4
south,2018,Men,30,B5
south,2019,Men,40,C5
north,2018,Women,11,B7
north,2019,Women,21,C7
south,2018,Women,31,B8
south,2019,Women,41,C8
""", {"groups_are": "sex"})

HEALTH_PROFILE = Layout("profile.csv", b"""\
Indicator ID,Indicator Name,Area Code,Area Name,Sex,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,\
Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note
1,Life expectancy,L1,Land,Male,2016 - 18,79.6,79.5,79.7,79.4,79.8,,,
1,Life expectancy,N1,North,Male,2016 - 18,76.7,76.0,77.4,75.8,77.6,1200,90000,
1,Life expectancy,S1,South,Male,2016 - 18,,,,,,,,Value suppressed for disclosure control
""", """\
area,period,value,lower,upper,status,cell
land,2016/2018,79.6,79.5,79.7,,G2
north,2016/2018,76.7,76.0,77.4,,G3
south,2016/2018,,,,confidential,G4
""")

# cells in Windows-1252, with years that some would take for months
OLD_CSV = Layout("pay.csv", """Area,Measure,2009-10,2010-11,2011-12
North,Pay in £,1.5,2.5,3.5
South,Pay in £,2.5,..,4.5
""".encode("cp1252"), """\
area,period,value,status,cell
north,2009/10,1.5,,C2
north,2010/11,2.5,,D2
north,2011/12,3.5,,E2
south,2009/10,2.5,,C3
south,2010/11,,not available,D3
south,2011/12,4.5,,E3
""")

# where each period begins and ends, in two columns: whole months by their shortest name, other spans by their days
FROM_AND_TO = Layout("spans.csv", b"""Area,Period from,Period to,Tests
North,01/04/2018,31/03/2019,10
North,2019-01-01,2019-12-31,11
North,01/01/2016,31/12/2018,12
South,1 July 2018,30 September 2018,13
South,01/02/2019,28/02/2019,14
South,02/04/2018,15/04/2018,15
South,Jan 2018,Feb 2019,16
""", """\
area,period,value,cell
north,2018/19,10,D2
north,2019,11,D3
north,2016/2018,12,D4
south,2018-Q3,13,D5
south,2019-02,14,D6
south,2018-04-02/2018-04-15,15,D7
south,2018-01/2019-02,16,D8
""")
# a statistical office's series: what it says of itself in pairs, and months by their names behind the year
SERIES = Layout("series.csv", b'''"Title","CPIH INDEX 00: ALL ITEMS 2015=100"
"CDID","L522"
"PreUnit",""
"Unit","Index, base year = 100"
"Release date","22-05-2019"
"Next release","19 June 2019"
month, cpih_value
"1988 JAN","46.9"
"1988 FEB","47.0"
"1989 Q1","48.1"
''', """\
area,period,value,cell
land,1988-01,46.9,B8
land,1988-02,47.0,B9
land,1989-Q1,48.1,B10
""", {"area": "land"})
# numbers that could be split years in rows one after the other, as 2010/11 and 213031 of people
LIKE_YEARS = Layout("people.csv", b"""TIME,GEO,Value,Flag and Footnotes
2017,N1,213031,
2017,S1,201011,
2018,N1,201112,
2018,S1,999899,
""", """\
area,period,value,cell
north,2017,213031,C2
south,2017,201011,C3
north,2018,201112,C4
south,2018,999899,C5
""")
# each period with its numerator, denominator and error beside it
BESIDE = Layout("survey.csv", b"""area,mnemonic,Numerator,Denominator,Jan 2005-Dec 2005,Conf,\
Numerator,Denominator,Jan 2006-Dec 2006,Conf
North,N1,1000,4000,25.0,3.1,1100,4000,27.5,3.2
South,S1,800,4000,20.0,2.9,!,-,!,!
""", """\
area,period,value,margin,status,cell
north,2005,25.0,3.1,,E2
north,2006,27.5,3.2,,I2
south,2005,20.0,2.9,,E3
south,2006,,,not available,I3
""", {"markers": {"!": "not available"}})
NAMED_ENDS = Layout("years.csv", b"""Area,Alpha,Omega,Tests
North,2018,2018,10
South,2017,2018,13
""", """\
area,period,value,cell
north,2018,10,D2
south,2017/2018,13,D3
""", {"period_column": "Alpha", "period_end_column": "Omega", "value": "Tests"})

VEHICLES = Layout("vehicles.csv", b"""area_code,area_name,category,year,quarter,vehicle_count
N1,North,All cars,2018,1,125
N1,North,All cars,2018,2,126
S1,South,All cars,2018,1,130
S1,South,All cars,2018,2,131
""", """\
area,period,value,cell
north,2018-Q1,125,F2
north,2018-Q2,126,F3
south,2018-Q1,130,F4
south,2018-Q2,131,F5
""", {"value": "vehicle_count"})

CERTIFICATES = Layout("certificates.ods", ods("By_Region", [
    ["Certificates by region and quarter"], ["Source: the register"],
    ["Region", "Quarter", "Number", "A", "B", "C", "D"],
    ["North", "", "2,100", "1", "2", "3", "4"], ["North", "2009/1", "500", "1", "2", "3", "4"],
    ["North", "2009/2", "520", "1", "2", "3", "4"], ["South", "2009/1", "480", "1", "2", "3", "4"]]), """\
area,period,value,cell
north,2009-Q1,500,By_Region!C5
north,2009-Q2,520,By_Region!C6
south,2009-Q1,480,By_Region!C7
""", {"value": "Number", "period_column": "Quarter"})

# several datasets in one file, as the first version of JSON-stat allows, and a dimension that calls itself by its years
BUNDLE = Layout("bundle.json", json.dumps({"rates": {
    "label": "Rates", "value": [5.9, 5.4, 4.3, 4.9], "status": {"1": "e"},
    "dimension": {"id": ["area", "year"], "size": [2, 2],
                  "area": {"label": "Areas", "category": {"index": {"N1": 0, "S1": 1}, "label": {"N1": "North", "S1": "South"}}},
                  "year": {"label": "2003-2004", "category": {"index": {"2003": 0, "2004": 1}}}}},
    "people": {"label": "People", "value": [1, 2], "dimension": {
        "id": ["area", "sex"], "size": [1, 2], "area": {"category": {"label": {"N1": "North"}}},
        "sex": {"category": {"index": ["M", "F"]}}}}}).encode(), """\
area,period,value,status,cell
north,2003,5.9,,value[0]
north,2004,5.4,estimated,value[1]
south,2003,4.3,,value[2]
south,2004,4.9,,value[3]
""", {"sheet": "rates"})

# a period within the words of each heading, with the sign of a footnote before it; numbers with the noise of binary
PROJECTS = Layout("projects.xlsx", xlsx(("data", [
    ["Area", "New projects [2] 2024-25", "Expansions [3] 2024-25"], ["North", "7.9000000000000001E-2", "0.36209999999999998"],
    ["South", 13, 25]])), """\
area,period,kind,value,cell
north,2024/25,New projects,0.079,data!B2
north,2024/25,Expansions,0.3621,data!C2
south,2024/25,New projects,13,data!B3
south,2024/25,Expansions,25,data!C3
""", {"columns_are": "kind"})

MONTHS = Layout("visits.xlsx", xlsx(("Table 1", [
    ["Visits by area"], ["Year", "Month", "North", "South"], [2018, "Jan", 27, 31], ["", "Feb", 25, 34], ["", "Mar", 32, 37],
    ["", "Apr", 30, 33]])), """\
area,period,value,cell
north,2018-01,27,Table 1!C3
south,2018-01,31,Table 1!D3
north,2018-02,25,Table 1!C4
south,2018-02,34,Table 1!D4
north,2018-03,32,Table 1!C5
south,2018-03,37,Table 1!D5
north,2018-04,30,Table 1!C6
south,2018-04,33,Table 1!D6
""")

LAYOUTS = {name: layout for name, layout in globals().items() if isinstance(layout, Layout)}
