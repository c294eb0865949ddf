package io.heirloom.artifacts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowedFoldersTest {
  @TempDir Path folder;

  @Test
  void whatLiesWithinIsFoundAndWhatLiesBeyondIsRefusedHoweverItIsReached() throws IOException {
    Path allowed = Files.createDirectory(folder.resolve("allowed"));
    Path inside = Files.createDirectory(allowed.resolve("model"));
    Path beyond = Files.createDirectory(folder.resolve("beyond"));
    Path link = Files.createSymbolicLink(allowed.resolve("link"), beyond);
    AllowedFolders folders = new AllowedFolders(List.of(allowed));

    assertThat(folders.resolve("model", inside.toString())).isEqualTo(inside.toRealPath());
    for (String name :
        List.of(
            beyond.toString(),
            link.toString(),
            allowed + "/../beyond",
            folder.resolve("nowhere").toString())) {
      assertThatThrownBy(() -> folders.resolve("model", name))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a path within");
    }
  }

  @Test
  void onlyAbsolutePathsThatExistAreFound() {
    assertThatThrownBy(() -> AllowedFolders.ANYWHERE.resolve("model", "a/model"))
        .hasMessageContaining("absolute");
    assertThatThrownBy(
            () -> AllowedFolders.ANYWHERE.resolve("model", folder.resolve("no").toString()))
        .hasMessageContaining("exists");
  }

  @Test
  void theEnvironmentNamesThem() {
    assertThat(AllowedFolders.fromEnvironment(Map.of("HEIRLOOM_ALLOWED_FOLDERS", "/one:/two")))
        .isEqualTo(new AllowedFolders(List.of(Path.of("/one"), Path.of("/two"))));
    assertThat(AllowedFolders.fromEnvironment(Map.of())).isEqualTo(AllowedFolders.ANYWHERE);
  }

  @Test
  void oneMoreIsAllowedUnlessAllAre() {
    AllowedFolders one = new AllowedFolders(List.of(Path.of("/one")));

    assertThat(one.with(Path.of("/two")).folders())
        .containsExactly(Path.of("/one"), Path.of("/two"));
    assertThat(AllowedFolders.ANYWHERE.with(Path.of("/two"))).isEqualTo(AllowedFolders.ANYWHERE);
  }
}
