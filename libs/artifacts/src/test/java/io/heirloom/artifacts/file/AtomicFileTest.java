package io.heirloom.artifacts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aFailureLeavesTheFormerFileAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "former");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      content("half").writeTo(channel);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("former");
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(file));
  }

  @Test
  void writingReplacesAndCreatingDoesNot() throws IOException {
    Path file = folder.resolve("file");

    assertThat(AtomicFile.create(file, content("first"))).isTrue();
    assertThat(AtomicFile.create(file, content("second"))).isFalse();
    assertThat(file).hasContent("first");
    AtomicFile.write(file, content("third"));
    assertThat(file).hasContent("third");
    assertThat(folder).isDirectoryNotContaining(entry -> !entry.equals(file));
  }

  private static AtomicFile.Content content(String text) {
    return AtomicFile.Content.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
