package io.heirloom.languagemodel.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file format of TorchScript modules, as much of it as a module without tensors needs: a
 * stored, not compressed, zip of the program's text and a pickle of the object's attributes
 * (https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md).
 */
final class TorchScriptArchive {
  // The format that PyTorch 2 writes; with an older number operators would get their old
  // signatures.
  private static final String FORMAT_VERSION = "10\n";
  private static final String ROOT = "program/";
  private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};

  private TorchScriptArchive() {}

  static byte[] of(String className, String text, SortedMap<String, Object> attributes) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      put(zip, "data.pkl", pickle(className, attributes));
      put(zip, "code/__torch__.py", text.getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", EMPTY_TUPLE_PICKLE);
      put(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive.toByteArray();
  }

  /** The object's class, an empty object of it, and a dictionary to build it with; protocol 2. */
  private static byte[] pickle(String className, SortedMap<String, Object> attributes) {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes(("c__torch__\n" + className + "\n)").getBytes(StandardCharsets.UTF_8));
    pickle.write(0x81);
    pickle.writeBytes("}(".getBytes(StandardCharsets.UTF_8));
    writeString(pickle, "training");
    writeValue(pickle, true);
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      writeString(pickle, attribute.getKey());
      writeValue(pickle, attribute.getValue());
    }
    pickle.writeBytes("ub.".getBytes(StandardCharsets.UTF_8));
    return pickle.toByteArray();
  }

  private static void writeValue(ByteArrayOutputStream pickle, Object value) {
    if (value instanceof Boolean truth) {
      pickle.write(truth ? 0x88 : 0x89);
    } else if (value instanceof Integer number) {
      pickle.write('J');
      pickle.writeBytes(littleEndian(number));
    } else if (value instanceof Double number) {
      pickle.write('G');
      pickle.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
    } else if (value instanceof String text) {
      writeString(pickle, text);
    } else {
      throw new IllegalArgumentException("no attribute can be a " + value.getClass());
    }
  }

  private static void writeString(ByteArrayOutputStream pickle, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    pickle.write('X');
    pickle.writeBytes(littleEndian(utf8.length));
    pickle.writeBytes(utf8);
  }

  private static byte[] littleEndian(int number) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
