"""The description of the API is a valid OpenAPI 3.1 document, and the server does what it says."""

from __future__ import annotations

import os
import warnings

import hypothesis
import pytest
from openapi_spec_validator import validate

from moratoria.serve.asking import questions

with warnings.catch_warnings():  # deprecations inside the library, at import time only
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = int(os.environ.get("MORATORIA_API_EXAMPLES", "3"))
"""So many made-up requests per operation; set it higher for a long run."""


@pytest.fixture(scope="module")
def document(address):
    import httpx

    return httpx.get(f"{address}/openapi.json", timeout=60).json()


def test_the_document_is_valid_openapi_3_1(document):
    validate(document)
    assert document["openapi"] == "3.1.0"


def test_every_question_is_an_operation_with_its_own_parameters(document):
    for name, found in questions().items():
        operation = document["paths"][f"/questions/{name}"]["get"]
        named = {each["name"] for each in operation["parameters"] if "name" in each}
        assert (operation["operationId"], operation["tags"]) == (name, [found.theme])
        assert named >= {param.name for param in found.params}


def test_parameters_list_the_values_on_record(document):
    schemas = document["components"]["schemas"]
    assert "facial-recognition" in schemas["KnownTechnology"]["enum"]
    assert {"US", "US-CA"} <= set(schemas["KnownJurisdiction"]["enum"])
    (needed,) = [
        each for each in document["paths"]["/questions/restriction-history"]["get"]["parameters"]
        if each.get("name") == "organization"
    ]  # fmt: skip
    assert needed["required"] is True


@pytest.mark.filterwarnings("ignore")
def test_made_up_requests_are_answered_as_described(document, address):
    schema = schemathesis.openapi.from_dict(document)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > len(questions()) + 8
    for operation in operations:
        _try(operation, address)


def _try(operation, address):
    @hypothesis.settings(
        max_examples=EXAMPLES, database=None, deadline=None, derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )  # fmt: skip
    @hypothesis.given(case=operation.as_strategy())
    def trying(case):
        case.call_and_validate(base_url=address, checks=CHECKS)

    trying()
