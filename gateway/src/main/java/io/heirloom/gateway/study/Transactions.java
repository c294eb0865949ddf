package io.heirloom.gateway.study;

import io.heirloom.lineage.StudyId;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** Database transactions from whatever thread. */
@Singleton
public final class Transactions {
  private final Mutiny.SessionFactory sessions;
  private final Vertx vertx;

  Transactions(Mutiny.SessionFactory sessions, Vertx vertx) {
    this.sessions = sessions;
    this.vertx = vertx;
  }

  /**
   * Runs {@code work} in a transaction of its own: committed if it ends with a value, rolled back
   * if it fails.
   */
  public <T> Uni<T> run(Function<Mutiny.Session, Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              // Hibernate Reactive keeps its session in the Vert.x context, and a context may be
              // shared by requests; a duplicate is not.
              Context own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(own, true);
              own.runOnContext(
                  begun ->
                      Uni.createFrom()
                          .deferred(() -> sessions.withTransaction(work))
                          .subscribe()
                          .with(emitter::complete, emitter::fail));
            });
  }

  /**
   * Works something out that takes its time, without holding up what else the thread of the
   * transaction does. To be called within a transaction, which goes on with what comes of it.
   */
  public static <T> Uni<T> aside(Supplier<T> work) {
    Context own = Vertx.currentContext();
    return Uni.createFrom()
        .item(work)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .emitOn(command -> own.runOnContext(back -> command.run()));
  }

  /** Now, as exactly as the database keeps it. */
  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** The study, or null if there is none; nobody else changes it until the transaction ends. */
  public static Uni<StudyEntity> locked(Mutiny.Session session, StudyId id) {
    return session.find(StudyEntity.class, id.value(), LockMode.PESSIMISTIC_WRITE);
  }
}
