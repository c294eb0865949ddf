package io.heirloom.languagemodel.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.artifacts.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/** Writes safetensors files. Equal tensors give equal bytes. */
public final class SafetensorsWriter {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes a file; it is there whole, and on the disk, or not at all.
   *
   * @param tensors types and shapes by name
   * @param content gives the content of the tensor of that name: its elements in row-major order,
   *     little-endian, from the buffer's position to its limit; asked for one tensor after the
   *     other, so that only one need be held in memory
   * @throws IllegalArgumentException if a content is not as large as its form says
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(
      Path file, SortedMap<String, TensorForm> tensors, Function<String, ByteBuffer> content) {
    List<Map.Entry<String, TensorForm>> inOrder =
        tensors.entrySet().stream().sorted(largestElementsFirst()).toList();
    try {
      AtomicFile.write(file, channel -> write(channel, inOrder, content));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static Comparator<Map.Entry<String, TensorForm>> largestElementsFirst() {
    // So every tensor begins at a multiple of its element's size.
    return Comparator.comparing(
            (Map.Entry<String, TensorForm> entry) -> -entry.getValue().type().bytes())
        .thenComparing(Map.Entry::getKey);
  }

  private static void write(
      FileChannel channel,
      List<Map.Entry<String, TensorForm>> tensors,
      Function<String, ByteBuffer> content)
      throws IOException {
    AtomicFile.writeFully(channel, header(tensors));
    for (Map.Entry<String, TensorForm> tensor : tensors) {
      ByteBuffer bytes = content.apply(tensor.getKey()).duplicate();
      if (bytes.remaining() != tensor.getValue().bytes()) {
        throw new IllegalArgumentException(
            "tensor '%s' has %d bytes, %s needs %d"
                .formatted(
                    tensor.getKey(),
                    bytes.remaining(),
                    tensor.getValue(),
                    tensor.getValue().bytes()));
      }
      AtomicFile.writeFully(channel, bytes);
    }
  }

  private static ByteBuffer header(List<Map.Entry<String, TensorForm>> tensors)
      throws JsonProcessingException {
    ObjectNode header = MAPPER.createObjectNode();
    // Without it Python's transformers refuses the file.
    header.putObject(Header.METADATA).put("format", "pt");
    long offset = 0;
    for (Map.Entry<String, TensorForm> tensor : tensors) {
      TensorForm form = tensor.getValue();
      ObjectNode description = header.putObject(tensor.getKey());
      description.put(Header.TYPE, form.type().name());
      form.shape().forEach(description.withArray(Header.SHAPE)::add);
      description.putArray(Header.OFFSETS).add(offset).add(offset + form.bytes());
      offset += form.bytes();
    }
    return framed(MAPPER.writeValueAsString(header).getBytes(StandardCharsets.UTF_8));
  }

  private static ByteBuffer framed(byte[] json) {
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] aligned = Arrays.copyOf(json, padded);
    Arrays.fill(aligned, json.length, padded, (byte) ' ');
    return ByteBuffer.allocate(Header.LENGTH_BYTES + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded)
        .put(aligned)
        .flip();
  }
}
