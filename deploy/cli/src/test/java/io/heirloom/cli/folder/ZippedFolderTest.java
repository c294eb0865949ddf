package io.heirloom.cli.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZippedFolderTest {
  private static final byte[] CONTENT = "content of a file".getBytes(UTF_8);

  @TempDir private Path temporary;
  private Path zip;
  private Path target;

  @BeforeEach
  void name() {
    zip = temporary.resolve("it.zip");
    target = temporary.resolve("target");
  }

  @Test
  void filesComeOutAsTheyWentIn() throws IOException {
    write(List.of(plain("README.md"), plain("more/model.safetensors")));

    ZippedFolder.Unpacked unpacked = unpack();

    assertThat(unpacked).isEqualTo(new ZippedFolder.Unpacked(2, 2L * CONTENT.length));
    assertThat(target.resolve("README.md")).hasBinaryContent(CONTENT);
    assertThat(target.resolve("more/model.safetensors")).hasBinaryContent(CONTENT);
    assertThat(left()).containsExactlyInAnyOrder("it.zip", "target");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../out",
        "a/../../out",
        "/tmp/out",
        "a//b",
        "./a",
        "a/.",
        "a/b\\c",
        "a\nb",
        "..",
        "folder/",
        "\u0000",
        "a/C:\\out"
      })
  void aFileThatWouldLieElsewhereIsRefused(String name) throws IOException {
    write(List.of(plain("README.md"), plain(name)));

    assertNothingIsWritten();
  }

  @Test
  void aLinkIsRefused() throws IOException {
    ZipArchiveEntry link = plain("link");
    link.setUnixMode(UnixStat.LINK_FLAG | 0777);
    write(List.of(plain("README.md"), link));

    assertNothingIsWritten();
  }

  @Test
  void aFileThatComesTwiceIsRefused() throws IOException {
    write(List.of(plain("README.md"), plain("README.md")));

    assertNothingIsWritten();
  }

  @Test
  void aFileThatIsCompressedIsRefusedAsItMayBeOfAnySize() throws IOException {
    ZipArchiveEntry compressed = plain("model.safetensors");
    compressed.setMethod(ZipEntry.DEFLATED);
    write(List.of(plain("README.md"), compressed));

    assertNothingIsWritten();
  }

  @Test
  void tooManyFilesAreRefused() throws IOException {
    write(IntStream.rangeClosed(0, 1000).mapToObj(number -> plain("file" + number)).toList());

    assertNothingIsWritten();
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    write(List.of(plain("README.md")));
    byte[] bytes = Files.readAllBytes(zip);
    int inContent = new String(bytes, ISO_8859_1).indexOf("of a");
    bytes[inContent]++;
    Files.write(zip, bytes);

    assertNothingIsWritten();
  }

  @Test
  void aDownloadThatBrokeOffIsRefused() throws IOException {
    write(List.of(plain("README.md"), plain("config.json")));
    byte[] bytes = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(this::unpack).isInstanceOf(IOException.class);
    assertThat(left()).containsExactly("it.zip");
  }

  private void assertNothingIsWritten() throws IOException {
    assertThatThrownBy(this::unpack).isInstanceOf(ZipException.class);
    assertThat(left()).containsExactly("it.zip");
  }

  private ZippedFolder.Unpacked unpack() throws IOException {
    return NewFolder.at("--to", target).make(new ZippedFolder(zip)::into);
  }

  private List<String> left() throws IOException {
    try (Stream<Path> paths = Files.list(temporary)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static ZipArchiveEntry plain(String name) {
    CRC32 checksum = new CRC32();
    checksum.update(CONTENT);
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(CONTENT.length);
    entry.setCrc(checksum.getValue());
    return entry;
  }

  private void write(List<ZipArchiveEntry> entries) throws IOException {
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      for (ZipArchiveEntry entry : entries) {
        out.putArchiveEntry(entry);
        out.write(CONTENT);
        out.closeArchiveEntry();
      }
    }
  }
}
