# SPDX-License-Identifier: Apache-2.0
"""Run tests only where the features that they need are in the image under test."""

from .plugin import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_report_header,
)

__all__ = [
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_report_header",
]
