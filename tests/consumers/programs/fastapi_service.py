"""A service that takes findings and answers for provisions. Run it with: fastapi run fastapi_service.py."""

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

import care_standards as cs
from care_standards.typed_ids import ProvisionId
from care_standards.vocabularies import FindingStatus

app = FastAPI(title="Findings")


class NewFinding(BaseModel):
    """What a case system sends: the id is judged by its form, the status by the library's list of words."""

    provision: ProvisionId
    status: FindingStatus


@app.get("/provisions/{id}")
def provision(id: ProvisionId) -> dict[str, str | None]:
    """Tell what an id names."""
    try:
        found = cs.resolve(id)
    except cs.CareStandardsError as error:
        unknown = str(error)  # it names known ids that look alike, and never what was asked
    else:
        return {"id": found.id, "heading": getattr(found, "heading", None)}
    raise HTTPException(404, unknown)


@app.post("/findings")
def add(finding: NewFinding) -> dict[str, str]:
    """Take a finding."""
    return {"provision": finding.provision, "status": finding.status}


@app.exception_handler(RequestValidationError)
def refused(request: Request, error: RequestValidationError) -> JSONResponse:
    """Say what is wrong and where. FastAPI would repeat what was sent; a wrong id may be a name or an address."""
    told = [{"where": each["loc"], "what": each["msg"]} for each in error.errors()]
    return JSONResponse({"detail": told}, status_code=422)
