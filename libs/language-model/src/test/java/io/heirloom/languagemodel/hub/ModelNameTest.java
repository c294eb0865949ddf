package io.heirloom.languagemodel.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @ParameterizedTest
  @CsvSource({
    "pythia-14m, EleutherAI/pythia-14m, main",
    "pythia-1.4b@step1000, EleutherAI/pythia-1.4b, step1000",
    "EleutherAI/pythia-70m-deduped, EleutherAI/pythia-70m-deduped, main",
    "owner/name@refs/pr/1, owner/name, refs/pr/1"
  })
  void modelsOfTheHubAreNamedByRepositoryOrShortName(
      String name, String repository, String revision) {
    assertThat(ModelName.parse(name)).isEqualTo(new ModelName.HubModel(repository, revision));
  }

  @Test
  void foldersAreNamedByTheirPath() {
    assertThat(ModelName.parse("/a/./folder/"))
        .isEqualTo(new ModelName.FolderModel(Path.of("/a/folder")));
    assertThat(ModelName.parse("./folder"))
        .isEqualTo(new ModelName.FolderModel(Path.of("folder").toAbsolutePath()));
  }

  @Test
  void shapesAreLeftAsTheyAre() {
    assertThat(ModelName.parse("random:tiny")).isEqualTo(new ModelName.RandomModel("random:tiny"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "pythia-15m",
        "model",
        "a/b/c",
        "owner/..",
        "owner/na me",
        "owner/name@",
        "owner/name@../..",
        "owner/name@a/../b",
        "owner/name@/etc",
        "owner--x/name",
        "owner/name?x=1",
        "owner/name#x",
        "owner/name\n",
        "https://huggingface.co/owner/name",
        "/a\0b"
      })
  void anythingElseIsRefused(String name) {
    assertThatThrownBy(() -> ModelName.parse(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("model");
  }
}
