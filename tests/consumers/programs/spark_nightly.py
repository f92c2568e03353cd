"""A nightly job: judge the link rows of a folder of Parquet, keep the issues, and end with 1 if a row is invalid."""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

from care_standards.bulk.spark import verdicts


def main(source: str, target: str, key: str) -> int:
    spark = SparkSession.builder.appName("link rows").getOrCreate()
    found = verdicts(spark.read.parquet(source), key=key).persist()
    totals = found.agg(*(f.sum(name).alias(name) for name in ("rows", "invalid", "unverified"))).first()
    issues = found.select(f.explode("issues").alias("issue")).select("issue.*")
    issues.write.mode("overwrite").parquet(target)
    print(json.dumps(totals.asDict()))
    return 1 if totals["invalid"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
