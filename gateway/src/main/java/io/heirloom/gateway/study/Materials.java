package io.heirloom.gateway.study;

import io.heirloom.lineage.StudyId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
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

  private static Uni<Material> of(Mutiny.Session session, StudyEntity study) {
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

  private static Uni<List<StepEntity>> steps(Mutiny.Session session, String id) {
    return session
        .createSelectionQuery(
            "from StepEntity where id.study = :study order by position", StepEntity.class)
        .setParameter("study", id)
        .getResultList();
  }
}
