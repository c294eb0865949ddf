package io.heirloom.gateway.report;

import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.StudyId;
import io.heirloom.trust.Properties;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reports on studies. */
@Singleton
public final class Reports {
  private final Transactions transactions;
  private final Improvements improvements;
  private final Measurements measurements;
  private final Properties properties = new Properties();

  Reports(Transactions transactions, Improvements improvements, Measurements measurements) {
    this.transactions = transactions;
    this.improvements = improvements;
    this.measurements = measurements;
  }

  /** What came out of a study so far; empty if there is none of that id. */
  public Uni<Optional<Report>> of(StudyId id) {
    return transactions
        .run(
            session ->
                session
                    .find(StudyEntity.class, id.value())
                    .onItem()
                    .ifNotNull()
                    .transformToUni(
                        study -> steps(session, id).map(steps -> new Material(study, steps)))
                    .map(Optional::ofNullable))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(material -> material.map(this::report));
  }

  private static Uni<List<StepEntity>> steps(Mutiny.Session session, StudyId id) {
    return session
        .createSelectionQuery(
            "from StepEntity where id.study = :study order by position", StepEntity.class)
        .setParameter("study", id.value())
        .getResultList();
  }

  private Report report(Material material) {
    return new ReportBuilder(
            material.study(),
            material.steps(),
            properties.named(material.study().property()),
            improvements,
            measurements)
        .build();
  }

  private record Material(StudyEntity study, List<StepEntity> steps) {}
}
