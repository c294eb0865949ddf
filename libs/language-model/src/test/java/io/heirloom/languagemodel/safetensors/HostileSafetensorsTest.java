package io.heirloom.languagemodel.safetensors;

import static io.heirloom.languagemodel.safetensors.SafetensorsFileTest.littleEndian;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.heirloom.languagemodel.DamagedBytes;
import io.heirloom.languagemodel.ReadOrRefused;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases are drawn from their number, so that a failure can be drawn again. */
final class HostileSafetensorsTest {
  private static final int LONGEST_HEADER = 16 << 20;

  @TempDir Path folder;

  @Test
  void whateverIsWrittenIsReadBack() {
    for (int number = 0; number < 200; number++) {
      SortedMap<String, TensorForm> forms = forms(number);
      Path file = write(forms);
      try (SafetensorsFile read = SafetensorsFile.open(file)) {
        assertThat(read.tensors()).as("case %d", number).isEqualTo(forms);
        forms.forEach(
            (name, form) -> assertThat(read.content(name)).isEqualTo(content(name, form)));
      }
    }
  }

  @Test
  void damagedFilesAreReadOrRefusedByName() throws IOException {
    List<byte[]> whole = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      whole.add(Files.readAllBytes(write(forms(number))));
    }
    int read = 0;
    for (int number = 0; number < 6_000; number++) {
      byte[] damaged = DamagedBytes.of(whole.get(number % whole.size()), number);
      Path file = Files.write(folder.resolve("damaged"), damaged);
      read += checked("case " + number, file) ? 1 : 0;
    }
    // Were all refused, or none, the cases would say little.
    assertThat(read).isBetween(50, 3_000);
  }

  @Test
  void damagedIndexesAreReadOrRefusedByName() throws IOException {
    write(forms(3));
    Files.move(folder.resolve("model.safetensors"), folder.resolve("model-1.safetensors"));
    List<String> entries = new ArrayList<>();
    forms(3).keySet().forEach(name -> entries.add(quoted(name) + ":\"model-1.safetensors\""));
    String about = "{\"about\":\"" + "anything ".repeat(100) + "\"}";
    byte[] whole =
        utf8("{\"metadata\":%s,\"weight_map\":{%s}}".formatted(about, String.join(",", entries)));
    Path index = folder.resolve(ShardIndex.FILE_NAME);
    int read = 0;
    for (int number = 0; number < 2_000; number++) {
      byte[] damaged = Files.readAllBytes(Files.write(index, DamagedBytes.of(whole, number)));
      long bytes = damaged.length + Files.size(folder.resolve("model-1.safetensors"));
      boolean isRead =
          ReadOrRefused.check(
              "case " + number,
              folder.toString(),
              bytes,
              () -> SafetensorsFolder.open(folder).close());
      read += isRead ? 1 : 0;
    }
    assertThat(read).isBetween(50, 1_500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{\"a\":",
        "{},",
        "[],",
        "0,",
        "-1,",
        "1e999,",
        "\"\",",
        "9",
        " ",
        "\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"
      })
  void aHeaderAsLongAsMayBeIsReadOrRefusedAtABoundedCost(String repeated) throws IOException {
    for (String before :
        new String[] {"", "{\"__metadata__\":[", "{\"x\":{\"dtype\":\"U8\",\"shape\":["}) {
      String json =
          before + repeated.repeat((LONGEST_HEADER - before.length()) / repeated.length());
      Path file = Files.write(folder.resolve("long"), framed(utf8(json)));
      assertThat(checked(before + repeated, file)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void aHeaderInAnotherEncodingIsRefused(String encoding) throws IOException {
    byte[] json = "{\"__metadata__\":{}}".getBytes(Charset.forName(encoding));
    Path file = Files.write(folder.resolve("encoded"), framed(json));
    assertThat(checked(encoding, file)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, LONGEST_HEADER + 1, 1L << 31, 1L << 62})
  void aHeaderOfSuchALengthIsRefusedThoughTheFileIsLarge(long length) throws IOException {
    Path file = Files.write(folder.resolve("sparse"), littleEndian(8).putLong(0, length).array());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(5L << 30);
    }
    boolean read =
        ReadOrRefused.check(
            "length " + length, file.toString(), 8, () -> SafetensorsFile.open(file).close());
    assertThat(read).isFalse();
  }

  private boolean checked(String what, Path file) throws IOException {
    return ReadOrRefused.check(what, file.toString(), Files.size(file), () -> readAll(file));
  }

  private static void readAll(Path file) {
    try (SafetensorsFile opened = SafetensorsFile.open(file)) {
      opened
          .tensors()
          .forEach(
              (name, form) ->
                  assertThat((long) opened.content(name).remaining()).isEqualTo(form.bytes()));
    }
  }

  private Path write(SortedMap<String, TensorForm> forms) {
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, forms, name -> content(name, forms.get(name)));
    return file;
  }

  /**
   * None to five tensors of any type, of none to three dimensions, with names of any characters.
   */
  private static SortedMap<String, TensorForm> forms(long number) {
    Random random = new Random(number);
    SortedMap<String, TensorForm> forms = new TreeMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      StringBuilder name = new StringBuilder();
      random
          .ints(random.nextInt(12), 0, Character.MAX_CODE_POINT)
          .map(point -> random.nextBoolean() ? ' ' + point % 96 : point)
          .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
          .forEach(name::appendCodePoint);
      List<Long> shape = new ArrayList<>();
      random.longs(random.nextInt(4), 0, 5).forEach(shape::add);
      ElementType type = ElementType.values()[random.nextInt(ElementType.values().length)];
      forms.put(name.toString(), new TensorForm(type, shape));
    }
    return forms;
  }

  private static ByteBuffer content(String name, TensorForm form) {
    ByteBuffer content = littleEndian(Math.toIntExact(form.bytes()));
    new Random(name.hashCode()).nextBytes(content.array());
    return content;
  }

  private static byte[] framed(byte[] header) {
    return littleEndian(8 + header.length).putLong(header.length).put(header).array();
  }

  private static String quoted(String name) {
    return TextNode.valueOf(name).toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
