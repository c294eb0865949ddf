package io.heirloom.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointZipTest {
  private static final String CARD = "# Ünïcode\n";

  @TempDir private Path folder;

  private final byte[] weights = new byte[300_000];

  @BeforeEach
  void write() throws IOException {
    new Random(1).nextBytes(weights);
    Files.write(folder.resolve("model.safetensors"), weights);
    Files.writeString(folder.resolve("config.json"), "{}\n");
    Files.createDirectory(folder.resolve("more"));
    Files.writeString(folder.resolve("more/empty.txt"), "");
  }

  @Test
  void whatComesOutIsWhatWentInAndACard() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        files.put(entry.getName(), zip.readAllBytes());
      }
    }

    assertThat(files.keySet())
        .containsExactly("README.md", "config.json", "model.safetensors", "more/empty.txt");
    assertThat(files.get("README.md")).isEqualTo(CARD.getBytes(StandardCharsets.UTF_8));
    assertThat(files.get("model.safetensors")).isEqualTo(weights);
    assertThat(files.get("config.json")).isEqualTo("{}\n".getBytes(StandardCharsets.UTF_8));
    assertThat(files.get("more/empty.txt")).isEmpty();
  }

  @Test
  void theSameCheckpointGivesTheSameBytes() throws IOException {
    assertThat(zipped()).isEqualTo(zipped());
  }

  @Test
  void itsSizeIsKnownBeforehand() throws IOException {
    assertThat(CheckpointZip.size(CARD, folder)).hasValue(zipped().length);
  }

  private byte[] zipped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CheckpointZip.write(CARD, folder, out);
    return out.toByteArray();
  }
}
