package io.heirloom.gateway.retry;

import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.gateway.outbox.OutboxEntity;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.Materials;
import io.heirloom.gateway.study.ShardEntity;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.gateway.view.Happenings;
import io.heirloom.lineage.StepKey;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Asks for steps of a study anew: a new round of theirs begins, in which nothing counts of before.
 */
public final class AskingAnew {
  private AskingAnew() {}

  /**
   * Asks for steps anew, and with them for the open ones that follow, and for those before that
   * have no result to begin with. The orders and the fact leave with the transaction.
   *
   * @param material of a study that is locked, read in this transaction
   * @param steps keys; none: only what the study waits for, a stage to be decided, is to go on
   * @return how many are asked for anew; fails with {@link
   *     io.heirloom.gateway.plan.OutdatedPlanException}, and changes nothing, if the study's plan
   *     is not this version's
   */
  public static Uni<Integer> ask(
      Mutiny.Session session, Material material, Set<String> steps, Instant at) {
    return Transactions.aside(() -> Replanned.of(material))
        .chain(
            plan ->
                Materials.shards(session, material.study().id())
                    .chain(shards -> ask(session, material, plan, steps, shards, at)));
  }

  private static Uni<Integer> ask(
      Mutiny.Session session,
      Material material,
      Replanned plan,
      Set<String> steps,
      Map<String, List<ShardEntity>> shards,
      Instant at) {
    StudyEntity study = material.study();
    boolean hadEnded = study.state().ended();
    List<StepEntity> anew = withThoseAround(steps, material.steps());
    int round = anew.stream().mapToInt(StepEntity::round).max().orElse(-1) + 1;
    List<Object> rows = new ArrayList<>();
    for (StepEntity step : anew) {
      StepState before = step.state();
      step.renew(round, shards.get(step.key()));
      study.stepChanged(before, step.state());
      rows.add(Happenings.changed(study, step, shards.get(step.key())));
    }
    study.goOn();
    if (hadEnded) {
      rows.add(Happenings.stands(study));
    }
    rows.add(
        OutboxEntity.of(
            new StudyFact.AskedAnew(
                study.id(),
                study.nextFact(),
                at,
                round,
                anew.stream().map(step -> StepKey.parse(step.key())).toList())));
    plan.orders(anew.stream().map(StepEntity::key).collect(Collectors.toSet()))
        .forEach(order -> rows.add(OutboxEntity.of(order, at)));
    return session.persistAll(rows.toArray()).replaceWith(anew.size());
  }

  /** Each after the one it starts from, as they come. */
  private static List<StepEntity> withThoseAround(Set<String> keys, List<StepEntity> all) {
    Map<String, StepEntity> byKey =
        all.stream().collect(Collectors.toMap(StepEntity::key, Function.identity()));
    Set<String> anew = new HashSet<>();
    for (String key : keys) {
      anew.add(key);
      Optional<StepEntity> before = byKey.get(key).parentKey().map(byKey::get);
      while (before.isPresent() && !before.get().state().hasResult()) {
        anew.add(before.get().key());
        before = before.get().parentKey().map(byKey::get);
      }
    }
    for (StepEntity step : all) {
      if (!step.state().ended() && step.parentKey().filter(anew::contains).isPresent()) {
        anew.add(step.key());
      }
    }
    return all.stream().filter(step -> anew.contains(step.key())).toList();
  }
}
