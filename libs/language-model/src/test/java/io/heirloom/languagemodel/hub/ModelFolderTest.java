package io.heirloom.languagemodel.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
  @TempDir Path folder;
  private ModelName.FolderModel name;

  @BeforeEach
  void fill() throws IOException {
    name = new ModelName.FolderModel(folder);
    for (String file : new String[] {"config.json", "tokenizer.json", "model.safetensors"}) {
      Files.writeString(folder.resolve(file), file);
    }
  }

  @Test
  void aFolderIsPinnedToTheContentOfAModelsFilesAndNoOthers() throws IOException {
    ModelSource pinned = ModelFolder.pin(name);
    Files.writeString(folder.resolve("notes.txt"), "notes");

    assertThat(ModelFolder.pin(name)).isEqualTo(pinned);
    assertThat(ModelFolder.fetch(pinned)).isEqualTo(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "tokenizer.json", "model.safetensors"})
  void aFolderThatChangedSinceIsRefused(String file) throws IOException {
    ModelSource pinned = ModelFolder.pin(name);
    Files.writeString(folder.resolve(file), "changed");

    assertThat(ModelFolder.pin(name)).isNotEqualTo(pinned);
    assertThatThrownBy(() -> ModelFolder.fetch(pinned))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(pinned.revision());
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "tokenizer.json", "model.safetensors"})
  void aFileThatIsMissingIsNamed(String file) throws IOException {
    Files.delete(folder.resolve(file));

    assertThatThrownBy(() -> ModelFolder.pin(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(file);
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ModelFolder.pin(new ModelName.FolderModel(folder.resolve("absent"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("absent");
  }
}
