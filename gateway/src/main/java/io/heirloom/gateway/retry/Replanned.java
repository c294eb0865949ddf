package io.heirloom.gateway.retry;

import io.heirloom.gateway.plan.OutdatedPlanException;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.StepOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A study's plan, planned again: the database keeps no steps' settings, since they follow from the
 * study.
 */
public final class Replanned {
  private final Material material;
  private final Map<String, PlannedStep> steps;

  private Replanned(Material material, Map<String, PlannedStep> steps) {
    this.material = material;
    this.steps = steps;
  }

  /**
   * Plans all of a study that has been planned before. Takes its time: some milliseconds for
   * hundreds of steps.
   *
   * @throws OutdatedPlanException if the study has steps that this version plans otherwise
   */
  public static Replanned of(Material material) {
    Map<String, PlannedStep> steps = new LinkedHashMap<>();
    for (Plan plan : material.plans()) {
      plan.steps().forEach(step -> steps.putIfAbsent(step.key().toString(), step));
    }
    if (!material.steps().stream().map(StepEntity::key).allMatch(steps::containsKey)) {
      throw new OutdatedPlanException();
    }
    return new Replanned(material, steps);
  }

  /**
   * The orders with which some steps begin: of those that follow none of the others, each with the
   * tree of those others that follow it.
   *
   * @param keys of steps whose parents have results or are among them
   */
  public List<StepOrder> orders(Set<String> keys) {
    Map<String, StepEntity> known =
        material.steps().stream().collect(Collectors.toMap(StepEntity::key, Function.identity()));
    Map<String, List<PlannedStep>> followers = new LinkedHashMap<>();
    List<PlannedStep> first = new ArrayList<>();
    for (PlannedStep step : among(keys)) {
      Optional<String> parent = step.parent().map(StepKey::toString);
      parent
          .filter(keys::contains)
          .map(key -> followers.computeIfAbsent(key, none -> new ArrayList<>()))
          .orElse(first)
          .add(step);
    }
    return first.stream()
        .flatMap(
            step ->
                StepOrder.begin(
                    material.study().id(),
                    known.get(step.key().toString()).round(),
                    material.blueprint().study().dataFolder(),
                    step.parent().map(parent -> reference(known.get(parent.toString()))),
                    lineage(step, followers)))
        .toList();
  }

  private Collection<PlannedStep> among(Set<String> keys) {
    return steps.values().stream().filter(step -> keys.contains(step.key().toString())).toList();
  }

  private static Reference reference(StepEntity parent) {
    return parent.result().map(StepResult::reference).orElseThrow();
  }

  private static Lineage lineage(PlannedStep step, Map<String, List<PlannedStep>> followers) {
    return new Lineage(
        step.key(),
        step.step(),
        step.shards(),
        followers.getOrDefault(step.key().toString(), List.of()).stream()
            .map(follower -> lineage(follower, followers))
            .toList());
  }
}
