package io.heirloom.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullStoreTest {
  @TempDir Path folder;

  @Test
  void aWriteForWhichThereIsNoRoomIsToldFromOthers() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    assertThatThrownBy(() -> Files.write(full, new byte[1]))
        .satisfies(failure -> assertThat(FullDisk.caused(failure)).isTrue());
    IOException quota = new FileSystemException("model", null, "Disk quota exceeded");
    assertThat(FullDisk.caused(new UncheckedIOException("cannot write model", quota))).isTrue();
    assertThat(FullDisk.caused(new AccessDeniedException("model"))).isFalse();
    assertThat(FullDisk.caused(new IllegalStateException("no space left in the cache"))).isFalse();
    assertThat(FullDisk.usableBytes(folder)).isPositive();
  }

  /** On a disk of a megabyte, in a process that may mount one. */
  @Test
  void aFullDiskIsNamedAndNothingHalfWrittenIsLeftBehind() throws Exception {
    Process mounted =
        new ProcessBuilder(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=1m tmpfs '%s' || exit 77; exec '%s' -cp '%s' %s '%s'"
                    .formatted(
                        folder,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        FullStorePublisher.class.getName(),
                        folder))
            .redirectErrorStream(true)
            .start();
    List<String> said =
        new String(mounted.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    int ended = mounted.waitFor();
    assumeThat(ended).as("a file system can be mounted: %s", said).isIn(0, 1);

    assertThat(said)
        .hasSize(6)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("publish: the artifact store " + folder + " is full (")
                    .endsWith("the result of step " + FullStorePublisher.KEY))
        .anySatisfy(line -> assertThat(line).startsWith("write: no room"))
        .contains("staging: 0", "found: false", "scratch: false", "then: true");
  }
}
