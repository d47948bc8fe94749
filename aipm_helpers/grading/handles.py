"""What stays with the learner, as the judge holds it: a handle, which can be called and little else.

SECURITY: a handle has no operators, unless the course's own answer is a class that defines
them. An object that calls itself equal to everything is equal to nothing here.
"""

from __future__ import annotations

import builtins
import sys
from typing import Any, NoReturn

from aipm_helpers.errors import ProtocolError

__all__ = ["Handle", "LearnerError", "make_handle", "reraise"]

#: What estimators and results of the course's libraries have: data, or calls that return data.
_PUBLIC = frozenset(
    [
        "predict",
        "predict_proba",
        "decision_function",
        "transform",
        "inverse_transform",
        "fit",
        "fit_transform",
        "fit_predict",
        "score",
        "get_params",
        "named_steps",
        "steps",
        "get_feature_names_out",
        "kneighbors",
        "best_params_",
        "best_score_",
        "best_estimator_",
        "cv_results_",
        "coef_",
        "intercept_",
        "classes_",
        "n_features_in_",
        "feature_names_in_",
        "feature_importances_",
        "labels_",
        "cluster_centers_",
        "inertia_",
        "components_",
        "explained_variance_ratio_",
        "mean_",
        "scale_",
        "vocabulary_",
        "idf_",
        "n_iter_",
        "toarray",
        "shape",
        "nnz",
        "statistic",
        "pvalue",
        "df",
        "low",
        "high",
        "confidence_interval",
        "proportion_ci",
        "params",
        "pvalues",
        "rsquared",
        "conf_int",
        "bse",
        "overall",
        "by_group",
        "difference",
        "ratio",
        "group_min",
        "group_max",
        "standard_error",
        "bootstrap_distribution",
        "__next__",
        "__iter__",
        "__len__",
        "__float__",
    ]
)
#: What a class of the answer's own may define.
_OPERATORS = [
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "neg",
    "abs",
    "radd",
    "rsub",
    "rmul",
    "contains",
    "getitem",
    "setitem",
    "delitem",
    "len",
    "iter",
    "next",
    "str",
    "repr",
    "bool",
    "int",
    "float",
    "hash",
    "call",
    "enter",
    "exit",
]


class LearnerError(Exception):
    """An error of a type that the learner made."""


class Handle:
    """Something that is in the learner process.

    Parameters
    ----------
    number : int
        By which the process knows it.
    own : frozenset of str
        The attributes that the course's own answer defines.
    get, call
        Ask the process.
    """

    def __init__(self, number: int, own: frozenset[str], get: Any, call: Any) -> None:
        self.__dict__.update(_number=number, _own=own, _get=get, _call=call)

    def __getattr__(self, name: str) -> Any:
        if name not in self._own | _PUBLIC:
            if name.startswith("__") and name.endswith("__"):
                raise AttributeError(name)
            raise AttributeError(
                f"The answer is {_article(type(self).__name__)}, whose `{name}` is not looked at: "
                "give it as a plain value, such as a number, a list or a table."
            )
        return self._get(self._number, name, self._own)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"A check cannot set `{name}` of what the learner made.")

    def __eq__(self, other: object) -> bool:
        if other is None or isinstance(other, Handle):
            return self is other
        # not False: that is what a check that asks for something else would like to hear
        raise TypeError(f"it is {_article(type(self).__name__)}, which is no plain value, so it cannot be compared")

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, which the learner made>"


class _Callable(Handle):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._call(self._number, args, kwargs, self._own)


def make_handle(data: dict[str, Any], own: frozenset[str], get: Any, call: Any) -> Handle:
    """Return the handle that a message describes.

    Parameters
    ----------
    data : dict
        With ``id``, ``type``, ``module`` and ``callable``.
    own : frozenset of str
        Attributes that the course's own answer defines.
    get, call : callable
        Ask the process for an attribute, or for the result of a call.

    Returns
    -------
    Handle
        Its type has the name of the learner's type, so that messages can say it.

    Raises
    ------
    ProtocolError
        If that is no description of a handle.
    """
    number, name = data.get("id"), data.get("type")
    if type(number) is not int or number < 0 or type(name) is not str or type(data.get("callable")) is not bool:
        raise ProtocolError("A handle must have a number, a type and whether it can be called.")
    base = _Callable if data["callable"] else Handle
    operators = {f"__{word}__": _operator(f"__{word}__") for word in _OPERATORS if f"__{word}__" in own | _PUBLIC}
    operators.pop("__call__", None)
    members: dict[str, Any] = {**operators, "__hash__": object.__hash__}  # which an own __eq__ would take away
    trusted = _trusted_type(data.get("module"), name)
    if trusted is not None:
        members["__class__"] = property(lambda self: trusted)
    handle: Handle = type(name if name.isidentifier() else "object", (base,), members)(number, own, get, call)
    return handle


def _operator(name: str) -> Any:
    def operate(self: Handle, *args: Any) -> Any:
        try:
            method = self._get(self._number, name, self._own)
        except AttributeError:
            raise TypeError(f"it is {_article(type(self).__name__)}, which has no {name}") from None
        return method(*args)

    return operate


def _trusted_type(module: Any, name: str) -> type | None:
    """Return the class that a handle says it is of, for `isinstance`; a claim, as its values are."""
    if type(module) is not str or module.partition(".")[0] not in (
        "sklearn",
        "scipy",
        "statsmodels",
        "fairlearn",
        "builtins",
    ):
        return None
    found = getattr(sys.modules.get(module), name, None)
    return found if isinstance(found, type) and found not in _PLAIN else None


#: SECURITY: what is rebuilt; a subclass of these is not one of them
_PLAIN = (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, type(None))


def reraise(error: str, text: str, kinds: list[str]) -> NoReturn:
    """Raise what a call raised: as the builtin errors that it is one of, by the name that it had there."""
    bases: list[type[BaseException]] = []
    for kind in kinds:
        found = getattr(builtins, kind, None)
        if isinstance(found, type) and issubclass(found, (Exception, SystemExit)):
            bases += [] if any(issubclass(base, found) for base in bases) else [found]
    name = error if error.isidentifier() else "LearnerError"
    try:
        if [base.__name__ for base in bases] == [error]:
            raised = bases[0](text)
        else:
            raised = type(name, tuple(bases) or (LearnerError,), {})(text)
    except TypeError:  # such as UnicodeDecodeError, which takes five things
        raised = type(name, (LearnerError,), {})(text)
    raised.is_learners = True  # type: ignore[attr-defined]  # not a mistake of the check that asked
    raise raised


def _article(name: str) -> str:
    return f"of type {name}" if name not in ("function", "type") else f"a {name}"
