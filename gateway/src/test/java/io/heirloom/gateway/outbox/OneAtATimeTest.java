package io.heirloom.gateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
  private final List<CompletableFuture<Void>> begun = new ArrayList<>();
  private final OneAtATime task = new OneAtATime(() -> Uni.createFrom().completionStage(begin()));

  @Test
  void askedWhileItRunsItRunsOnceMore() {
    task.ask();
    task.ask();
    task.ask();
    assertThat(begun).hasSize(1);

    begun.get(0).complete(null);
    assertThat(begun).hasSize(2);

    begun.get(1).complete(null);
    assertThat(begun).hasSize(2);
  }

  @Test
  void itRunsAgainAfterAFailure() {
    task.ask();
    begun.get(0).completeExceptionally(new IllegalStateException("broken"));

    task.ask();

    assertThat(begun).hasSize(2);
  }

  private CompletableFuture<Void> begin() {
    CompletableFuture<Void> run = new CompletableFuture<>();
    begun.add(run);
    return run;
  }
}
