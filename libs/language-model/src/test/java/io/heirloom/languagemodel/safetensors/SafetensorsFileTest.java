package io.heirloom.languagemodel.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("model.safetensors");
    SortedMap<String, TensorForm> forms =
        new TreeMap<>(
            Map.of(
                "b", new TensorForm(ElementType.F32, List.of(2L, 1L)),
                "a", new TensorForm(ElementType.BF16, List.of(3L)),
                "scalar", new TensorForm(ElementType.I64, List.of()),
                "empty", new TensorForm(ElementType.F16, List.of(0L, 7L))));
    Map<String, ByteBuffer> contents =
        Map.of(
            "b", littleEndian(8).putFloat(0, 1.5f).putFloat(4, -2),
            "a", littleEndian(6).putShort(4, (short) 0x3f80),
            "scalar", littleEndian(8).putLong(0, Long.MIN_VALUE),
            "empty", littleEndian(0));

    SafetensorsWriter.write(file, forms, contents::get);

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.tensors()).isEqualTo(forms);
      contents.forEach((name, content) -> assertThat(read.content(name)).isEqualTo(content));
      assertThat(read.content("b").getFloat(4)).isEqualTo(-2);
      assertThatThrownBy(() -> read.content("c"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'c'");
    }
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(file));
  }

  @Test
  void equalTensorsGiveTheseBytes() throws IOException {
    Path file = folder.resolve("one");
    SortedMap<String, TensorForm> forms =
        new TreeMap<>(
            Map.of(
                "half", new TensorForm(ElementType.F16, List.of(1L)),
                "whole", new TensorForm(ElementType.F32, List.of(1L))));

    SafetensorsWriter.write(
        file,
        forms,
        name ->
            name.equals("half")
                ? littleEndian(2).putShort(0, (short) 0x3c00)
                : littleEndian(4).putFloat(0, 1));

    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"whole\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"half\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[4,6]}}";
    int padded = (header.length() + 7) / 8 * 8;
    ByteBuffer expected = littleEndian(8 + padded + 6);
    expected.putLong(padded).put(header.getBytes(StandardCharsets.UTF_8));
    expected.put(" ".repeat(padded - header.length()).getBytes(StandardCharsets.UTF_8));
    expected.putFloat(1).putShort((short) 0x3c00);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
  }

  @Test
  void writingIntoABufferLeavesTheFileAlone() {
    Path file = folder.resolve("model.safetensors");
    SafetensorsWriter.write(file, form("x", 4), name -> littleEndian(4).putFloat(0, 3));

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      read.content("x").putFloat(0, 99);
      assertThat(read.content("x").getFloat(0)).isEqualTo(3);
    }
  }

  @Test
  void aContentOfAnotherSizeThanItsFormIsRefusedAndLeavesNoFile() {
    Path file = folder.resolve("model.safetensors");

    assertThatThrownBy(() -> SafetensorsWriter.write(file, form("x", 8), name -> littleEndian(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'x'");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void filesOfMoreThanTwoGigabytesAreRead() throws IOException {
    Path file = folder.resolve("large");
    long half = 1_600_000_000L;
    String header =
        """
        {"a":{"dtype":"U8","shape":[%d],"data_offsets":[0,%d]},\
        "b":{"dtype":"U8","shape":[%d],"data_offsets":[%d,%d]}}\
        """
            .formatted(half, half, half, half, 2 * half);
    Files.write(file, framed(header, 0));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8 + header.length() + 2 * half);
      sparse.seek(sparse.length() - 1);
      sparse.write(42);
    }

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.content("b").get((int) half - 1)).isEqualTo((byte) 42);
      assertThat(read.content("a").get((int) half - 1)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                     | 4  | shape x size
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                     | 3  | cut off
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                     | 5  | appended
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                     | 8  | to begin at byte 0
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}                     | 8  | data_offsets
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}                    | 8  | 0 or more
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}                   | 8  | data_offsets
          {"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                    | 4  | 0 or more
          {"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}                   | 4  | whole numbers
          {"x":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}                       | 4  | a list
          {"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}} | 0  | shape x size
          {"x":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}  | 4  | whole numbers
          {"x":{"dtype":"F32","shape":[0],"data_offsets":[9223372036854775807,9223372036854775807]}} | 0 | the byte after
          {"x":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}                     | 4  | F31
          {"x":{"shape":[1],"data_offsets":[0,4]}}                                   | 4  | dtype
          {"x":7}                                                                    | 4  | dtype
          {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}} | 6 | 'b'
          {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}} | 1 | named once
          {"x":                                                                      | 0  | JSON
          [1,2,3]                                                                    | 0  | JSON object
          """)
  void aDamagedOrHostileHeaderIsRefusedByName(String header, int dataBytes, String named)
      throws IOException {
    Path file = Files.write(folder.resolve("damaged"), framed(header, dataBytes));

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "1, 2", "3, 2", "100000000, 2", "9223372036854775807, 2"})
  void aHeaderLengthThatCannotBeIsRefused(long length, int bytes) throws IOException {
    Path file =
        Files.write(folder.resolve("damaged"), littleEndian(8 + bytes).putLong(0, length).array());

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("length of the header");
  }

  @Test
  void whatIsShorterThanAnyHeaderOrNotThereIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("short"), new byte[7]);

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("7 bytes");
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("absent")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("absent");
  }

  static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static SortedMap<String, TensorForm> form(String name, long bytes) {
    return new TreeMap<>(Map.of(name, new TensorForm(ElementType.U8, List.of(bytes))));
  }

  private static byte[] framed(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return littleEndian(8 + json.length + dataBytes).putLong(json.length).put(json).array();
  }
}
