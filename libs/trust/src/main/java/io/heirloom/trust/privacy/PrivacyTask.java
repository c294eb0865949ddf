package io.heirloom.trust.privacy;

import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.gptneox.GenerationSettings;
import io.heirloom.languagemodel.gptneox.Prompt;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.trust.Checkpoint;
import io.heirloom.trust.DifferentialPrivacy;
import io.heirloom.trust.LanguageTrainingSet;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.WeakLabels;
import io.heirloom.trust.WrittenLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Privacy on some e-mails. The strong ceiling learns from the e-mails of the weak model, so that
 * both may give away the same. A model is judged on e-mails that it was trained on (those held out,
 * where it was taught by weak labels) and on others that no model has seen: the test e-mails, or to
 * choose settings by those kept aside from both halves.
 *
 * @param splitSeed of the draws of labels, where these are drawn
 * @param test e-mails that no model is trained on
 */
record PrivacyTask(
    PrivacySettings settings,
    long splitSeed,
    List<String> weak,
    List<String> weakValidation,
    List<String> heldOut,
    List<String> heldOutValidation,
    List<String> test)
    implements PropertyTask {

  @Override
  public LanguageTrainingSet weakTraining(double lambda) {
    return new LanguageTrainingSet(weak, privacy(lambda), weakValidation);
  }

  @Override
  public LanguageTrainingSet strongCeiling(double lambda) {
    return weakTraining(lambda);
  }

  @Override
  public LanguageTrainingSet weakToStrong(
      WeakLabels labels, Supervision supervision, double lambda) {
    if (!(supervision instanceof Supervision.WtsNaive)) {
      throw new InvalidInputException("supervision", supervision, "WTS-Naive");
    }
    if (labels instanceof WrittenLabels written
        && labels.fromRow() == 0
        && labels.size() == heldOut.size()) {
      return new LanguageTrainingSet(written.texts(), privacy(lambda), heldOutValidation);
    }
    throw new InvalidInputException(
        "weak labels",
        labels.size() + " from row " + labels.fromRow(),
        "texts for " + heldOut.size() + " from row 0, as there are held-out rows");
  }

  private Optional<DifferentialPrivacy> privacy(double lambda) {
    return lambda == 0 ? Optional.empty() : Optional.of(settings.training());
  }

  @Override
  public int heldOutRows() {
    return heldOut.size();
  }

  @Override
  public WrittenLabels label(Label.Form form, int from, int to, Checkpoint weakModel) {
    CausalLanguageModel model = weakModel.languageModel();
    int longest = model.network().config().maxPositions();
    int newTokens = Math.max(1, Math.min(settings.continuation(), longest / 2));
    List<int[]> beginnings =
        model.tokenize(heldOut.subList(from, to), longest).stream()
            .map(row -> beginning(row, longest - newTokens))
            .toList();
    List<Prompt> prompts =
        IntStream.range(0, beginnings.size())
            .mapToObj(row -> new Prompt(from + row, beginnings.get(row)))
            .toList();
    int[][][] continuations =
        model.generate(prompts, generation(model, newTokens), weakModel.progress());
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < prompts.size(); row++) {
      rows.add(joined(beginnings.get(row), continuations[row][0]));
    }
    return new WrittenLabels(from, model.detokenize(rows));
  }

  /** The prefix of an e-mail; of one that is not longer than that, its first half. */
  private int[] beginning(int[] row, int longest) {
    int length = row.length > settings.prefix() ? settings.prefix() : (row.length + 1) / 2;
    return Arrays.copyOf(row, Math.min(length, longest));
  }

  private GenerationSettings generation(CausalLanguageModel model, int newTokens) {
    return new GenerationSettings(
        newTokens, 1, settings.temperature(), 0, 1, endTokens(model), splitSeed);
  }

  private static List<Integer> endTokens(CausalLanguageModel model) {
    return model.network().config().endToken().stream().boxed().toList();
  }

  private static int[] joined(int[] first, int[] second) {
    return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  @Override
  public int trainingRows(Evaluate.Model of) {
    return trainedOn(of).size();
  }

  @Override
  public int judgedRows(Evaluate.Model of, Evaluate.Rows on) {
    return members(of).size() + others(on).size();
  }

  @Override
  public ScoredRows judge(Evaluate.Model of, Evaluate.Rows on, int from, int to, Checkpoint model) {
    List<String> all = new ArrayList<>(members(of));
    int members = all.size();
    all.addAll(others(on));
    JudgedEmails emails = new JudgedEmails(settings, model);
    return emails.table(
        from, all.subList(from, to), Math.max(0, Math.min(members - from, to - from)));
  }

  /** E-mails the model has not seen. */
  private List<String> others(Evaluate.Rows on) {
    return switch (on) {
      case TEST -> test;
      case VALIDATION ->
          Stream.concat(weakValidation.stream(), heldOutValidation.stream()).toList();
    };
  }

  /** As many for every model, so that the same row is of the same kind for all. */
  private List<String> members(Evaluate.Model of) {
    int size = Math.min(settings.members(), Math.min(weak.size(), heldOut.size()));
    return trainedOn(of).subList(0, size);
  }

  private List<String> trainedOn(Evaluate.Model of) {
    return switch (of) {
      case WEAK, CEILING -> weak;
      case WEAK_TO_STRONG -> heldOut;
    };
  }
}
