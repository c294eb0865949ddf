package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.safetensors.TensorForm;
import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Weights in a model's folder, read as float32. Tensors nobody asks for are passed over. */
final class StoredWeights implements ParameterSource, AutoCloseable {
  private static final Map<ElementType, DataType> TYPES =
      Map.of(
          ElementType.F32, DataType.FLOAT32,
          ElementType.F16, DataType.FLOAT16,
          ElementType.BF16, DataType.BFLOAT16);

  private final Path folder;
  private final SafetensorsFolder files;
  private final SortedMap<String, TensorForm> tensors;

  private StoredWeights(Path folder, SafetensorsFolder files) {
    this.folder = folder;
    this.files = files;
    this.tensors = files.tensors();
  }

  static StoredWeights open(Path folder) {
    return new StoredWeights(folder, SafetensorsFolder.open(folder));
  }

  /**
   * A copy of a tensor.
   *
   * @throws InvalidInputException if it is missing, of another shape, or not of floating point
   */
  @Override
  public NDArray create(NDManager manager, String name, List<Long> shape) {
    TensorForm form = require(name);
    if (!form.shape().equals(shape)) {
      throw new InvalidInputException(
          "weights of " + folder + ": " + name + " shape",
          form.shape(),
          shape + ", by config.json");
    }
    DataType type = TYPES.get(form.type());
    if (type == null) {
      throw new InvalidInputException(
          "weights of " + folder + ": " + name + " dtype", form.type(), "F32, F16 or BF16");
    }
    try (NDArray mapped = manager.create(files.content(storedName(name)), new Shape(shape), type)) {
      // Though asked to copy, toType gives float32 back as it is: the mapping, which is then freed.
      return type == DataType.FLOAT32 ? mapped.duplicate() : mapped.toType(DataType.FLOAT32, true);
    }
  }

  /** The first dimension of a matrix's shape: of a head, its outputs. */
  int rowsOf(String name) {
    TensorForm form = require(name);
    if (form.shape().size() != 2 || form.shape().get(0) > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          "weights of " + folder + ": " + name + " shape", form.shape(), "two dimensions");
    }
    return form.shape().get(0).intValue();
  }

  private TensorForm require(String name) {
    TensorForm form = tensors.get(storedName(name));
    if (form == null) {
      throw new InvalidInputException(
          "weights of " + folder, "no tensor " + name, "all tensors that config.json implies");
    }
    return form;
  }

  /** Checkpoints of the body alone leave out the prefix. */
  private String storedName(String name) {
    boolean bodyAlone = tensors.containsKey(bare(ParameterLayout.EMBEDDING));
    return bodyAlone ? bare(name) : name;
  }

  private static String bare(String name) {
    return name.startsWith(ParameterLayout.PREFIX)
        ? name.substring(ParameterLayout.PREFIX.length())
        : name;
  }

  @Override
  public void close() {
    files.close();
  }
}
