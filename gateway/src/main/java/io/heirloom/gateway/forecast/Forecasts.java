package io.heirloom.gateway.forecast;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.gateway.GatewayConfiguration;
import io.heirloom.gateway.StoreConfiguration;
import io.heirloom.gateway.plan.Measures;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.Planner;
import io.heirloom.gateway.request.InvalidRequestException;
import io.heirloom.gateway.request.Problem;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.study.Budget;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Study;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Foretells what studies will come to. */
@Singleton
public final class Forecasts {
  private static final String WHOLE = "(the whole study)";

  // An order has some more, such as the reference of its input.
  private static final int LARGEST_LINEAGE = Topics.LARGEST_ORDER - (1 << 20);

  private final Transactions transactions;
  private final StoreConfiguration store;
  private final long mostSteps;

  Forecasts(
      Transactions transactions, StoreConfiguration store, GatewayConfiguration configuration) {
    this.transactions = transactions;
    this.store = store;
    this.mostSteps = configuration.mostSteps();
  }

  /**
   * Plans a study and reckons what it needs.
   *
   * @throws InvalidRequestException if that is more than the gateway allows, more than the study's
   *     own budget, or if a stage has no models to decide by
   */
  public Uni<Forecast> of(Study study, Measures measures) {
    return paces()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(paces -> forecast(study, measures, paces));
  }

  private Forecast forecast(Study study, Measures measures, Paces paces) {
    Grid chosen = chosen(study);
    checkSize(study, chosen);
    List<Plan> plans = plans(study);
    plans.forEach(Forecasts::checkOrders);
    Reckoning reckoning = new Reckoning(measures, paces, inStore());
    plans.forEach(reckoning::add);
    Forecast forecast =
        new Forecast(
            study.name(),
            study.property(),
            chosen.size(),
            study.seeds().size(),
            reckoning.lineages(),
            plans.stream().mapToLong(Plan::asked).sum(),
            reckoning.steps(),
            reckoning.inStore(),
            study.selection().stream().map(Forecasts::title).toList(),
            reckoning.operations(),
            reckoning.hours(),
            reckoning.stepsOfUnknownPace(),
            reckoning.gigabytes(),
            study.notes(),
            plans.get(0));
    checkBudget(study.budget(), forecast);
    return forecast;
  }

  private void checkSize(Study study, Grid chosen) {
    long asked;
    try {
      asked = Planner.asked(study, chosen);
    } catch (ArithmeticException e) {
      asked = Long.MAX_VALUE;
    }
    if (asked > mostSteps) {
      throw new InvalidRequestException(
          List.of(
              new Problem(
                  WHOLE,
                  String.format(Locale.ROOT, "%,d steps before equal ones are merged", asked),
                  String.format(
                      Locale.ROOT,
                      "at most %,d (heirloom.gateway.most-steps of the gateway)",
                      mostSteps))));
    }
  }

  private static void checkOrders(Plan plan) {
    for (Lineage root : plan.roots()) {
      int bytes = LineageJson.write(root).length;
      if (bytes > LARGEST_LINEAGE) {
        throw new InvalidRequestException(
            List.of(
                new Problem(
                    WHOLE,
                    String.format(
                        Locale.ROOT, "%,d steps that grow from one model", root.all().count()),
                    "fewer, as they travel in one message: ask for parts of the grid in studies of"
                        + " their own, which share what is in the store")));
      }
    }
  }

  /** The stages, then all that follows; what will be chosen is taken to be the first value. */
  private static List<Plan> plans(Study study) {
    List<Plan> plans = new ArrayList<>();
    Grid grid = study.grid();
    for (int number = 0; number < study.selection().size(); number++) {
      Stage stage = study.selection().get(number);
      Plan plan = Planner.probe(study, grid, stage);
      for (Dimension dimension : stage.sweep()) {
        if (plan.probes().stream().noneMatch(probe -> probe.dimension() == dimension)) {
          throw new InvalidRequestException(
              List.of(
                  new Problem(
                      "select[" + number + "].sweep",
                      dimension.title(),
                      "a setting that one of the strategies uses")));
        }
      }
      plans.add(plan);
      grid = chosen(grid, stage);
    }
    plans.add(Planner.plan(study, grid));
    return plans;
  }

  private static Grid chosen(Study study) {
    Grid grid = study.grid();
    for (Stage stage : study.selection()) {
      grid = chosen(grid, stage);
    }
    return grid;
  }

  private static Grid chosen(Grid grid, Stage stage) {
    Grid chosen = grid;
    for (Dimension dimension : stage.sweep()) {
      chosen = chosen.at(dimension, (double) chosen.values(dimension).get(0));
    }
    return chosen;
  }

  private static String title(Stage stage) {
    return stage.sweep().stream().map(Dimension::title).collect(Collectors.joining(", "));
  }

  private static void checkBudget(Budget budget, Forecast forecast) {
    List<Problem> problems = new ArrayList<>();
    int toDo = forecast.steps() - forecast.inStore();
    budget
        .steps()
        .ifPresent(most -> check(problems, "budget.steps", most, toDo, "steps not in the store"));
    budget
        .hours()
        .ifPresent(most -> check(problems, "budget.hours", most, forecast.hours(), "hours"));
    budget
        .gigabytes()
        .ifPresent(
            most -> check(problems, "budget.gigabytes", most, forecast.gigabytes(), "gigabytes"));
    if (!problems.isEmpty()) {
      throw new InvalidRequestException(problems);
    }
  }

  private static void check(
      List<Problem> problems, String field, double most, double needed, String of) {
    if (needed > most) {
      problems.add(
          new Problem(
              field,
              String.format(Locale.ROOT, "%.6g", most),
              String.format(Locale.ROOT, "%.6g or more: the plan has so many %s", needed, of)));
    }
  }

  private Predicate<StepKey> inStore() {
    return store
        .folder()
        .map(FolderStore::new)
        .<Predicate<StepKey>>map(folder -> key -> folder.find(key).isPresent())
        .orElse(key -> false);
  }

  private Uni<Paces> paces() {
    return transactions.run(
        session ->
            session
                .createSelectionQuery(
                    "select kindOfWork, model, parameters, sum(seconds), sum(work) from StepEntity"
                        + " where state = COMPLETED and work > 0 and seconds > 0"
                        + " group by kindOfWork, model, parameters",
                    Object[].class)
                .getResultList()
                .map(
                    rows ->
                        new Paces(
                            rows.stream()
                                .map(
                                    row ->
                                        new Paces.Pace(
                                            (String) row[0],
                                            (String) row[1],
                                            (Long) row[2],
                                            (Double) row[3],
                                            (Double) row[4]))
                                .toList())));
  }
}
