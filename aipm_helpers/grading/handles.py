"""What stays with the learner, as the judge holds it: a handle, which can be called and little else.

SECURITY: a handle has no operators, unless the course's own answer is a class that defines
them, or has them of a base or a decorator; whether it is true is asked as Python does. An
object that calls itself equal to everything is equal to nothing here.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import sys
import types
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import numpy as np

from aipm_helpers.errors import ProtocolError

__all__ = ["CheckMistake", "Handle", "LearnerError", "make_handle", "reraise"]

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
        "__enter__",
        "__exit__",
        "__name__",
        "__qualname__",
    ]
)
#: What a class of the answer's own may define.
_OPERATORS = (
    "eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod",
    "pow", "neg", "pos", "abs", "and", "or", "xor", "invert", "lshift", "rshift", "radd", "rsub", "rmul", "rmatmul",
    "rtruediv", "rfloordiv", "rmod", "rpow", "rand", "ror", "rxor", "iadd", "isub", "imul", "imatmul", "itruediv",
    "ifloordiv", "imod", "ipow", "iand", "ior", "ixor", "contains", "getitem", "setitem", "delitem", "len", "iter",
    "reversed", "next", "str", "repr", "format", "int", "float", "complex", "index", "round", "hash", "call",
    "enter", "exit",
)  # fmt: skip
#: Functions and classes have none of these unless they are their own: libraries take what has them for a list.
_OF_VALUES = ("__next__", "__iter__", "__len__", "__float__", "__enter__", "__exit__")


class CheckMistake(BaseException):
    """The check does what it cannot do here; not an Exception, so that no check takes it for the learner's."""


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
        self.__dict__.update(_number=number, _numbers={}, _own=own, _get=get, _call=call)

    def __getattr__(self, name: str) -> Any:
        if name not in self._own | _PUBLIC:
            if name.startswith("__") and name.endswith("__"):
                raise AttributeError(name)
            advice = "give it as a plain value, such as a number, a list or a table."
            if name == "score":
                # SECURITY: it would be told what is right, and asked how good it is
                advice = "a check predicts, and scores the predictions itself."
            raise _hers(
                AttributeError(
                    f"The answer is {_article(type(self).__name__)}, whose `{name}` is not looked at: {advice}"
                )
            )
        return self._get(self._number, name, self._own)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._own:
            raise CheckMistake(f"A check can set only what the course's own answer sets or defines, not `{name}`.")
        self._get(self._number, "__setattr__", self._own)(name, value)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> NoReturn:
        raise CheckMistake("A check cannot derive a class from the learner's.")

    def __bool__(self) -> bool:
        for name in ("__bool__", "__len__"):
            if name in self._own or (name in _PUBLIC and not callable(self)):
                try:
                    return bool(self._get(self._number, name, self._own)())
                except AttributeError:
                    continue
        return True

    def __eq__(self, other: object) -> bool:
        if other is None or isinstance(other, Handle):
            return self is other
        # not False: that is what a check that asks for something else would like to hear
        raise _hers(
            TypeError(f"it is {_article(type(self).__name__)}, which is no plain value, so it cannot be compared")
        )

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, which the learner made>"


class _Callable(Handle):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return self._call(self._number, args, kwargs, self._own)
        except StopIteration:
            # SECURITY: it would end a loop of the check's, such as that of `map`, as if all had been seen
            raise _hers(RuntimeError("it raised StopIteration")) from None

    def __instancecheck__(self, instance: Any) -> bool:
        if isinstance(instance, Handle):
            return bool(self._get(self._number, "__instancecheck__", self._own)(instance))
        # what was rebuilt here is of the learner's class by name
        rebuilt = hasattr(instance, "_fields") or hasattr(instance, "is_learners")
        return rebuilt and type(instance).__name__ == self.__name__

    def __subclasscheck__(self, other: Any) -> bool:
        return isinstance(other, Handle) and bool(self._get(self._number, "__subclasscheck__", self._own)(other))


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
    known = own | (_PUBLIC.difference(_OF_VALUES) if data["callable"] else _PUBLIC)
    operators = {f"__{word}__": _operator(f"__{word}__") for word in _OPERATORS if f"__{word}__" in known}
    operators.pop("__call__", None)
    members: dict[str, Any] = {**operators, "__hash__": object.__hash__}  # which an own __eq__ would take away
    members["__doc__"] = property(lambda self: self._get(number, "__doc__", own))
    trusted = _trusted_type(data.get("module"), name)
    if trusted is not None:
        members["__class__"] = property(lambda self: trusted)
    handle: Handle = type(name if name.isidentifier() else "object", (base,), members)(number, own, get, call)
    return handle


def _operator(name: str) -> Any:
    def operate(self: Handle, *args: Any) -> Any:
        if name in self._numbers:
            return self._numbers[name]
        try:
            method = self._get(self._number, name, self._own)
        except AttributeError:
            if name == "__iter__" and "__getitem__" in self._own:
                return _by_places(self)
            raise _hers(TypeError(f"it is {_article(type(self).__name__)}, which has no {name}")) from None
        if name == "__exit__" and args[0] is not None:
            # the error itself stays here; that there is one, and of which kind, is told
            args = (next(kind for kind in args[0].__mro__ if vars(builtins).get(kind.__name__) is kind), None, None)
        if name == "__next__" and isinstance(method, Handle):
            return self._call(method._number, args, {}, self._own)
        value = method(*args)
        if name == "__float__" and name not in self._own:
            # SECURITY: one number is one number, however often a check looks
            self._numbers[name] = value
        return value

    return operate


def _by_places(handle: Any) -> Iterator[Any]:
    """Iterate as Python does where there is no __iter__."""
    place = 0
    while True:
        try:
            item = handle[place]
        except IndexError:
            return
        yield item
        place += 1


#: Types of Python's own that are no names of `builtins`.
_NAMELESS = {
    kind.__name__: kind
    for kind in (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.GeneratorType)
}


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
    found = _NAMELESS.get(name) if module == "builtins" and found is None else found
    if not isinstance(found, type) or found.__module__ != module or issubclass(found, _REBUILT):
        return None
    return found


#: SECURITY: what arrives as a value; whatever says that it is one of these, or below one, is none
_REBUILT = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    list,
    tuple,
    set,
    frozenset,
    type(None),
    Mapping,
    np.ndarray,
    np.generic,
)


def reraise(error: str, text: str, kinds: list[str]) -> NoReturn:
    """Raise what a call raised: as the builtin errors that it is one of, by the name that it had there."""
    bases: list[type[BaseException]] = []
    for kind in kinds:
        found = getattr(builtins, kind, None)
        if isinstance(found, type) and issubclass(found, (Exception, SystemExit)):
            bases += [] if any(issubclass(base, found) for base in bases) else [found]
    name = error if error.isidentifier() else "LearnerError"
    if KeyError in bases:
        with contextlib.suppress(ValueError, SyntaxError):
            text = ast.literal_eval(text)  # which a KeyError quotes again
    try:
        if [base.__name__ for base in bases] == [error]:
            raised = bases[0](text)
        else:
            raised = type(name, tuple(bases) or (LearnerError,), {})(text)
    except TypeError:  # such as UnicodeDecodeError, which takes five things
        raised = type(name, (LearnerError,), {})(text)
    raise _hers(raised)


def _hers(error: BaseException) -> BaseException:
    """Mark an error as the answer's: it is no mistake of the check that asked."""
    error.is_learners = True  # type: ignore[attr-defined]
    return error


def _article(name: str) -> str:
    return f"of type {name}" if name not in ("function", "type") else f"a {name}"
