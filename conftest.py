"""Plugins of every test run, doctests of the rooms included."""

pytest_plugins = ("tests.not_run",)
