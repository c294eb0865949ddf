package io.heirloom.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFileTest {
  private static final String STUDY = "property: fairness\ndata: {name: adult}\n";

  @TempDir private Path folder;

  @Test
  void theFileIsSentAsItIs() throws Exception {
    String study = STUDY + "# a note\ndata_folder: /elsewhere\n";

    assertThat(text(read(study, Optional.empty()))).isEqualTo(study);
    assertThat(text(read(study, Optional.of(folder)))).isEqualTo(study);
  }

  @Test
  void theDataFolderIsAbsoluteAndStandsBesideTheText() throws Exception {
    StudyFile study = read(STUDY, Optional.of(folder.resolve("x").resolve("..")));

    assertThat(study.dataFolder()).contains(folder);
    assertThat(read(STUDY, Optional.empty()).dataFolder()).isEmpty();
  }

  @Test
  void aDataFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> read(STUDY, Optional.of(folder.resolve("absent"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--data")
        .hasMessageContaining("absent");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> StudyFile.read(folder.resolve("absent.yaml"), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("absent.yaml");
  }

  @Test
  void brokenYamlIsShownWithItsLine() {
    assertThatThrownBy(() -> read("name: a\nlambda: {weak: 1\n", Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("line 3");
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThatThrownBy(() -> read("name: a\nname: b\n", Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("name");
  }

  @Test
  void anEmptyFileAndAListAreNoStudies() {
    for (String text : new String[] {"", "# nothing\n", "- a\n", "word\n"}) {
      assertThatThrownBy(() -> read(text, Optional.empty()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a study");
    }
  }

  @Test
  void aHugeFileIsNotSent() {
    assertThatThrownBy(() -> read("#".repeat(StudyFile.LARGEST + 1), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bytes");
  }

  private StudyFile read(String text, Optional<Path> data) throws Exception {
    Path file = Files.writeString(folder.resolve("study.yaml"), text);
    return StudyFile.read(file, data);
  }

  private static String text(StudyFile file) {
    return new String(file.yaml(), StandardCharsets.UTF_8);
  }
}
