"""Tests of HTTPS without a proxy."""
