package io.heirloom.languagemodel.safetensors;

import java.util.List;

/**
 * A tensor but for its content.
 *
 * @param type of its elements
 * @param shape length of each dimension, 0 or more, slowest first; empty for a single number
 */
public record TensorForm(ElementType type, List<Long> shape) {
  public TensorForm {
    shape = List.copyOf(shape);
    if (shape.stream().anyMatch(length -> length < 0)) {
      throw new IllegalArgumentException("a dimension below 0 in " + shape);
    }
  }

  /**
   * The size of its content in bytes.
   *
   * @throws ArithmeticException if no file can be as large
   */
  public long bytes() {
    return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
  }
}
