package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** Where a model's parameters come from. */
interface ParameterSource {
  /** A new float32 tensor, owned by the manager, for the parameter of that name and shape. */
  NDArray create(NDManager manager, String name, List<Long> shape);
}
