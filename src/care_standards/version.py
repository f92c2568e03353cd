"""The version of the library (SemVer); the schemas, the editions and our data each have a version line of their own."""

__version__ = "0.1.0"
