package io.heirloom.gateway.intake;

import io.heirloom.gateway.plan.Measures;
import io.heirloom.gateway.plan.Measures.CountedTask;
import io.heirloom.gateway.plan.Measures.SizedModel;
import io.heirloom.gateway.request.InvalidRequestException;
import io.heirloom.gateway.request.Problem;
import io.heirloom.gateway.request.StudyRequest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.Properties;
import io.heirloom.trust.Property;
import io.heirloom.trust.data.DataLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Turns what was asked for into a study whose models and data are pinned. */
public final class StudyPinning {
  private static final long MOST_COMBINATIONS = 1_000_000;

  private final Properties properties;
  private final DataLibrary data;
  private final Models models;
  private final RowCounts rowCounts = new RowCounts();

  public StudyPinning(Properties properties, DataLibrary data, Models models) {
    this.properties = properties;
    this.data = data;
    this.models = models;
  }

  /** Where models are looked up. */
  public interface Models {
    /**
     * Finds out what a name means now, so that it means the same for ever.
     *
     * @throws InvalidInputException if there is no such model
     */
    ModelSource pin(String name);

    /** How many parameters a pinned model has without its head. */
    long parameters(ModelSource model);
  }

  /**
   * Looks up property, data and models; reads disks and networks.
   *
   * @throws InvalidRequestException with everything that cannot be used
   * @throws java.io.UncheckedIOException if a source cannot be reached now
   */
  public PinnedStudy pin(StudyRequest request) {
    return new Pinning(request).pin();
  }

  /** One request while it is looked through. */
  private final class Pinning {
    private final StudyRequest request;
    private final List<Problem> problems = new ArrayList<>();

    Pinning(StudyRequest request) {
      this.request = request;
    }

    PinnedStudy pin() {
      Optional<Property> property =
          attempt(() -> properties.named(request.property()), Problem::of);
      Optional<DataSource> source = attempt(this::source, Problem::of);
      List<ModelSource> weak = models("models.weak", request.weak());
      List<ModelSource> strong = models("models.strong", request.strong());
      property.ifPresent(this::checkObjectives);
      List<Study.Lambda> lambdas = property.map(this::lambdas).orElse(List.of());
      List<TaskOnRows> tasks =
          property.isEmpty() || source.isEmpty() ? List.of() : tasks(property.get(), source.get());
      if (!problems.isEmpty()) {
        throw new InvalidRequestException(problems);
      }
      Grid grid =
          new Grid(
              tasks.stream().map(TaskOnRows::data).toList(),
              weak,
              strong,
              request.training(),
              lambdas,
              alphas(property.orElseThrow()));
      return new PinnedStudy(
          study(property.orElseThrow(), grid),
          new Measures(
              tasks.stream().flatMap(task -> task.counted().stream()).toList(),
              Stream.concat(weak.stream(), strong.stream())
                  .distinct()
                  .map(model -> new SizedModel(model, models.parameters(model)))
                  .toList()));
    }

    private Study study(Property property, Grid grid) {
      return new Study(
          request.name(),
          property.name(),
          grid,
          request.selection(),
          request.strategies(),
          applicable(property),
          request.labels(),
          request.seeds(),
          request.shards(),
          notes(property),
          request.budget(),
          request.dataFolder().map(Path::toString));
    }

    private DataSource source() {
      StudyRequest.Data asked = request.data();
      return data.pin(
          asked.name(),
          asked.rows().get(0),
          asked.testRows(),
          asked.splitSeed(),
          request.dataFolder());
    }

    private List<ModelSource> models(String field, List<String> names) {
      List<ModelSource> sources = new ArrayList<>();
      for (int index = 0; index < names.size(); index++) {
        String name = names.get(index);
        String at = at(field, index, names.size());
        attempt(() -> models.pin(name), invalid -> Problem.within(at, invalid))
            .ifPresent(sources::add);
      }
      return sources;
    }

    private List<Study.Lambda> lambdas(Property property) {
      StudyRequest.Lambda asked = request.lambda();
      if (!asked.together().isEmpty()) {
        return weights("lambda", asked.together(), property, strategy -> true).stream()
            .map(lambda -> new Study.Lambda(lambda, lambda, lambda))
            .toList();
      }
      List<Double> ofWeak =
          weights("lambda.weak", asked.weak(), property, Strategy::regularisesWeak);
      List<Double> ofWts = weights("lambda.wts", asked.wts(), property, Strategy::regularisesWts);
      List<Double> ofCeiling =
          weights("lambda.ceiling", asked.ceiling(), property, strategy -> true);
      long combinations = (long) ofWeak.size() * ofWts.size() * ofCeiling.size();
      if (combinations > MOST_COMBINATIONS) {
        problems.add(
            new Problem(
                "lambda",
                String.format(Locale.ROOT, "%,d combinations", combinations),
                String.format(Locale.ROOT, "at most %,d", MOST_COMBINATIONS)));
        return List.of();
      }
      List<Study.Lambda> lambdas = new ArrayList<>();
      for (double weak : ofWeak) {
        for (double wts : ofWts) {
          for (double ceiling : ofCeiling) {
            lambdas.add(new Study.Lambda(weak, wts, ceiling));
          }
        }
      }
      return lambdas;
    }

    private List<Double> weights(
        String field, List<Double> asked, Property property, Predicate<Strategy> use) {
      if (asked.size() > 1 && request.strategies().stream().noneMatch(use)) {
        problems.add(
            new Problem(field, asked.toString(), "a single value: no strategy asked for uses it"));
      }
      for (int index = 0; index < asked.size(); index++) {
        double lambda = asked.get(index);
        String at = at(field, index, asked.size());
        attempt(
            () -> {
              property.checkLambda(lambda);
              return lambda;
            },
            invalid -> new Problem(at, invalid.value(), invalid.allowed()));
      }
      return asked.isEmpty() ? List.of(property.defaultLambda()) : asked;
    }

    private List<Study.Alpha> alphas(Property property) {
      List<Double> most =
          request.alpha().max().isEmpty()
              ? List.of(property.defaultAlphaMax())
              : request.alpha().max();
      return most.stream()
          .flatMap(
              max -> request.alpha().warmUp().stream().map(share -> new Study.Alpha(max, share)))
          .toList();
    }

    /** An objective that does not apply is left out with a note, unless nothing would be left. */
    private void checkObjectives(Property property) {
      List<WtsObjective> applicable = applicable(property);
      if (applicable.isEmpty()) {
        problems.add(
            new Problem(
                "objectives",
                request.objectives().stream().map(WtsObjective::title).toList().toString(),
                "another objective beside: " + String.join(" ", notes(property))));
      }
      if (request.objectives().contains(WtsObjective.WTS_AUX)
          && !applicable.contains(WtsObjective.WTS_AUX)) {
        refuseSeveral("alpha.max", request.alpha().max());
        refuseSeveral("alpha.warm_up", request.alpha().warmUp());
      }
    }

    private void refuseSeveral(String field, List<Double> asked) {
      if (asked.size() > 1) {
        problems.add(
            new Problem(
                field,
                asked.toString(),
                "a single value: "
                    + request.property()
                    + " leaves out WTS-Aux, which alone has it"));
      }
    }

    private List<WtsObjective> applicable(Property property) {
      return request.objectives().stream()
          .filter(objective -> property.objection(objective).isEmpty())
          .toList();
    }

    private List<String> notes(Property property) {
      return request.objectives().stream()
          .flatMap(
              objective ->
                  property.objection(objective).stream()
                      .map(reason -> objective.title() + " is left out: " + reason + "."))
          .toList();
    }

    private List<TaskOnRows> tasks(Property property, DataSource source) {
      List<TaskOnRows> tasks = new ArrayList<>();
      for (OptionalInt rows : request.data().rows()) {
        DataSource onRows =
            new DataSource(
                source.name(), source.digest(), rows, source.testRows(), source.splitSeed());
        attempt(() -> task(property, onRows), Problem::of).ifPresent(tasks::add);
      }
      return tasks;
    }

    /** Data that are at hand are read, so that what is wrong with them is known before any work. */
    private TaskOnRows task(Property property, DataSource source) {
      TrustTask task = new TrustTask(property.name(), request.settings(), source);
      property.check(task);
      List<Study.Part> parts = property.parts(task);
      return new TaskOnRows(
          new Study.Data(task, parts),
          data.atHand(source, request.dataFolder())
              ? parts.stream().map(part -> counted(property, part.task())).toList()
              : List.of());
    }

    private CountedTask counted(Property property, TrustTask task) {
      return new CountedTask(
          task,
          rowCounts.of(
              task,
              !request.selection().isEmpty(),
              () -> property.open(task, data, request.dataFolder())));
    }

    private <T> Optional<T> attempt(
        Supplier<T> lookUp, Function<InvalidInputException, Problem> asProblem) {
      try {
        return Optional.of(lookUp.get());
      } catch (InvalidInputException e) {
        problems.add(asProblem.apply(e));
        return Optional.empty();
      }
    }

    private static String at(String field, int index, int size) {
      return size == 1 ? field : field + "[" + index + "]";
    }
  }

  private record TaskOnRows(Study.Data data, List<CountedTask> counted) {}
}
