"""The arithmetic of all networks: thinc's own, but for the product of matrices, which numpy does up to three times as fast."""

from typing import Any

import numpy
from thinc.api import Model, NumpyOps


class FastOps(NumpyOps):  # type: ignore[misc]
    """thinc's operations with numpy's product of matrices."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Multiply two matrices, either of them turned over first.

        >>> FastOps().gemm(numpy.array([[1.0, 2.0]]), numpy.array([[3.0, 4.0]]), trans2=True).tolist()
        [[11.0]]
        """
        return numpy.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


FAST = FastOps()


def speed_up(model: Model[Any, Any]) -> None:
    """Let all layers of a trained network compute with ``FastOps``, in single precision however its weights are stored."""
    for node in model.walk():
        node.ops = FAST
    convert(model, "float32")


def convert(model: Model[Any, Any], precision: Any) -> None:
    """Turn all weights of a network into floats of a precision: "float16" to store them, "float32" to compute."""
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                weights: Any = node.get_param(name)
                node.set_param(name, weights.astype(precision))
