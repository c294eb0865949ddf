package io.heirloom.languagemodel.safetensors;

import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;

/**
 * The types of a tensor's elements, named as in the safetensors format (field {@code dtype}); all
 * are stored with the least significant byte first.
 */
public enum ElementType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E4M3(1),
  F8_E5M2(1),
  U16(2),
  I16(2),
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of an F32. */
  BF16(2),
  U32(4),
  I32(4),
  F32(4),
  U64(8),
  I64(8),
  F64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  static ElementType parse(String field, String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException(field, name, "one of " + Arrays.toString(values())));
  }
}
