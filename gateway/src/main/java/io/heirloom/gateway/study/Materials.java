package io.heirloom.gateway.study;

import io.heirloom.lineage.StudyId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads studies with all that is known of them. */
@Singleton
public final class Materials {
  private final Transactions transactions;

  Materials(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A study; empty if there is none of that id. */
  public Uni<Optional<Material>> of(StudyId id) {
    return transactions.run(
        session ->
            session
                .find(StudyEntity.class, id.value())
                .onItem()
                .ifNotNull()
                .transformToUni(study -> of(session, study))
                .map(Optional::ofNullable));
  }

  /** All that is known of a study, read in a transaction. */
  public static Uni<Material> of(Mutiny.Session session, StudyEntity study) {
    String id = study.id().value();
    return session
        .find(BlueprintEntity.class, id)
        .chain(
            blueprint ->
                stages(session, id)
                    .chain(
                        stages ->
                            steps(session, id)
                                .map(steps -> new Material(study, blueprint, stages, steps))));
  }

  /** The stages of a study that are planned, by number. */
  public static Uni<List<StageEntity>> stages(Mutiny.Session session, String id) {
    return session
        .createSelectionQuery(
            "from StageEntity where id.study = :study order by id.number", StageEntity.class)
        .setParameter("study", id)
        .getResultList();
  }

  /** The parts of all steps of a study, by step key, each list by index. */
  public static Uni<Map<String, List<ShardEntity>>> shards(Mutiny.Session session, StudyId id) {
    return session
        .createSelectionQuery(
            "from ShardEntity where id.study = :study order by id.index", ShardEntity.class)
        .setParameter("study", id.value())
        .getResultList()
        .map(shards -> shards.stream().collect(Collectors.groupingBy(ShardEntity::stepKey)));
  }

  private static Uni<List<StepEntity>> steps(Mutiny.Session session, String id) {
    return session
        .createSelectionQuery(
            "from StepEntity where id.study = :study order by position", StepEntity.class)
        .setParameter("study", id)
        .getResultList();
  }
}
