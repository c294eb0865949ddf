package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.safetensors.TensorForm;
import io.heirloom.lineage.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Weights in a model's folder, read as float32. Tensors nobody asks for are passed over. */
final class StoredWeights implements ParameterSource, AutoCloseable {
  private static final String NEW_LANGUAGE_HEAD = "lm_head.weight";

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
    ByteBuffer content = files.content(storedName(name));
    return switch (form.type()) {
      case F32 -> copy(manager, content, new Shape(shape));
      case F16 -> convert(manager, content, new Shape(shape), DataType.FLOAT16);
      case F64 -> convert(manager, content, new Shape(shape), DataType.FLOAT64);
      case BF16 -> Matrices.aligned(manager, widenBrainFloat(content), new Shape(shape));
      default ->
          throw new InvalidInputException(
              "weights of " + folder + ": " + name + " dtype",
              form.type(),
              "F32, F16, BF16 or F64");
    };
  }

  private static NDArray copy(NDManager manager, ByteBuffer content, Shape shape) {
    // Not toType: though asked to copy, it gives the mapping back, which is then freed.
    try (NDArray mapped = manager.create(content, shape, DataType.FLOAT32)) {
      return mapped.duplicate();
    }
  }

  private static NDArray convert(
      NDManager manager, ByteBuffer content, Shape shape, DataType type) {
    try (NDArray mapped = manager.create(content, shape, type)) {
      return mapped.toType(DataType.FLOAT32, true);
    }
  }

  /** In Java, since DJL ends the process when it is to make a tensor of this type. */
  private static float[] widenBrainFloat(ByteBuffer content) {
    ShortBuffer upperHalves = content.asShortBuffer();
    float[] values = new float[upperHalves.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(upperHalves.get(i) << Short.SIZE);
    }
    return values;
  }

  /** The first dimension of a head's matrix: its outputs. */
  int rowsOf(String head) {
    TensorForm form = require(head);
    if (form.shape().size() != 2 || form.shape().get(0) > GptNeoxConfig.MOST_CLASSES) {
      throw new InvalidInputException(
          "weights of " + folder + ": " + head + " shape",
          form.shape(),
          "two dimensions, the first " + GptNeoxConfig.MOST_CLASSES + " or less");
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

  /**
   * Checkpoints of the body alone leave out the prefix; transformers 5 calls a language model's
   * head by another name, though it writes the old one.
   */
  private String storedName(String name) {
    boolean bodyAlone = tensors.containsKey(bare(ParameterLayout.EMBEDDING));
    String stored = bodyAlone ? bare(name) : name;
    return stored.equals(ParameterLayout.LANGUAGE_HEAD) && !tensors.containsKey(stored)
        ? NEW_LANGUAGE_HEAD
        : stored;
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
