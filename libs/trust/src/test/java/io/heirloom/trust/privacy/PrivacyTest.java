package io.heirloom.trust.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.artifacts.download.DownloadProgress;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.RowProgress;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.accounting.Accountant;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.languagemodel.accounting.SampledGaussian;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.languagemodel.training.LanguageModelTraining;
import io.heirloom.languagemodel.training.LossMean;
import io.heirloom.languagemodel.training.TrainingListener;
import io.heirloom.languagemodel.training.TrainingPlace;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.Checkpoint;
import io.heirloom.trust.DifferentialPrivacy;
import io.heirloom.trust.LanguageTrainingSet;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.WeakLabels;
import io.heirloom.trust.WrittenLabels;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyTest {
  private static final int MAILS = 60;
  private static final Map<String, String> SHORT =
      Map.of("prefix_tokens", "6", "suffix_tokens", "6", "continuation_tokens", "8");

  @TempDir Path folder;

  private final Privacy privacy = new Privacy();

  @BeforeEach
  void writeMail() throws IOException {
    Random random = new Random(1);
    StringBuilder mail = new StringBuilder("id,text\n");
    for (int row = 0; row < MAILS; row++) {
      mail.append(row).append(',').append(words(random)).append('\n');
    }
    // The same again but for numbers and punctuation.
    mail.append("copy 1,The schedule of 3 May was not found - see below\n");
    mail.append("copy 2,The schedule of 4 May was not found: see below!\n");
    mail.append("café,Déjà vu — schöne Grüße 😀 and more words than these\n");
    Files.writeString(folder.resolve("train.csv"), mail);
  }

  private static String words(Random random) {
    return random
        .ints(8)
        .mapToObj(seed -> new Random(seed).ints(5, 'a', 'z' + 1))
        .map(letters -> letters.mapToObj(Character::toString).collect(Collectors.joining()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void noMailIsOnTwoSidesAndNearDuplicatesAreLeftOut() {
    PrivacyTask task = open(Map.of(), OptionalInt.empty());
    List<String> all = new ArrayList<>(task.weak());
    all.addAll(task.weakValidation());
    all.addAll(task.heldOut());
    all.addAll(task.heldOutValidation());
    all.addAll(task.test());
    assertThat(all).hasSize(MAILS + 2).doesNotHaveDuplicates();
    assertThat(all.stream().filter(text -> text.startsWith("The schedule"))).hasSize(1);
    assertThat(task.test()).hasSize(21);
  }

  @Test
  void lambdaTellsWhetherTrainingIsPrivate() {
    PrivacyTask task = open(Map.of("epsilon", "3", "noise", "secure"), OptionalInt.empty());
    assertThat(task.weakTraining(0).privacy()).isEmpty();
    assertThat(task.strongCeiling(1).privacy())
        .contains(
            new DifferentialPrivacy(
                1, 3, OptionalDouble.empty(), OptionalDouble.empty(), Accountant.PRV, true));
    assertThat(task.strongCeiling(1).texts()).isEqualTo(task.weak());
    privacy.checkLambda(0);
    privacy.checkLambda(1);
    assertThatThrownBy(() -> privacy.checkLambda(.5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("DP-SGD");
    assertThat(privacy.objection(WtsObjective.WTS_AUX)).isPresent();
    assertThat(privacy.objection(WtsObjective.WTS_NAIVE)).isEmpty();
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    for (Map<String, String> settings :
        List.of(
            Map.of("epsilon", "0"),
            Map.of("epsilon", "1", "noise_multiplier", "1"),
            Map.of("delta", "1"),
            Map.of("clip", "-1"),
            Map.of("accountant", "best"),
            Map.of("noise", "loud"),
            Map.of("prefix_tokens", "0"),
            Map.of("kindness", "1"))) {
      assertThatThrownBy(() -> open(settings, OptionalInt.empty()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("settings");
    }
  }

  @Test
  void theWeakModelWritesHowHeldOutMailGoesOn() {
    PrivacyTask task = open(SHORT, OptionalInt.empty());
    try (CausalLanguageModel model = untrained()) {
      Checkpoint weak = checkpoint(model, Optional.empty());
      int rows = task.heldOutRows();
      WrittenLabels whole = task.label(Label.Form.SOFT, 0, rows, weak);
      WeakLabels joined =
          WeakLabels.join(
              List.of(
                  task.label(Label.Form.SOFT, 7, rows, weak),
                  task.label(Label.Form.SOFT, 0, 7, weak)));
      assertThat(joined.size()).isEqualTo(rows);
      assertThat(whole.texts().get(0)).startsWith(task.heldOut().get(0).substring(0, 5));
      assertThat(new HashSet<>(whole.texts())).doesNotContainAnyElementsOf(task.heldOut());
      LanguageTrainingSet taught = task.weakToStrong(whole, new Supervision.WtsNaive(), 1);
      assertThat(taught.texts()).isEqualTo(whole.texts());
      assertThatThrownBy(() -> task.weakToStrong(whole, new Supervision.WtsAux(.2, .2), 1))
          .isInstanceOf(InvalidInputException.class);
      WrittenLabels some = new WrittenLabels(0, List.of("one"));
      assertThatThrownBy(() -> task.weakToStrong(some, new Supervision.WtsNaive(), 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("texts for " + rows);
    }
  }

  @Test
  void aModelThatLearnedByHeartGivesAwayWhatItLearnedAndNoMore() {
    PrivacyTask task = open(SHORT, OptionalInt.of(16));
    try (CausalLanguageModel model = untrained()) {
      SortedMap<String, Double> before = measured(task, Evaluate.Model.WEAK, model);
      assertThat(before.get("extraction_rate")).isLessThan(.2);
      assertThat(before.get("membership_auc")).isBetween(.15, .85);
      new LanguageModelTraining(byHeart(), 1, TrainingPlace.CPU, LossMean.OVER_ROWS)
          .train(model, model.tokenize(task.weak(), 40), List.of(), TrainingListener.SILENT);
      SortedMap<String, Double> after = measured(task, Evaluate.Model.WEAK, model);
      assertThat(after.get("extraction_rate")).isGreaterThan(.9);
      assertThat(after.get("extraction_exact")).isGreaterThan(.5);
      assertThat(after.get("membership_auc")).isGreaterThan(.95);
      assertThat(after.get("membership_tpr_at_1_percent")).isGreaterThan(.9);
      assertThat(measured(task, Evaluate.Model.WEAK_TO_STRONG, model).get("extraction_rate"))
          .isLessThan(.3);
    }
  }

  @Test
  void shardsMeasureLikeTheWholeAndTellWhatWasSpent() {
    PrivacyTask task = open(SHORT, OptionalInt.empty());
    PrivacySpent spent = new PrivacySpent(2.5, 1e-3, "prv", new SampledGaussian(.1, 1), 10);
    try (CausalLanguageModel model = untrained()) {
      Checkpoint checkpoint = checkpoint(model, Optional.of(spent));
      int rows = task.judgedRows(Evaluate.Model.CEILING, Evaluate.Rows.TEST);
      assertThat(rows)
          .isEqualTo(task.judgedRows(Evaluate.Model.WEAK_TO_STRONG, Evaluate.Rows.TEST));
      List<ScoredRows> shards = new ArrayList<>();
      for (int from = 0; from < rows; from += 10) {
        shards.add(
            task.judge(
                Evaluate.Model.CEILING,
                Evaluate.Rows.TEST,
                from,
                Math.min(rows, from + 10),
                checkpoint));
      }
      ScoredRows joined = ScoredRows.join(shards);
      ScoredRows whole =
          task.judge(Evaluate.Model.CEILING, Evaluate.Rows.TEST, 0, rows, checkpoint);
      assertThat(joined.column("member")).containsExactly(whole.column("member"));
      assertThat(joined.column("positionwise")).containsExactly(whole.column("positionwise"));
      assertThat(privacy.measure(joined))
          .containsEntry("epsilon", 2.5)
          .containsEntry("rows_cut", 0.0);
    }
  }

  @Test
  void withoutMembersOrOthersWhatTakesThemIsUndefined() {
    PrivacyTask task = open(SHORT, OptionalInt.empty());
    try (CausalLanguageModel model = untrained()) {
      Checkpoint checkpoint = checkpoint(model, Optional.empty());
      int members = task.judgedRows(Evaluate.Model.WEAK, Evaluate.Rows.TEST) - task.test().size();
      assertThat(
              privacy.measure(
                  task.judge(Evaluate.Model.WEAK, Evaluate.Rows.TEST, 0, members, checkpoint)))
          .containsKey("extraction_rate")
          .doesNotContainKeys("perplexity", "membership_auc", "epsilon");
      assertThat(
              privacy.measure(
                  task.judge(
                      Evaluate.Model.WEAK, Evaluate.Rows.TEST, members, members + 5, checkpoint)))
          .containsKey("perplexity")
          .doesNotContainKeys("extraction_rate", "membership_auc");
    }
  }

  @Test
  void settingsAreChosenByMembersAndMailKeptAside() {
    PrivacyTask task = open(SHORT, OptionalInt.empty());
    List<String> keptAside = new ArrayList<>(task.weakValidation());
    keptAside.addAll(task.heldOutValidation());
    try (CausalLanguageModel model = untrained()) {
      Checkpoint checkpoint = checkpoint(model, Optional.empty());
      for (Evaluate.Model of : Evaluate.Model.values()) {
        int rows = task.judgedRows(of, Evaluate.Rows.VALIDATION);
        int members = rows - keptAside.size();
        ScoredRows scored = task.judge(of, Evaluate.Rows.VALIDATION, 0, rows, checkpoint);
        ScoredRows others =
            new JudgedEmails(task.settings(), checkpoint).table(members, keptAside, 0);
        assertThat(members).isEqualTo(19);
        assertThat(Arrays.copyOfRange(scored.column("loss"), members, rows))
            .containsExactly(others.column("loss"), within(1e-3));
        assertThat(scored.column("member")).endsWith(1, 0, 0);
        assertThat(privacy.measure(scored))
            .containsKeys("extraction_rate", "membership_auc", "perplexity");
      }
    }
  }

  @Test
  void theCeilingIsTrainedOnTheMailOfTheWeakModel() {
    PrivacyTask task = open(Map.of(), OptionalInt.empty());
    assertThat(task.trainingRows(Evaluate.Model.WEAK)).isEqualTo(task.weak().size());
    assertThat(task.trainingRows(Evaluate.Model.CEILING))
        .isEqualTo(task.strongCeiling(1).texts().size());
    assertThat(task.trainingRows(Evaluate.Model.WEAK_TO_STRONG)).isEqualTo(task.heldOutRows());
  }

  private static TrainingSettings byHeart() {
    TrainingSettings usual = TrainingSettings.DEFAULT;
    return new TrainingSettings(
        200,
        16,
        usual.batches(),
        3e-3,
        TrainingSettings.Schedule.LINEAR,
        0,
        0,
        1,
        40,
        usual.tokensAtOnce(),
        usual.precision(),
        0,
        0);
  }

  private SortedMap<String, Double> measured(
      PrivacyTask task, Evaluate.Model of, CausalLanguageModel model) {
    return privacy.measure(
        task.judge(
            of,
            Evaluate.Rows.TEST,
            0,
            task.judgedRows(of, Evaluate.Rows.TEST),
            checkpoint(model, Optional.empty())));
  }

  private static CausalLanguageModel untrained() {
    ModelLibrary models =
        new ModelLibrary(
            HubSettings.of(Map.of("HF_HOME", "/none")), AllowedFolders.ANYWHERE, ComputeDevice.CPU);
    return models.languageModel(models.pin("random:tiny"), 1, DownloadProgress.IGNORED);
  }

  private static Checkpoint checkpoint(CausalLanguageModel model, Optional<PrivacySpent> spent) {
    return new Checkpoint() {
      @Override
      public SequenceClassifier classifier() {
        throw new UnsupportedOperationException("no classifier");
      }

      @Override
      public CausalLanguageModel languageModel() {
        return model;
      }

      @Override
      public Optional<PrivacySpent> privacySpent() {
        return spent;
      }

      @Override
      public RowProgress progress() {
        return (done, total) -> {};
      }
    };
  }

  private PrivacyTask open(Map<String, String> settings, OptionalInt rows) {
    DataLibrary library =
        new DataLibrary(
            new DataLibrarySettings(folder, Optional.empty(), AllowedFolders.ANYWHERE, true));
    TrustTask task =
        new TrustTask(
            privacy.name(),
            new TreeMap<>(settings),
            library.pin(
                folder.resolve("train.csv").toAbsolutePath().toString(),
                rows,
                OptionalInt.empty(),
                1,
                Optional.empty()));
    privacy.check(task);
    return (PrivacyTask) privacy.open(task, library, Optional.empty());
  }
}
