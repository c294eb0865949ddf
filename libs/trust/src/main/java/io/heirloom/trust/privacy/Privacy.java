package io.heirloom.trust.privacy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataSetFiles;
import io.heirloom.trust.data.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Privacy: how much of the e-mails it learned from a language model gives away. Regularised by
 * training with DP-SGD; measured by extraction and by membership inference.
 */
public final class Privacy implements Property {
  private static final String TRAINING = "train";
  private static final String TEST = "test";

  @Override
  public String name() {
    return "privacy";
  }

  /** Not a weight, but whether training is private. */
  @Override
  public double defaultLambda() {
    return 1;
  }

  @Override
  public double defaultAlphaMax() {
    return 0.2;
  }

  @Override
  public void check(TrustTask task) {
    PrivacySettings.of(task.settings());
  }

  @Override
  public void checkLambda(double lambda) {
    if (lambda != 0 && lambda != 1) {
      throw new InvalidInputException(
          "lambda",
          lambda,
          "1 for training with DP-SGD, or 0 for training without; how private it is, settings.epsilon"
              + " says");
    }
  }

  @Override
  public Optional<String> objection(WtsObjective objective) {
    return objective == WtsObjective.WTS_AUX
        ? Optional.of("its confidence is that in classes, and a language model's labels are texts")
        : Optional.empty();
  }

  @Override
  public List<Metric> metrics() {
    return PrivacyMetrics.all();
  }

  /**
   * Near-duplicates of another e-mail are left out first, of the training part's in the test part
   * too, so that no e-mail is on both sides.
   */
  @Override
  public PropertyTask open(TrustTask task, DataLibrary data, Optional<Path> mirror) {
    DataSource source = task.data();
    DataSetFiles files = data.open(source, mirror);
    DataFile training = files.get(TRAINING);
    Optional<DataFile> test = files.find(TEST);
    Mailbox mailbox =
        test.isPresent() ? Mailbox.read(training, test.get()) : Mailbox.read(training);
    Split.Parts parts = mailbox.parts(source.splitSeed());
    Split split = Split.of(parts.training().length, source.rows(), source.splitSeed());
    int[] judged = Split.test(parts.test().length, source.testRows(), source.splitSeed());
    return new PrivacyTask(
        PrivacySettings.of(task.settings()),
        source.splitSeed(),
        mailbox.texts(at(split.weak(), parts.training())),
        mailbox.texts(at(split.weakValidation(), parts.training())),
        mailbox.texts(at(split.heldOut(), parts.training())),
        mailbox.texts(at(split.heldOutValidation(), parts.training())),
        mailbox.texts(at(judged, parts.test())));
  }

  @Override
  public SortedMap<String, Double> measure(ScoredRows rows) {
    return PrivacyMetrics.of(rows);
  }

  private static int[] at(int[] positions, int[] rows) {
    return Arrays.stream(positions).map(position -> rows[position]).toArray();
  }
}
