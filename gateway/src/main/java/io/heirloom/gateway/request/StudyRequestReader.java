package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads a study from the tree of a study file, strictly. */
public final class StudyRequestReader {
  private static final int MOST_SEEDS = 100;
  private static final Range SHARE = Range.between(0, 1);
  private static final Range LAMBDA = Range.between(0, 1e6);
  private static final Range SHARDS = Range.between(1, 64);
  private static final Range ROWS = Range.between(4, 100_000_000);

  /** Whole numbers that every reader of JSON keeps exact. */
  private static final Range SEED = Range.between(0, (1L << 53) - 1);

  private final List<Problem> problems = new ArrayList<>();

  private StudyRequestReader() {}

  /**
   * Reads a study.
   *
   * @throws InvalidRequestException with every field that cannot be used
   */
  public static StudyRequest read(ObjectNode tree) {
    StudyRequestReader reader = new StudyRequestReader();
    StudyRequest request = reader.request(new Fields(tree, reader.problems));
    if (!reader.problems.isEmpty()) {
      throw new InvalidRequestException(reader.problems);
    }
    return request;
  }

  private StudyRequest request(Fields study) {
    String property = study.text("property");
    StudyRequest.Data data = data(study.object("data"));
    Fields models = study.object("models");
    Fields training = study.object("training");
    TrainingSettings common = training(training, TrainingSettings.DEFAULT);
    StudyRequest.Model weak = model(models, training, "weak", common);
    StudyRequest.Model strong = model(models, training, "strong", common);
    Fields alpha = study.object("alpha");
    StudyRequest request =
        new StudyRequest(
            study.optionalText("name").orElse(property + " on " + data.name()),
            property,
            study.texts("settings"),
            data,
            weak,
            strong,
            study.choices("strategies", List.of(Strategy.values()), Choices.STRATEGIES),
            study.choices("objectives", List.of(WtsObjective.values()), Choices.OBJECTIVES),
            lambda(study.object("lambda")),
            optionalNumber(alpha, "max", SHARE),
            alpha.number("warm_up", .2, SHARE),
            study.choice("labels", Label.Form.SOFT, Choices.LABELS),
            study.longNumbers("seeds", List.of(1L, 2L), SEED, MOST_SEEDS),
            shards(study.object("shards")),
            dataFolder(study));
    alpha.refuseOthers();
    models.refuseOthers();
    training.refuseOthers();
    study.refuseOthers();
    return request;
  }

  private static StudyRequest.Data data(Fields data) {
    StudyRequest.Data read =
        new StudyRequest.Data(
            data.text("name"),
            data.optionalWholeNumber("rows", ROWS),
            data.optionalWholeNumber("test_rows", ROWS),
            data.longNumber("split_seed", 0, SEED));
    data.refuseOthers();
    return read;
  }

  private static StudyRequest.Model model(
      Fields models, Fields training, String which, TrainingSettings common) {
    Fields own = training.object(which);
    TrainingSettings settings = training(own, common);
    if (settings.patience() > 0 && settings.validationsPerEpoch() == 0) {
      Fields author = own.has("patience") ? own : training;
      author.refuse(
          "patience",
          settings.patience(),
          "0 where validations_per_epoch is 0: nothing would tell when to stop");
    }
    own.refuseOthers();
    return new StudyRequest.Model(models.text(which), settings);
  }

  private static TrainingSettings training(Fields training, TrainingSettings fallback) {
    return new TrainingSettings(
        training.wholeNumber("epochs", fallback.epochs(), Range.between(1, 1000)),
        training.wholeNumber("batch_size", fallback.batchSize(), Range.between(1, 4096)),
        training.choice("batches", fallback.batches(), Choices.BATCHES),
        training.number("learning_rate", fallback.learningRate(), Range.above(0, 1)),
        training.choice("schedule", fallback.schedule(), Choices.SCHEDULES),
        training.number("warm_up", fallback.warmUpShare(), SHARE),
        training.number("weight_decay", fallback.weightDecay(), Range.between(0, 10)),
        training.number("gradient_clip", fallback.gradientClip(), Range.above(0, 1e6)),
        training.wholeNumber("max_tokens", fallback.maxTokens(), Range.between(1, 8192)),
        training.wholeNumber("tokens_at_once", fallback.tokensAtOnce(), Range.between(1, 1 << 20)),
        training.choice("precision", fallback.precision(), Choices.PRECISIONS),
        training.wholeNumber(
            "validations_per_epoch", fallback.validationsPerEpoch(), Range.between(0, 1000)),
        training.wholeNumber("patience", fallback.patience(), Range.between(0, 1000)));
  }

  private static StudyRequest.Lambda lambda(Fields lambda) {
    StudyRequest.Lambda read =
        new StudyRequest.Lambda(
            optionalNumber(lambda, "weak", LAMBDA),
            optionalNumber(lambda, "wts", LAMBDA),
            optionalNumber(lambda, "ceiling", LAMBDA));
    lambda.refuseOthers();
    return read;
  }

  private static OptionalDouble optionalNumber(Fields fields, String name, Range range) {
    double number = fields.number(name, Double.NaN, range);
    return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static Study.Shards shards(Fields shards) {
    Study.Shards read =
        new Study.Shards(
            shards.wholeNumber("labeling", 1, SHARDS), shards.wholeNumber("evaluation", 1, SHARDS));
    shards.refuseOthers();
    return read;
  }

  private Optional<Path> dataFolder(Fields study) {
    Optional<String> folder = study.optionalText("data_folder");
    try {
      Optional<Path> path = folder.map(Path::of);
      if (path.filter(written -> !written.isAbsolute()).isEmpty()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Said below, as of any other path that cannot be used.
    }
    problems.add(new Problem("data_folder", folder.orElseThrow(), "the absolute path of a folder"));
    return Optional.empty();
  }
}
