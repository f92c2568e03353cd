"""The same as polars frames: how many of each status fall on each force."""

import sys

import polars as pl

import care_standards as cs


def by_force(path: str) -> pl.DataFrame:
    """Count findings by force and status; what our data do not hold is called unknown, and is not left out."""
    findings = pl.DataFrame(cs.to_rows(cs.read_assessment(path)), infer_schema_length=None)
    provisions = pl.DataFrame(cs.to_rows(cs.load(findings["edition"][0])), infer_schema_length=None)
    joined = findings.join(provisions.select("id", "force"), left_on="provision", right_on="id", how="left")
    return joined.with_columns(pl.col("force").fill_null("unknown")).group_by("force", "status").len()


if __name__ == "__main__":
    print(by_force(sys.argv[1]).write_json())
