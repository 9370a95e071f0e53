"""The server: routes, probes, logs, metrics, time-outs, the page."""
