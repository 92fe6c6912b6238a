"""What works on the library as a whole: calls by name, modules, traces, error states, threads."""
