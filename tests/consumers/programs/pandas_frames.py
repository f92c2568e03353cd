"""Findings beside what they are about, as pandas frames: how many of each status fall on each force."""

import sys

import pandas as pd

import care_standards as cs


def by_force(path: str) -> pd.DataFrame:
    """Count findings by force and status; what our data do not hold is called unknown, and is not left out."""
    findings = pd.DataFrame(cs.to_rows(cs.read_assessment(path)))
    provisions = pd.DataFrame(cs.to_rows(cs.load(str(findings["edition"].iloc[0]))))
    joined = findings.merge(provisions[["id", "force"]], left_on="provision", right_on="id", how="left")
    return pd.crosstab(joined["force"].fillna("unknown"), joined["status"])


if __name__ == "__main__":
    print(by_force(sys.argv[1]).to_json())
