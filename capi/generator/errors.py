"""The one error of the generator: where it is, what is wrong, and what to do instead."""


class ApiError(Exception):
    """A mistake in a tag, a signature, a public type or the lock."""

    def __init__(self, path, line, problem, remedy=""):
        self.path, self.line, self.problem, self.remedy = str(path), line, problem, remedy
        super().__init__(f"{self.path}:{line}: {problem}" + (f"\n    {remedy}" if remedy else ""))


class ApiErrors(Exception):
    """Several mistakes, reported together so that one run shows them all."""

    def __init__(self, errors):
        self.errors = sorted(errors, key=lambda error: (error.path, error.line))
        super().__init__("\n".join(str(error) for error in self.errors))


def collect(items, action):
    """action(item) for each item; the mistakes of all items raised as one ApiErrors."""
    results, errors = [], []
    for item in items:
        try:
            results.append(action(item))
        except ApiError as error:
            errors.append(error)
        except ApiErrors as many:
            errors.extend(many.errors)
    if errors:
        raise ApiErrors(errors)
    return results
