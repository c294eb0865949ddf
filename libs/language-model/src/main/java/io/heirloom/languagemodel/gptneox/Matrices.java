package io.heirloom.languagemodel.gptneox;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Float32 tensors as Java's arrays, and back. */
final class Matrices {
  private Matrices() {}

  static float[][] rows(NDArray matrix) {
    int rows = Math.toIntExact(matrix.getShape().get(0));
    int columns = Math.toIntExact(matrix.getShape().get(1));
    float[] flat = matrix.toFloatArray();
    float[][] values = new float[rows][];
    for (int i = 0; i < rows; i++) {
      values[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
    }
    return values;
  }

  /**
   * Parts a matrix with a line for each token into rows: [rows][own tokens * columns].
   *
   * @param tokens packed in the matrix one row after the other
   */
  static float[][] packedRows(NDArray matrix, List<int[]> tokens) {
    int columns = Math.toIntExact(matrix.getShape().get(1));
    float[] flat = matrix.toFloatArray();
    float[][] values = new float[tokens.size()][];
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      int end = next + tokens.get(i).length * columns;
      values[i] = Arrays.copyOfRange(flat, next, end);
      next = end;
    }
    return values;
  }

  static NDArray create(NDManager manager, float[][] rows, Shape shape) {
    float[] flat = new float[Math.toIntExact(shape.size())];
    int columns = Math.toIntExact(shape.get(1));
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return aligned(manager, flat, shape);
  }

  /**
   * A tensor of these values in memory of PyTorch's own. Memory that comes from Java begins
   * anywhere, and matrix products may differ in their last bits with where their factors begin.
   */
  static NDArray aligned(NDManager manager, float[] values, Shape shape) {
    try (NDArray wherever = manager.create(values, shape)) {
      return wherever.duplicate();
    }
  }

  /**
   * A copy of a tensor's content, little-endian float32. What a device's tensor is copied through
   * is freed at once: DJL would keep it for as long as the tensor's owner lives.
   */
  static ByteBuffer content(NDArray tensor) {
    try (NDArray here = tensor.toDevice(Device.cpu(), true)) {
      return here.toByteBuffer();
    }
  }

  static List<Long> shape(NDArray array) {
    return Arrays.stream(array.getShape().getShape()).boxed().toList();
  }
}
