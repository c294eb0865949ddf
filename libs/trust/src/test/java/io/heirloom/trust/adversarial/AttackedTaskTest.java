package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.ClassLabels;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own clean texts, and attacks of our own on a tiny model that has learnt them. */
class AttackedTaskTest {
  private static final List<List<String>> TELLING =
      List.of(
          List.of("bad", "poor", "awful", "boring", "weak"),
          List.of("good", "fine", "great", "lovely", "strong"));
  private static final List<String> THINGS = List.of("film", "story", "actor", "scene", "music");
  private static final int TEXTS = 800;

  @TempDir Path temporary;

  private final AdversarialRobustness property = new AdversarialRobustness();

  @Test
  void aModelThatHasLearntIsFooledByTheAttack() throws IOException {
    PropertyTask task = open(praise(), Map.of("attack", "character"));
    try (TinyModel model = TinyModel.trained((ClassifierTrainingSet) task.weakTraining(0))) {
      int rows = task.judgedRows(Evaluate.Model.WEAK, Evaluate.Rows.TEST);
      ScoredRows scored = task.judge(Evaluate.Model.WEAK, Evaluate.Rows.TEST, 0, rows, model);
      SortedMap<String, Double> metrics = property.measure(scored);
      assertThat(metrics.get("accuracy")).isGreaterThan(0.9);
      assertThat(metrics.get("attack_accuracy")).isLessThan(metrics.get("accuracy") - 0.2);
      assertThat(metrics.get("robust_accuracy")).isEqualTo(metrics.get("attack_accuracy"));
      assertThat(metrics.get("attack_queries")).isBetween(2.0, 200.0);
      assertThat(metrics.get("attack_share_changed")).isBetween(0.01, 0.5);
      assertThat(model.told()).isSorted().endsWith(1000L);
      ScoredRows joined =
          ScoredRows.join(
              List.of(
                  task.judge(Evaluate.Model.WEAK, Evaluate.Rows.TEST, rows / 3, rows, model),
                  task.judge(Evaluate.Model.WEAK, Evaluate.Rows.TEST, 0, rows / 3, model)));
      assertThat(property.measure(joined)).isEqualTo(metrics);
      assertThat(task.label(Label.Form.SOFT, 0, 5, model)).isInstanceOf(ClassLabels.class);
    }
  }

  @Test
  void learningAttackedTextsHelpsAgainstTheAttack() throws IOException {
    PropertyTask task = open(praise(), Map.of("attack", "character"));
    assertThat(measured(task, 0.5).get("attack_accuracy"))
        .isGreaterThan(measured(task, 0).get("attack_accuracy"));
  }

  private SortedMap<String, Double> measured(PropertyTask task, double lambda) {
    try (TinyModel model = TinyModel.trained((ClassifierTrainingSet) task.strongCeiling(lambda))) {
      return property.measure(
          task.judge(
              Evaluate.Model.CEILING,
              Evaluate.Rows.TEST,
              0,
              task.judgedRows(Evaluate.Model.CEILING, Evaluate.Rows.TEST),
              model));
    }
  }

  @Test
  void rowsToChooseByAreAttackedToo() throws IOException {
    PropertyTask task = open(praise(), Map.of("attack", "character", "attack_queries", "20"));
    try (TinyModel model = TinyModel.drawn(2)) {
      int rows = task.judgedRows(Evaluate.Model.WEAK, Evaluate.Rows.VALIDATION);
      ScoredRows scored = task.judge(Evaluate.Model.WEAK, Evaluate.Rows.VALIDATION, 0, rows, model);
      assertThat(rows).isEqualTo(32);
      assertThat(cells(scored.column("attack_outcome"))).doesNotContain(Double.NaN);
      assertThat(property.measure(scored))
          .containsKeys("robust_accuracy", "attack_accuracy", "accuracy");
    }
  }

  @Test
  void wordsAreReplacedByWordsOfTheTrainingTexts() throws IOException {
    PropertyTask task = open(praise(), Map.of("attack", "word", "attack_cosine", "-1"));
    try (TinyModel model = TinyModel.trained((ClassifierTrainingSet) task.weakTraining(0))) {
      SortedMap<String, Double> metrics =
          property.measure(task.judge(Evaluate.Model.WEAK, Evaluate.Rows.TEST, 0, 40, model));
      assertThat(metrics.get("attack_accuracy")).isLessThan(metrics.get("accuracy"));
    }
  }

  @Test
  void publishedTextsAreAttackedBesideTheirAdversarialOnes() throws IOException {
    StringBuilder records = new StringBuilder();
    for (int row = 0; row < 60; row++) {
      records.append(
          "%s{\"idx\":%d,\"label\":%d,\"premise\":\"it is %d\",\"hypothesis\":\"so it %d\",\"original_hypothesis\":\"it was %d\"}"
              .formatted(row == 0 ? "" : ",", row, row % 3, row, row, row));
    }
    Path file = Files.writeString(temporary.resolve("set.json"), "{\"mnli\":[" + records + "]}");
    PropertyTask task =
        open(file, Map.of("tasks", "mnli", "attack", "both", "attack_queries", "20"));
    try (TinyModel model = TinyModel.drawn(3)) {
      int rows = task.judgedRows(Evaluate.Model.CEILING, Evaluate.Rows.TEST);
      ScoredRows scored = task.judge(Evaluate.Model.CEILING, Evaluate.Rows.TEST, 0, rows, model);
      assertThat(rows).isEqualTo(24);
      assertThat(cells(scored.column("attack_outcome")))
          .filteredOn(cell -> !Double.isNaN(cell))
          .hasSize(12);
      assertThat(cells(scored.column("attack_queries")))
          .allMatch(cell -> Double.isNaN(cell) || cell <= 20);
      assertThat(property.measure(scored)).containsKeys("robust_accuracy", "attack_accuracy");
    }
  }

  private static List<Double> cells(double[] cells) {
    return Arrays.stream(cells).boxed().toList();
  }

  @Test
  void ownTextsHaveAdversarialOnesToLearnFromWhichTheSplitSeedAloneDecides() throws IOException {
    Path file = praise();
    ClassifierTrainingSet set = (ClassifierTrainingSet) open(file, Map.of()).weakTraining(0.5);
    int rows = set.texts().size() / 2;
    assertThat(set.texts().subList(rows, 2 * rows)).hasSize(rows);
    int changed = 0;
    for (int row = 0; row < rows; row++) {
      changed += set.texts().get(row).equals(set.texts().get(rows + row)) ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(rows * 9 / 10);
    assertThat(((ClassifierTrainingSet) open(file, Map.of()).weakTraining(0.5)).texts())
        .isEqualTo(set.texts());
  }

  @Test
  void ownFilesThatCannotBeUsedAreRefused() throws IOException {
    assertRefused("text,label\n,1\n", "row 2, text");
    assertRefused("text,label\na,yes\n", "row 2, label: 'yes'");
    assertRefused("text,label\na,100\n", "row 2, label: '100'");
    assertRefused("text\na\n", "'label' among them");
    assertRefused("text,label\nsnö ☃,2\nb,0\nc,0\nd,0\ne,0\nf,0\n", "no row of class 1");
    assertRefused("text,label\na,1\nb,0\n", "own");
  }

  private void assertRefused(String table, String message) throws IOException {
    Path file = Files.writeString(temporary.resolve("bad.csv"), table);
    assertThatThrownBy(() -> open(file, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  private Path praise() throws IOException {
    Random random = new Random(1);
    StringBuilder table = new StringBuilder("text,label\n");
    for (int row = 0; row < TEXTS; row++) {
      int label = random.nextInt(2);
      table.append(
          "The %s number %d was %s to the %s,%d%n"
              .formatted(
                  one(THINGS, random),
                  row,
                  one(TELLING.get(label), random),
                  one(THINGS, random),
                  label));
    }
    return Files.writeString(temporary.resolve("praise.csv"), table);
  }

  private static String one(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  private PropertyTask open(Path file, Map<String, String> settings) throws IOException {
    DataLibrary library =
        new DataLibrary(
            new DataLibrarySettings(temporary, Optional.empty(), AllowedFolders.ANYWHERE, true));
    Map<String, String> all = new HashMap<>(Map.of("tasks", "own"));
    all.putAll(settings);
    return property.open(
        new TrustTask(
            property.name(),
            new TreeMap<>(all),
            library.pin(
                file.toRealPath().toString(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                5,
                Optional.empty())),
        library,
        Optional.empty());
  }
}
