package io.heirloom.trust.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.JudgedExample;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import io.heirloom.trust.data.DataSetFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Adult, where a mirror has it ({@code -Dheirloom.data=DIR} or HEIRLOOM_DATA). */
class AdultTest {
  @TempDir Path cache;

  private DataLibrary library;

  @BeforeEach
  void findMirror() {
    String named = System.getenv().getOrDefault("HEIRLOOM_DATA", "");
    Path mirror = Path.of(System.getProperty("heirloom.data", named));
    assumeTrue(
        Files.exists(mirror.resolve("fairness/adult.data")),
        "no mirror with Adult (-Dheirloom.data=DIR or HEIRLOOM_DATA)");
    library =
        new DataLibrary(
            new DataLibrarySettings(
                cache, Optional.of(mirror.toAbsolutePath()), AllowedFolders.ANYWHERE, true));
  }

  @Test
  void hasTheRowsPositivesAndWomenItIsKnownFor() {
    DataSetFiles files = library.open(adult(OptionalInt.empty()), Optional.empty());
    assertKnown(CensusReader.read(files.get("train")), 32_561, 7_841, 10_771, 2_399);
    assertKnown(CensusReader.read(files.get("test")), 16_281, 3_846, 5_421, 1_221);
  }

  private static void assertKnown(
      List<Person> people, int rows, int positives, int women, int withUnknown) {
    assertThat(people).hasSize(rows);
    assertThat(people.stream().filter(person -> person.label() == 1)).hasSize(positives);
    assertThat(people.stream().filter(person -> person.group() == 1)).hasSize(women);
    assertThat(people.stream().filter(person -> person.text().contains(" unknown")))
        .hasSize(withUnknown);
  }

  @Test
  void isHalvedForWeakModelAndWeakLabels() {
    TrustTask task = new TrustTask("fairness", new TreeMap<>(), adult(OptionalInt.of(4_000)));
    ClassificationTask<?> opened = new Fairness().open(task, library, Optional.empty());
    assertThat(opened.weakTraining(1).texts()).hasSize(1_900);
    assertThat(opened.weakTraining(1).validation().texts()).hasSize(100);
    assertThat(opened.heldOut()).hasSize(1_900);
    assertThat(opened.judged().test()).hasSize(16_281);
  }

  @Test
  void keepsEnoughPeopleAsideToChooseSettingsBy() {
    TrustTask task = new TrustTask("fairness", new TreeMap<>(), adult(OptionalInt.of(6_000)));
    Fairness fairness = new Fairness();
    List<JudgedExample> rows =
        fairness.open(task, library, Optional.empty()).judged().on(Evaluate.Rows.VALIDATION);
    float[][] undecided = new float[rows.size()][2];
    assertThat(rows).hasSize(300);
    assertThat(fairness.measure(ClassifiedRows.table(0, rows, undecided, row -> false)))
        .containsKeys("accuracy", "demographic_parity_difference", "equalized_odds_tpr");
  }

  private DataSource adult(OptionalInt rows) {
    return library.pin("adult", rows, OptionalInt.empty(), 0, Optional.empty());
  }
}
