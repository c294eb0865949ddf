package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Study;
import io.heirloom.trust.ClassLabels;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.Losses;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.classification.JudgedExample;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdversarialRobustnessTest {
  private static final OptionalInt ALL = OptionalInt.empty();
  private static final Map<String, String> SST2 = Map.of("tasks", "sst2");

  @TempDir Path temporary;

  private final AdversarialRobustness property = new AdversarialRobustness();

  @Test
  void eachTaskIsAPartAndOpensItsOwnRowsOnly() {
    TrustTask whole = task(file("set.json", data()), Map.of("tasks", "mnli,sst2"), ALL, ALL);
    List<Study.Part> parts = property.parts(whole);
    assertThat(parts).extracting(Study.Part::title).containsExactly("sst2", "mnli");
    assertThat(parts.get(1).task().settings()).isEqualTo(Map.of("tasks", "mnli"));
    ClassificationTask<?> mnli = classification(parts.get(1).task());
    assertThat(mnli.classes()).isEqualTo(3);
    assertThat(Example.texts(mnli.weak())).allMatch(text -> text.startsWith("premise: "));
    ClassificationTask<?> sst2 = classification(parts.get(0).task());
    assertThat(sst2.classes()).isEqualTo(2);
    assertThat(Example.texts(sst2.judged().test())).allMatch(text -> text.startsWith("sentence: "));
    assertThat(property.parts(parts.get(0).task()))
        .containsExactly(new Study.Part("", parts.get(0).task()));
    ClassificationTask<?> together = classification(whole);
    assertThat(together.classes()).isEqualTo(3);
    assertThat(together.heldOut()).hasSize(sst2.heldOut().size() + mnli.heldOut().size());
  }

  @Test
  void withoutLambdaOnlyCleanTextsAreLearnt() {
    ClassifierTrainingSet set = classification(sst2()).weakTraining(0);
    assertThat(set.views()).isEqualTo(1);
    assertThat(set.texts()).hasSize(38).allMatch(text -> text.matches("sentence: clean é\\d+ ☃"));
    assertThat(set.validation().texts()).hasSize(2).allMatch(text -> text.contains("clean"));
  }

  @Test
  void withLambdaBothTextsShareTheLossAndTheLabel() {
    ClassificationTask<?> task = classification(sst2());
    ClassifierTrainingSet set = task.strongCeiling(0.3);
    int rows = task.heldOut().size();
    assertThat(set.views()).isEqualTo(2);
    assertThat(set.texts()).hasSize(2 * rows);
    assertThat(set.texts().subList(0, rows)).isEqualTo(Example.texts(task.heldOut()));
    for (int row = 0; row < rows; row++) {
      assertThat(set.texts().get(rows + row))
          .isEqualTo(set.texts().get(row).replace("clean", "attacked"));
    }
    float[][] wrongOnAttacked = new float[2][2];
    wrongOnAttacked[0][task.heldOut().get(0).label()] = 50;
    wrongOnAttacked[1][1 - task.heldOut().get(0).label()] = 50;
    assertThat(set.objective().at(new int[] {0, rows}, wrongOnAttacked, 0).loss())
        .isCloseTo(0.3 * 50, within(1e-6));
  }

  @Test
  void studentsLearnTheWeakLabelOfTheCleanTextForBothTexts() {
    ClassificationTask<?> task = classification(sst2());
    int rows = task.heldOutRows();
    float[][] labels = new float[rows][];
    Arrays.setAll(labels, row -> new float[] {0.25f, 0.75f});
    ClassLabels weak = ClassLabels.of(Label.Form.SOFT, labels);
    LogitObjective naive = task.weakToStrong(weak, new Supervision.WtsNaive(), 0.4).objective();
    float[][] agreeing = {{0, (float) Math.log(3)}, {0, (float) Math.log(3)}};
    double entropy = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    assertThat(naive.at(new int[] {3, rows + 3}, agreeing, 0).loss())
        .isCloseTo(entropy, within(1e-6));
    LogitObjective aux = task.weakToStrong(weak, new Supervision.WtsAux(0.5, 0.2), 0.4).objective();
    int[] batch =
        IntStream.concat(IntStream.range(0, 8), IntStream.range(rows, rows + 8)).toArray();
    Losses.assertGradientIsOfLoss(
        (positions, logits, share) ->
            aux.at(Arrays.stream(positions).map(position -> batch[position]).toArray(), logits, 1),
        Losses.logits(16, 2, 1),
        1);
  }

  @Test
  void aClassThatNoWeakLabelHasIsNoHindrance() {
    ClassificationTask<?> task =
        classification(task(file("set.json", data()), Map.of("tasks", "mnli"), ALL, ALL));
    float[][] labels = new float[task.heldOutRows()][];
    Arrays.setAll(labels, row -> new float[] {row % 2, 1 - row % 2, 0});
    ClassifierTrainingSet set =
        task.weakToStrong(
            ClassLabels.of(Label.Form.HARD, labels), new Supervision.WtsAux(1, 0), 0.3);
    int[] batch = {0, 1, task.heldOutRows(), task.heldOutRows() + 1};
    assertThat(set.objective().at(batch, Losses.logits(4, 3, 2), 1).loss()).isFinite();
  }

  @Test
  void cleanTextsAreJudgedOnceAndEveryAttackedText() {
    String records =
        IntStream.range(0, 60)
            .mapToObj(
                record ->
                    record("sentence", "clean " + record / 3, "attacked " + record, 1, record / 3))
            .collect(Collectors.joining(","));
    String written = "{'idx': 900, 'label': 0, 'sentence': 'by hand'}";
    String json = "{'sst2': [" + records + "," + written + "]}";
    ClassificationTask<?> task = classification(task(file("set.json", json), SST2, ALL, ALL));
    List<JudgedExample> clean = ofView(task, false);
    List<JudgedExample> attacked = ofView(task, true);
    assertThat(attacked).hasSize(13).extracting(JudgedExample::text).contains("sentence: by hand");
    assertThat(clean).hasSize(4).doesNotHaveDuplicates();
    assertThat(Example.texts(clean)).doesNotContainAnyElementsOf(Example.texts(task.weak()));
    ClassificationTask<?> fewer =
        classification(task(file("set.json", json), SST2, ALL, OptionalInt.of(5)));
    assertThat(ofView(fewer, true)).hasSize(5);
    assertThat(Example.texts(fewer.heldOut())).isEqualTo(Example.texts(task.heldOut()));
    assertThat(task.judged().test()).containsAll(fewer.judged().test());
  }

  @Test
  void settingsAreChosenByBothTextsOfTheTripletsKeptAside() {
    ClassificationTask<?> task = classification(sst2());
    List<String> clean = new ArrayList<>(task.weakTraining(0).validation().texts());
    clean.addAll(task.strongCeiling(0).validation().texts());
    List<String> both =
        clean.stream().flatMap(text -> Stream.of(text, text.replace("clean", "attacked"))).toList();
    assertThat(Example.texts(task.judged().validation()))
        .hasSize(8)
        .isEqualTo(both)
        .doesNotContainAnyElementsOf(Example.texts(task.judged().test()))
        .doesNotContainAnyElementsOf(task.weakTraining(1).texts())
        .doesNotContainAnyElementsOf(task.strongCeiling(1).texts());
  }

  @Test
  void bothTextsOfARowGoThroughTheModelInTraining() {
    ClassificationTask<?> task = classification(sst2());
    assertThat(task.trainingRows(Evaluate.Model.WEAK))
        .isEqualTo(task.weakTraining(0.3).texts().size());
    assertThat(task.trainingRows(Evaluate.Model.CEILING))
        .isEqualTo(task.strongCeiling(0.3).texts().size());
    assertThat(task.trainingRows(Evaluate.Model.WEAK_TO_STRONG)).isEqualTo(2 * task.heldOutRows());
  }

  @Test
  void rowsAreCountedPerTask() {
    TrustTask few =
        task(file("set.json", data()), Map.of("tasks", "sst2,mnli"), OptionalInt.of(50), ALL);
    ClassificationTask<?> task = classification(few);
    assertThat(task.weak().size() + task.weakValidation().size()).isEqualTo(40);
    assertThat(ofView(task, true)).hasSize(20);
  }

  @Test
  void aTaskThatIsNotInTheDataIsNamed() {
    Path file = file("set.json", data());
    assertThatThrownBy(() -> classification(task(file, Map.of(), ALL, ALL)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "settings.tasks: 'qqp' cannot be used; allowed: sst2, mnli, which the data have clean"
                + " texts of");
    Path written =
        file("written.json", "{'sst2': [{'idx': 1, 'label': 0, 'sentence': 'by hand'}]}");
    assertThatThrownBy(() -> classification(task(written, SST2, ALL, ALL)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("they have none");
  }

  @Test
  void otherFilesAreRefused() {
    Path csv = file("set.csv", "text,label\na,1\n");
    assertThatThrownBy(() -> classification(task(csv, SST2, ALL, ALL)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("set.csv")
        .hasMessageContaining("JSON as AdvGLUE publishes it");
    Path empty = file("set.json", "{'sst2': [" + record("sentence", " ", "attacked", 0, 1) + "]}");
    assertThatThrownBy(() -> classification(task(empty, SST2, ALL, ALL)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sst2 record 0, original_sentence");
  }

  @Test
  void lambdaIsAShare() {
    property.checkLambda(0);
    property.checkLambda(1);
    assertThatThrownBy(() -> property.checkLambda(1.01))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0 to 1");
  }

  @Test
  void aRealModelIsJudgedPartByPart() {
    assertJudgedPartByPart(Evaluate.Rows.TEST);
    assertJudgedPartByPart(Evaluate.Rows.VALIDATION);
  }

  private void assertJudgedPartByPart(Evaluate.Rows on) {
    TrustTask whole = task(file("set.json", data()), Map.of("tasks", "sst2,mnli"), ALL, ALL);
    List<ScoredRows> parts =
        property.parts(whole).stream()
            .map(part -> judged(classification(part.task()), on))
            .toList();
    Map<String, Double> together = property.measure(ScoredRows.ofParts(parts));
    Map<String, Double> sst2 = property.measure(parts.get(0));
    Map<String, Double> mnli = property.measure(parts.get(1));
    assertThat(together.get("robust_accuracy"))
        .isEqualTo((sst2.get("robust_accuracy") + mnli.get("robust_accuracy")) / 2);
    assertThat(together.get("accuracy_mnli")).isEqualTo(mnli.get("accuracy"));
    assertThat(together).containsKey("robust_accuracy_sst2").doesNotContainKey("attack_accuracy");
  }

  private static ScoredRows judged(ClassificationTask<?> task, Evaluate.Rows on) {
    try (TinyModel model = TinyModel.drawn(task.classes())) {
      int rows = task.judgedRows(Evaluate.Model.WEAK, on);
      return ScoredRows.join(
          Stream.of(new int[] {0, rows / 2}, new int[] {rows / 2, rows})
              .map(shard -> task.judge(Evaluate.Model.WEAK, on, shard[0], shard[1], model))
              .toList());
    }
  }

  private TrustTask sst2() {
    return task(file("set.json", data()), SST2, ALL, ALL);
  }

  /** A hundred records of sst2 and as many of mnli, with letters from elsewhere. */
  private static String data() {
    String sst2 =
        IntStream.range(0, 100)
            .mapToObj(
                row ->
                    record(
                        "sentence",
                        "clean é" + row + " ☃",
                        "attacked é" + row + " ☃",
                        row % 2,
                        row))
            .collect(Collectors.joining(","));
    String mnli =
        IntStream.range(0, 100)
            .mapToObj(
                row ->
                    "{'idx': %1$d, 'label': %2$d, 'premise': 'p %1$d', 'hypothesis': 'attacked %1$d',"
                            .formatted(row, row % 3)
                        + " 'original_hypothesis': 'clean %d'}".formatted(row))
            .collect(Collectors.joining(","));
    return "{'sst2': [" + sst2 + "], 'mnli': [" + mnli + "]}";
  }

  private static String record(String field, String clean, String attacked, int label, int row) {
    return "{'idx': %d, 'label': %d, '%s': '%s', 'original_%s': '%s'}"
        .formatted(row, label, field, attacked, field, clean);
  }

  private static List<JudgedExample> ofView(ClassificationTask<?> task, boolean adversarial) {
    return task.judged().test().stream()
        .filter(row -> JudgedText.Kind.ofGroup(row.group()).adversarial() == adversarial)
        .toList();
  }

  private ClassificationTask<?> classification(TrustTask task) {
    property.check(task);
    PropertyTask opened = property.open(task, library(), Optional.empty());
    return (ClassificationTask<?>) opened;
  }

  private TrustTask task(
      Path file, Map<String, String> settings, OptionalInt rows, OptionalInt testRows) {
    return new TrustTask(
        property.name(),
        new TreeMap<>(settings),
        library().pin(file.toString(), rows, testRows, 3, Optional.empty()));
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(temporary.resolve(name), content.replace('\'', '"')).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataLibrary library() {
    return new DataLibrary(
        new DataLibrarySettings(temporary, Optional.empty(), AllowedFolders.ANYWHERE, true));
  }
}
