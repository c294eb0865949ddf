package io.heirloom.trust.adversarial;

import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.RowProgress;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.trust.Checkpoint;
import io.heirloom.trust.JudgedRows;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.TrainingSet;
import io.heirloom.trust.WeakLabels;
import io.heirloom.trust.attack.Attack;
import io.heirloom.trust.attack.AttackSettings;
import io.heirloom.trust.attack.AttackSettings.Means;
import io.heirloom.trust.attack.Attacked;
import io.heirloom.trust.attack.ClassifierVictim;
import io.heirloom.trust.attack.EmbeddingNeighbours;
import io.heirloom.trust.attack.WordNeighbours;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task whose models are attacked where they are judged: each on every clean text it is judged on.
 *
 * @param task all but the attack
 * @param texts that models are judged on, as the task's rows to judge by
 * @param settings of the attack
 * @param seed of what the attack draws, the same for all models
 * @param vocabulary texts whose words may be put in the place of others
 */
record AttackedTask(
    PropertyTask task,
    JudgedRows<JudgedText> texts,
    AttackSettings settings,
    long seed,
    List<String> vocabulary)
    implements PropertyTask {
  AttackedTask {
    vocabulary = List.copyOf(vocabulary);
  }

  @Override
  public TrainingSet weakTraining(double lambda) {
    return task.weakTraining(lambda);
  }

  @Override
  public TrainingSet strongCeiling(double lambda) {
    return task.strongCeiling(lambda);
  }

  @Override
  public TrainingSet weakToStrong(WeakLabels labels, Supervision supervision, double lambda) {
    return task.weakToStrong(labels, supervision, lambda);
  }

  @Override
  public int heldOutRows() {
    return task.heldOutRows();
  }

  @Override
  public WeakLabels label(Label.Form form, int from, int to, Checkpoint weak) {
    return task.label(form, from, to, weak);
  }

  @Override
  public int trainingRows(Evaluate.Model of) {
    return task.trainingRows(of);
  }

  @Override
  public int judgedRows(Evaluate.Model of, Evaluate.Rows on) {
    return task.judgedRows(of, on);
  }

  @Override
  public ScoredRows judge(Evaluate.Model of, Evaluate.Rows on, int from, int to, Checkpoint model) {
    List<JudgedText> judged = texts.on(on);
    Map<Task, List<Integer>> clean = cleanRows(judged, from, to);
    int attacks = clean.values().stream().mapToInt(List::size).sum();
    ScoredRows answers =
        task.judge(of, on, from, to, new Reporting(model, shifted(model, 0, attacks)));
    Attack attack = new Attack(settings, seed, neighbours(model.classifier()));
    AttackColumns columns = AttackColumns.of(to - from);
    int done = to - from;
    for (Map.Entry<Task, List<Integer>> ofTask : clean.entrySet()) {
      List<Integer> rows = ofTask.getValue();
      long after = to - from + attacks - done - rows.size();
      List<Attacked> attacked =
          attack.on(
              new ClassifierVictim(model.classifier(), Integer.MAX_VALUE, ofTask.getKey()::text),
              rows.stream().map(row -> judged.get(row).target()).toList(),
              shifted(model, done, after));
      for (int index = 0; index < rows.size(); index++) {
        columns.put(rows.get(index) - from, attacked.get(index));
      }
      done += rows.size();
    }
    return columns.beside(answers);
  }

  /** Positions of the clean texts among some rows. */
  private static Map<Task, List<Integer>> cleanRows(List<JudgedText> texts, int from, int to) {
    Map<Task, List<Integer>> rows = new EnumMap<>(Task.class);
    for (int row = from; row < to; row++) {
      JudgedText.Kind kind = texts.get(row).kind();
      if (!kind.adversarial()) {
        rows.computeIfAbsent(kind.task(), task -> new ArrayList<>()).add(row);
      }
    }
    return rows;
  }

  private WordNeighbours neighbours(SequenceClassifier classifier) {
    return settings.means() == Means.CHARACTER
        ? WordNeighbours.NONE
        : new EmbeddingNeighbours(classifier, EmbeddingNeighbours.wordsOf(vocabulary));
  }

  /** Tells of some rows as the middle of more. */
  private static RowProgress shifted(Checkpoint model, long before, long after) {
    return (done, total) -> model.progress().done(before + done, before + total + after);
  }

  /** A checkpoint that tells of its progress elsewhere. */
  private record Reporting(Checkpoint model, RowProgress progress) implements Checkpoint {
    @Override
    public SequenceClassifier classifier() {
      return model.classifier();
    }

    @Override
    public CausalLanguageModel languageModel() {
      return model.languageModel();
    }

    @Override
    public Optional<PrivacySpent> privacySpent() {
      return model.privacySpent();
    }
  }
}
