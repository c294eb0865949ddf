package io.heirloom.gateway.intake;

import io.heirloom.gateway.request.InvalidRequestException;
import io.heirloom.gateway.request.Problem;
import io.heirloom.gateway.request.StudyRequest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.Properties;
import io.heirloom.trust.Property;
import io.heirloom.trust.data.DataLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns what was asked for into a study whose models and data are pinned. */
public final class StudyPinning {
  private final Properties properties;
  private final DataLibrary data;
  private final Function<String, ModelSource> models;

  /**
   * @param models pins a model by name, or throws {@link InvalidInputException}
   */
  public StudyPinning(
      Properties properties, DataLibrary data, Function<String, ModelSource> models) {
    this.properties = properties;
    this.data = data;
    this.models = models;
  }

  /**
   * Looks up property, data and models; reads disks and networks.
   *
   * @throws InvalidRequestException with everything that cannot be used
   * @throws java.io.UncheckedIOException if a source cannot be reached now
   */
  public Study pin(StudyRequest request) {
    List<Problem> problems = new ArrayList<>();
    Optional<Property> property =
        attempt(problems, () -> properties.named(request.property()), Problem::of);
    Optional<DataSource> pinned = attempt(problems, () -> data(request), Problem::of);
    Optional<ModelSource> weak = model(problems, "models.weak", request.weak());
    Optional<ModelSource> strong = model(problems, "models.strong", request.strong());
    Optional<TrustTask> task =
        property.isEmpty() || pinned.isEmpty()
            ? Optional.empty()
            : attempt(problems, () -> task(request, property.get(), pinned.get()), Problem::of);
    Optional<Study.Lambda> lambda = property.map(known -> lambda(problems, request, known));
    property.ifPresent(known -> checkObjectives(problems, request, known));
    if (!problems.isEmpty()) {
      throw new InvalidRequestException(problems);
    }
    return study(
        request,
        property.orElseThrow(),
        task.orElseThrow(),
        new Study.Model(weak.orElseThrow(), request.weak().training()),
        new Study.Model(strong.orElseThrow(), request.strong().training()),
        lambda.orElseThrow());
  }

  private static Study.Lambda lambda(
      List<Problem> problems, StudyRequest request, Property property) {
    return new Study.Lambda(
        weight(problems, "lambda.weak", request.lambda().weak(), property),
        weight(problems, "lambda.wts", request.lambda().wts(), property),
        weight(problems, "lambda.ceiling", request.lambda().ceiling(), property));
  }

  private static double weight(
      List<Problem> problems, String field, OptionalDouble asked, Property property) {
    double lambda = asked.orElseGet(property::defaultLambda);
    try {
      property.checkLambda(lambda);
    } catch (InvalidInputException e) {
      problems.add(new Problem(field, e.value(), e.allowed()));
    }
    return lambda;
  }

  /** An objective that does not apply is left out with a note, unless nothing would be left. */
  private static void checkObjectives(
      List<Problem> problems, StudyRequest request, Property property) {
    if (applicable(request, property).isEmpty()) {
      problems.add(
          new Problem(
              "objectives",
              request.objectives().stream().map(WtsObjective::title).toList().toString(),
              "another objective beside: " + String.join(" ", notes(request, property))));
    }
  }

  private static List<WtsObjective> applicable(StudyRequest request, Property property) {
    return request.objectives().stream()
        .filter(objective -> property.objection(objective).isEmpty())
        .toList();
  }

  private static List<String> notes(StudyRequest request, Property property) {
    return request.objectives().stream()
        .flatMap(
            objective ->
                property.objection(objective).stream()
                    .map(reason -> objective.title() + " is left out: " + reason + "."))
        .toList();
  }

  private DataSource data(StudyRequest request) {
    StudyRequest.Data asked = request.data();
    return data.pin(
        asked.name(), asked.rows(), asked.testRows(), asked.splitSeed(), request.dataFolder());
  }

  private Optional<ModelSource> model(
      List<Problem> problems, String field, StudyRequest.Model model) {
    return attempt(
        problems, () -> models.apply(model.name()), invalid -> Problem.within(field, invalid));
  }

  /** Data that are at hand are read, so that what is wrong with them is known before any work. */
  private TrustTask task(StudyRequest request, Property property, DataSource source) {
    TrustTask task = new TrustTask(property.name(), request.settings(), source);
    property.check(task);
    if (data.atHand(source, request.dataFolder())) {
      property.open(task, data, request.dataFolder());
    }
    return task;
  }

  private static <T> Optional<T> attempt(
      List<Problem> problems,
      Supplier<T> lookUp,
      Function<InvalidInputException, Problem> asProblem) {
    try {
      return Optional.of(lookUp.get());
    } catch (InvalidInputException e) {
      problems.add(asProblem.apply(e));
      return Optional.empty();
    }
  }

  private static Study study(
      StudyRequest request,
      Property property,
      TrustTask task,
      Study.Model weak,
      Study.Model strong,
      Study.Lambda lambda) {
    return new Study(
        request.name(),
        task,
        property.parts(task),
        weak,
        strong,
        request.strategies(),
        applicable(request, property),
        lambda,
        new Study.Alpha(
            request.alphaMax().orElseGet(property::defaultAlphaMax), request.alphaWarmUp()),
        request.labels(),
        request.seeds(),
        request.shards(),
        notes(request, property),
        request.dataFolder().map(Path::toString));
  }
}
