package io.heirloom.languagemodel.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.languagemodel.json.JsonText;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands before the tensors in a safetensors file: eight bytes with the length of a JSON
 * object, and the object, which gives type, shape and place of every tensor.
 *
 * @param tensors by name
 */
record Header(SortedMap<String, Extent> tensors) {
  static final int LENGTH_BYTES = Long.BYTES;
  static final String METADATA = "__metadata__";
  static final String TYPE = "dtype";
  static final String SHAPE = "shape";
  static final String OFFSETS = "data_offsets";

  /** The reference implementation's 100 MB would let a file exhaust us. */
  private static final int LONGEST = 16 << 20;

  /**
   * Where a tensor lies.
   *
   * @param begin its first byte in the file
   * @param end the byte after its last
   */
  record Extent(TensorForm form, long begin, long end) {
    long size() {
      return end - begin;
    }
  }

  static Header read(Path file, FileChannel channel) throws IOException {
    long fileLength = channel.size();
    if (fileLength < LENGTH_BYTES) {
      throw new InvalidInputException(
          file.toString(), fileLength + " bytes", "a safetensors file, at least 8 bytes long");
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    SafetensorsFile.readFully(channel, length, 0);
    long headerLength = length.getLong(0);
    long longest = Math.min(LONGEST, fileLength - LENGTH_BYTES);
    if (headerLength < 2 || headerLength > longest) {
      throw new InvalidInputException(
          file + ": length of the header",
          Long.toUnsignedString(headerLength),
          "2 to " + longest + "; this is no safetensors file, or it is cut off");
    }
    ByteBuffer json = ByteBuffer.allocate((int) headerLength);
    SafetensorsFile.readFully(channel, json, LENGTH_BYTES);
    Header header = parse(file.toString(), json.array(), LENGTH_BYTES + headerLength);
    header.requireWholeFile(file.toString(), LENGTH_BYTES + headerLength, fileLength);
    return header;
  }

  private static Header parse(String file, byte[] json, long base) {
    SortedMap<String, Extent> tensors = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry :
        JsonText.object(file + ": header", json).properties()) {
      if (!entry.getKey().equals(METADATA)) {
        String field = file + ": tensor '" + entry.getKey() + "'";
        tensors.put(entry.getKey(), extent(field, entry.getValue(), base));
      }
    }
    return new Header(tensors);
  }

  private static Extent extent(String field, JsonNode tensor, long base) {
    ElementType type = ElementType.parse(field + " " + TYPE, tensor.path(TYPE).asText());
    List<Long> shape = naturals(field + " " + SHAPE, tensor.path(SHAPE));
    List<Long> offsets = naturals(field + " " + OFFSETS, tensor.path(OFFSETS));
    if (offsets.size() != 2
        || offsets.get(0) > offsets.get(1)
        || offsets.get(1) > Long.MAX_VALUE - base) {
      throw new InvalidInputException(
          field + " " + OFFSETS, offsets, "the first byte and the byte after the last");
    }
    TensorForm form = new TensorForm(type, shape);
    long size = offsets.get(1) - offsets.get(0);
    if (!hasSize(form, size)) {
      throw new InvalidInputException(
          field, type + " of shape " + shape + " in " + size + " bytes", "shape x size = bytes");
    }
    return new Extent(form, base + offsets.get(0), base + offsets.get(1));
  }

  private static boolean hasSize(TensorForm form, long size) {
    try {
      return form.bytes() == size;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static List<Long> naturals(String field, JsonNode list) {
    if (!list.isArray()) {
      throw new InvalidInputException(field, list, "a list of whole numbers, 0 or more");
    }
    List<Long> numbers = new ArrayList<>(list.size());
    for (JsonNode number : list) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        throw new InvalidInputException(field, number, "whole numbers, 0 or more");
      }
      numbers.add(number.longValue());
    }
    return numbers;
  }

  private void requireWholeFile(String file, long begin, long fileLength) {
    long covered = begin;
    for (Map.Entry<String, Extent> tensor : inPlace()) {
      if (tensor.getValue().begin() != covered) {
        throw new InvalidInputException(
            file + ": tensor '" + tensor.getKey() + "' " + OFFSETS,
            "byte " + (tensor.getValue().begin() - begin),
            "to begin at byte " + (covered - begin) + ", where the one before it ends");
      }
      covered = tensor.getValue().end();
    }
    if (covered != fileLength) {
      throw new InvalidInputException(
          file,
          fileLength + " bytes",
          covered + " bytes, as its header says; it is cut off or has something appended");
    }
  }

  private List<Map.Entry<String, Extent>> inPlace() {
    return tensors.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Extent> entry) -> entry.getValue().begin())
                .thenComparingLong(entry -> entry.getValue().end()))
        .toList();
  }
}
