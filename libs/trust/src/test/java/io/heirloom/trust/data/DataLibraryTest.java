package io.heirloom.trust.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLibraryTest {
  @TempDir Path temporary;

  private Path cache;
  private Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    cache = Files.createDirectory(temporary.resolve("cache"));
    folder = Files.createDirectory(temporary.resolve("folder")).toRealPath();
  }

  @Test
  void everyDescriptorIsWhole() {
    DataLibrary library = library(true);
    assertThat(library.names()).contains("adult", "census", "sst2-styles", "enron");
    for (String name : library.names()) {
      DataSetDescriptor descriptor = library.descriptor(name).orElseThrow();
      assertThat(List.of(descriptor.title(), descriptor.licence(), descriptor.citation()))
          .noneMatch(String::isBlank);
      if (descriptor instanceof PublishedDataSet published) {
        assertThat(published.files()).isNotEmpty();
        for (PublishedDataSet.File file : published.files().values()) {
          assertThat(file.url().map(URI::getScheme).orElse("https")).isEqualTo("https");
          assertThat(file.mirrorSha256().filter(file.sha256().orElse("")::equals)).isEmpty();
          assertThat(file.checksum().hex()).isNotBlank();
          assertThat(file.bytes()).isPositive();
          assertThat(Path.of(file.mirror())).isRelative();
          assertThat(file.mirror()).doesNotContain("..");
        }
      }
    }
    assertThat(library.descriptor("nothing")).isEmpty();
  }

  @Test
  void theDescriptorOfTheSyntheticSetSaysThatItIsSyntheticAndHowItIsBiased() {
    SyntheticCensus census = (SyntheticCensus) library(true).descriptor("census").orElseThrow();
    assertThat(census.about()).contains("SYNTHETIC", "direct effect of sex");
    assertThat(census.femaleLogOdds()).isNegative();
  }

  @Test
  void aPinnedFileIsReadAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("people.csv"), "a,b\n1,2\n");
    DataLibrary library = library(true);
    DataSource source = pin(library, file.toString());
    assertThat(source.name()).isEqualTo(file.toString());
    assertThat(library.atHand(source, Optional.empty())).isTrue();
    DataSetFiles files = library.open(source, Optional.empty());
    assertThat(new String(files.get("train").content(), StandardCharsets.UTF_8))
        .isEqualTo("a,b\n1,2\n");
    assertThat(files.find("test")).isEmpty();
  }

  @Test
  void aFileThatChangedSinceItWasPinnedIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("people.csv"), "a,b\n1,2\n");
    DataLibrary library = library(true);
    DataSource source = pin(library, file.toString());
    Files.writeString(file, "a,b\n1,3\n");
    assertThatThrownBy(() -> library.open(source, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unchanged since the study was planned");
  }

  @Test
  void aFolderOfTwoFilesHasBothParts() throws IOException {
    DataLibrary library = library(true);
    assertThatThrownBy(() -> pin(library, folder.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0 data files");
    Files.writeString(folder.resolve("train.csv"), "a\n1\n");
    Files.writeString(folder.resolve("test.csv"), "a\n2\n");
    DataSource source = pin(library, folder.toString());
    assertThat(library.open(source, Optional.empty()).find("test")).isPresent();
    Files.writeString(folder.resolve("test.csv"), "a\n3\n");
    assertThat(pin(library, folder.toString()).digest()).isNotEqualTo(source.digest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "adul", "../adult", "relative.csv", "/no/such/file.csv", "/dev/zero"})
  void aNameThatIsNothingIsRefused(String name) {
    assertThatThrownBy(() -> pin(library(true), name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data.name");
  }

  @Test
  void aNameThatIsNoPathIsRefused() {
    assertThatThrownBy(() -> pin(library(true), "/a\0b"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data.name");
  }

  @Test
  void filesBeyondTheAllowedFoldersAreRefusedHoweverTheyAreReached() throws IOException {
    Path allowed = Files.createDirectory(folder.resolve("allowed"));
    Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
    Path inside = Files.writeString(allowed.resolve("people.csv"), "a\n1\n");
    Path link = Files.createSymbolicLink(allowed.resolve("link.csv"), secret);
    Files.createSymbolicLink(allowed.resolve("train.csv"), secret);
    Files.createSymbolicLink(allowed.resolve("test.csv"), secret);
    DataLibrary library =
        new DataLibrary(
            new DataLibrarySettings(
                cache, Optional.empty(), new AllowedFolders(List.of(allowed)), true));
    assertThat(pin(library, inside.toString()).digest()).isNotBlank();
    for (String name :
        List.of(
            secret.toString(),
            allowed + "/../secret.csv",
            link.toString(),
            allowed.toString(),
            folder.resolve("no such file").toString())) {
      assertThatThrownBy(() -> pin(library, name))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("a path within");
    }
    assertThatThrownBy(
            () ->
                library.pin(
                    "adult", OptionalInt.empty(), OptionalInt.empty(), 0, Optional.of(folder)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data_folder");
  }

  @Test
  void countsThatCannotBeAreRefused() {
    DataLibrary library = library(true);
    assertThatThrownBy(
            () ->
                library.pin("census", OptionalInt.of(3), OptionalInt.empty(), 0, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data.rows: 3");
    assertThatThrownBy(
            () ->
                library.pin("census", OptionalInt.empty(), OptionalInt.of(0), 0, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data.test_rows: 0");
  }

  @Test
  void offlineAPublishedSetThatIsNowhereIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> pin(library(true), "adult"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("HEIRLOOM_OFFLINE")
        .hasMessageContaining("HEIRLOOM_DATA")
        .hasMessageContaining("fairness/adult.data");
  }

  @Test
  void onlineAPublishedSetIsPinnedWithoutADownload() {
    DataLibrary library = library(false);
    DataSource source = pin(library, "adult");
    assertThat(library.atHand(source, Optional.empty())).isFalse();
  }

  @Test
  void aDamagedCopyInAMirrorIsRefusedByName() throws IOException {
    Files.createDirectory(folder.resolve("fairness"));
    Files.writeString(folder.resolve("fairness/adult.data"), "39, State-gov\n");
    assertThatThrownBy(
            () ->
                library(false)
                    .pin("adult", OptionalInt.empty(), OptionalInt.empty(), 0, Optional.of(folder)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("adult.data")
        .hasMessageContaining("SHA-256");
  }

  @Test
  void theSyntheticSetIsTheSameForEver() {
    // Results recorded under a step key would be others if this changed.
    DataSetFiles files = library(true).open(pin(library(true), "census"), Optional.empty());
    assertThat(files.get("train").digest())
        .isEqualTo(new Digest("663ef8ee70f57629f544e70b1603b226ea6d490abfd508daff36f75c52a79493"));
  }

  @Test
  void settingsAreReadFromTheEnvironment() {
    assertThat(
            DataLibrarySettings.fromEnvironment(
                Map.of(
                    "HEIRLOOM_CACHE", "/cache",
                    "HEIRLOOM_DATA", "/mirror",
                    "HEIRLOOM_ALLOWED_FOLDERS", "/one:/two",
                    "HF_HUB_OFFLINE", "ON")))
        .isEqualTo(
            new DataLibrarySettings(
                Path.of("/cache/data"),
                Optional.of(Path.of("/mirror")),
                new AllowedFolders(List.of(Path.of("/one"), Path.of("/two"))),
                true));
    assertThat(DataLibrarySettings.fromEnvironment(Map.of("XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .isEqualTo(
            new DataLibrarySettings(
                Path.of("/x/heirloom/data"), Optional.empty(), AllowedFolders.ANYWHERE, false));
  }

  private DataLibrary library(boolean offline) {
    return new DataLibrary(
        new DataLibrarySettings(cache, Optional.empty(), AllowedFolders.ANYWHERE, offline));
  }

  private static DataSource pin(DataLibrary library, String name) {
    return library.pin(name, OptionalInt.empty(), OptionalInt.empty(), 0, Optional.empty());
  }
}
