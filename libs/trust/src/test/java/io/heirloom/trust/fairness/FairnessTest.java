package io.heirloom.trust.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.ClassLabels;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.Losses;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FairnessTest {
  private static final int ROWS = 400;
  private static final int TEST_ROWS = 100;

  @TempDir Path temporary;

  private final Fairness fairness = new Fairness();

  @Test
  void rowsInDifferentRolesAreDifferentPeople() {
    ClassificationTask<?> task = census(Map.of());
    ClassifierTrainingSet weak = task.weakTraining(1);
    ClassifierTrainingSet ceiling = task.strongCeiling(1);
    List<String> all = new ArrayList<>(weak.texts());
    all.addAll(weak.validation().texts());
    all.addAll(ceiling.texts());
    all.addAll(ceiling.validation().texts());
    assertThat(all).hasSize(ROWS);
    Set<String> people = new HashSet<>(all);
    people.addAll(Example.texts(task.judged().test()));
    assertThat(people).hasSize(ROWS + TEST_ROWS);
    assertThat(Example.texts(task.heldOut())).isEqualTo(ceiling.texts());
    assertThat(weak.texts()).hasSize(190);
  }

  @Test
  void settingsAreChosenByPeopleKeptAsideFromBothHalves() {
    ClassificationTask<?> task = census(Map.of());
    List<String> keptAside = new ArrayList<>(task.weakTraining(1).validation().texts());
    keptAside.addAll(task.strongCeiling(1).validation().texts());
    assertThat(Example.texts(task.judged().validation()))
        .hasSize(20)
        .isEqualTo(keptAside)
        .doesNotContainAnyElementsOf(Example.texts(task.judged().test()))
        .doesNotContainAnyElementsOf(Example.texts(task.weak()))
        .doesNotContainAnyElementsOf(Example.texts(task.heldOut()));
    for (Evaluate.Model model : Evaluate.Model.values()) {
      assertThat(task.judgedRows(model, Evaluate.Rows.VALIDATION)).isEqualTo(20);
      assertThat(task.judgedRows(model, Evaluate.Rows.TEST)).isEqualTo(TEST_ROWS);
    }
  }

  @Test
  void eachModelIsTrainedOnOneHalf() {
    ClassificationTask<?> task = census(Map.of());
    assertThat(task.trainingRows(Evaluate.Model.WEAK))
        .isEqualTo(task.weakTraining(1).texts().size());
    assertThat(task.trainingRows(Evaluate.Model.CEILING))
        .isEqualTo(task.strongCeiling(1).texts().size());
    assertThat(task.trainingRows(Evaluate.Model.WEAK_TO_STRONG)).isEqualTo(task.heldOutRows());
  }

  @Test
  void naiveLearnsTheWeakLabelsAndTheCeilingTheTruth() {
    ClassificationTask<?> task = census(Map.of());
    float[][] labels = new float[task.heldOut().size()][];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = new float[] {0.25f, 0.75f};
    }
    ClassifierTrainingSet taught =
        task.weakToStrong(ClassLabels.of(Label.Form.SOFT, labels), new Supervision.WtsNaive(), 0);
    float[][] agreeing = {{0, (float) Math.log(3)}};
    double entropy = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    assertThat(taught.objective().at(new int[] {0}, agreeing, 0).loss())
        .isBetween(entropy - 1e-6, entropy + 1e-6);
    float[][] sure = {{0, 50}};
    assertThat(task.strongCeiling(0).objective().at(new int[] {0}, sure, 0).loss())
        .satisfiesAnyOf(
            loss -> assertThat(loss).isLessThan(1e-6), loss -> assertThat(loss).isGreaterThan(49));
  }

  @Test
  void theRegulariserPunishesAScoreThatFollowsSex() {
    ClassificationTask<?> task = census(Map.of());
    int batch = 64;
    ClassifierTrainingSet plain = task.weakTraining(0);
    ClassifierTrainingSet regularised = task.weakTraining(2);
    float[][] bySex = new float[batch][];
    float[][] indifferent = new float[batch][];
    for (int row = 0; row < batch; row++) {
      bySex[row] = new float[] {0, plain.texts().get(row).contains("sex Female") ? -1 : 1};
      indifferent[row] = new float[] {0, 1};
    }
    int[] rows = Losses.rows(batch);
    assertThat(regularised.objective().at(rows, bySex, 0).loss())
        .isGreaterThan(plain.objective().at(rows, bySex, 0).loss() + 0.5);
    assertThat(regularised.objective().at(rows, indifferent, 0).loss())
        .isEqualTo(plain.objective().at(rows, indifferent, 0).loss());
  }

  @Test
  void auxiliaryConfidenceWarmsUp() {
    ClassificationTask<?> task = census(Map.of());
    float[][] labels = new float[task.heldOut().size()][];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = new float[] {0.5f, 0.5f};
    }
    ClassifierTrainingSet taught =
        task.weakToStrong(
            ClassLabels.of(Label.Form.SOFT, labels), new Supervision.WtsAux(1, 0.5), 0);
    float[][] logits = Losses.logits(32, 2, 1);
    double first = taught.objective().at(Losses.rows(32), logits, 0).loss();
    double last = taught.objective().at(Losses.rows(32), logits, 0.9).loss();
    assertThat(last).isLessThan(first);
  }

  @Test
  void labelsOfOtherRowsAreRefused() {
    ClassificationTask<?> task = census(Map.of());
    float[][] tooFew = {{0.5f, 0.5f}};
    assertThatThrownBy(
            () ->
                task.weakToStrong(
                    ClassLabels.of(Label.Form.SOFT, tooFew), new Supervision.WtsNaive(), 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("190");
    float[][] labels = new float[190][];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = new float[] {0.5f, 0.5f};
    }
    assertThatThrownBy(
            () ->
                task.weakToStrong(
                    ClassLabels.of(Label.Form.SOFT, labels), new Supervision.GroundTruth(), 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("WTS-Naive");
  }

  @Test
  void shardsOfAnswersMeasureLikeTheWhole() {
    ClassificationTask<?> task = census(Map.of());
    float[][] answers = new float[TEST_ROWS][];
    for (int row = 0; row < TEST_ROWS; row++) {
      answers[row] = row % 3 == 0 ? new float[] {0.1f, 0.9f} : new float[] {0.8f, 0.2f};
    }
    ScoredRows whole = scored(task, 0, answers);
    ScoredRows joined =
        ScoredRows.join(
            List.of(
                scored(task, 40, Arrays.copyOfRange(answers, 40, TEST_ROWS)),
                scored(task, 0, Arrays.copyOfRange(answers, 0, 40))));
    assertThat(fairness.measure(joined)).isEqualTo(fairness.measure(whole)).hasSize(13);
  }

  private static ScoredRows scored(ClassificationTask<?> task, int from, float[][] answers) {
    int size = answers.length;
    return ClassifiedRows.table(
        from, task.judged().test().subList(from, from + size), answers, row -> false);
  }

  @Test
  void aSingleFileServesForTrainingAndTests() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "age,workclass,education,education-num,marital-status,occupation,relationship,race,"
                + "gender,capital-gain,capital-loss,hours-per-week,native-country,income\n");
    for (int age = 1; age <= 60; age++) {
      table
          .append(age)
          .append(",Private,HS-grad,9,Divorced,Sales,Unmarried,White,")
          .append(age % 2 == 0 ? "Male" : "Female")
          .append(",0,0,40,Cuba,")
          .append(age * 1000)
          .append('\n');
    }
    Path file = Files.writeString(temporary.resolve("people.csv"), table).toRealPath();
    DataLibrary library = library();
    TrustTask task =
        new TrustTask(
            "fairness",
            new TreeMap<>(),
            library.pin(
                file.toString(), OptionalInt.empty(), OptionalInt.empty(), 9, Optional.empty()));
    ClassificationTask<?> opened = fairness.open(task, library, Optional.empty());
    assertThat(Example.texts(opened.judged().test()))
        .hasSize(20)
        .doesNotContainAnyElementsOf(Example.texts(opened.heldOut()));
    assertThat(opened.heldOut()).hasSize(19);
  }

  @Test
  void moreRowsThanThereAreAndUnknownSettingsAreRefused() {
    DataLibrary library = library();
    TrustTask tooMany =
        new TrustTask(
            "fairness",
            new TreeMap<>(),
            library.pin("census", OptionalInt.of(8001), OptionalInt.empty(), 0, Optional.empty()));
    assertThatThrownBy(() -> fairness.open(tooMany, library, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("data.rows: 8001 cannot be used; allowed: 1 to 8000, the rows there are");
    TrustTask unknown = new TrustTask("fairness", new TreeMap<>(Map.of("x", "y")), tooMany.data());
    assertThatThrownBy(() -> fairness.check(unknown)).isInstanceOf(InvalidInputException.class);
  }

  private ClassificationTask<?> census(Map<String, String> settings) {
    DataLibrary library = library();
    TrustTask task =
        new TrustTask(
            "fairness",
            new TreeMap<>(settings),
            library.pin(
                "census", OptionalInt.of(ROWS), OptionalInt.of(TEST_ROWS), 1, Optional.empty()));
    fairness.check(task);
    return fairness.open(task, library, Optional.empty());
  }

  private DataLibrary library() {
    return new DataLibrary(
        new DataLibrarySettings(temporary, Optional.empty(), AllowedFolders.ANYWHERE, true));
  }
}
