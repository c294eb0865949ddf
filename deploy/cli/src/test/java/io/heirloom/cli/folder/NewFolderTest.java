package io.heirloom.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {
  @TempDir private Path temporary;

  @Test
  void aFolderComesToBeOrAnEmptyOneIsFilled() throws IOException {
    Path empty = Files.createDirectory(temporary.resolve("empty"));

    make(temporary.resolve("new"));
    make(empty);

    assertThat(temporary.resolve("new/file")).hasContent("text");
    assertThat(empty.resolve("file")).hasContent("text");
    assertThat(temporary).isDirectoryNotContaining(path -> path.toString().contains("/."));
  }

  @Test
  void nothingIsLeftOfAFolderThatCannotBeWritten() {
    Path folder = temporary.resolve("new");

    assertThatThrownBy(
            () ->
                NewFolder.at("--to", folder)
                    .make(
                        aside -> {
                          Files.writeString(aside.resolve("file"), "text");
                          throw new IOException("full");
                        }))
        .hasMessage("full");

    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void whatIsThereIsNotTouched() throws IOException {
    Path full = Files.createDirectory(temporary.resolve("full"));
    Files.writeString(full.resolve("mine"), "");
    Path file = Files.writeString(temporary.resolve("file"), "");
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), empty);

    for (Path taken :
        new Path[] {full, file, link, Path.of("."), Path.of("/"), full.resolve("a/b")}) {
      assertThatThrownBy(() -> NewFolder.at("--to", taken))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("--to");
    }
  }

  private static void make(Path folder) throws IOException {
    NewFolder.at("--to", folder).make(aside -> Files.writeString(aside.resolve("file"), "text"));
  }
}
