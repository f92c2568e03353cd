"""The same with Dask: each file is judged by one of its processes, and the verdicts are added up."""

import sys

import dask
from pyarrow import parquet

from care_standards import bulk


@dask.delayed
def judged(path: str) -> bulk.BatchVerdict:
    return sum(bulk.check_batches(parquet.ParquetFile(path).iter_batches(20_000)), bulk.NO_ROWS)


if __name__ == "__main__":
    total = sum(dask.compute(*map(judged, sys.argv[1:]), scheduler="processes"), bulk.NO_ROWS)
    print(total.rows, total.invalid, total.unverified)
