package io.heirloom.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path folder;

  @Test
  void theEnvironmentNamesItAndElseItIsInTheHomeFolder() {
    assertThat(StateFolder.of(Map.of("HEIRLOOM_HOME", folder.toString())).root()).isEqualTo(folder);
    assertThat(StateFolder.of(Map.of("HEIRLOOM_HOME", " ")).root())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".heirloom"));
  }

  @Test
  void theDemonstrationTakesTurnsAtComputing() {
    StateFolder own = StateFolder.of(Map.of("HEIRLOOM_HOME", folder.toString()));

    assertThat(own.demo().root()).isNotEqualTo(own.root());
    assertThat(own.demo().computeLocks()).isEqualTo(own.computeLocks());
  }

  @Test
  void clearingDeletesLinksAndNotWhatTheyLeadTo() throws Exception {
    Path precious = Files.writeString(folder.resolve("precious"), "data");
    StateFolder state = new StateFolder(folder.resolve("state"), folder.resolve("compute"));
    state.create();
    Files.createSymbolicLink(state.root().resolve("link"), folder);

    state.clear();

    assertThat(state.root()).doesNotExist();
    assertThat(precious).exists();
  }
}
