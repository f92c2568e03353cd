"""What a type checker must refuse. Never run.

Each line carries an ignore for the error it is about, one for mypy and one for pyright; an ignore that is not needed is
itself an error here, so that a type that grew too wide is noticed.
"""

from datetime import date

import care_standards as cs
from care_standards.model import Evidence, Period

cs.Subject(kind="person", ref="svc-17")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.Subject("service", "svc-17")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
cs.Context(nation="france")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.Context(populations={"everybody"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
Period(start="2026-01-01", end=date(2026, 3, 31))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.Finding(provision="x", status="met", evidence=["x"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
Evidence(ref=17)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.load("scs-2018").title = "another"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
cs.load("scs-2018").get("1.1.5").summary  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
cs.check("export.json", kind="audit")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.select("scs-2018", settings="outreach")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
cs.select("scs-2018", setting="outreech")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.select("scs-2018", kind="not-stated")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.query.select("scs-2018", kind="standard")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.Context(on="2016-03-01")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
cs.query.edition_in_force("scs", on="2016")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
