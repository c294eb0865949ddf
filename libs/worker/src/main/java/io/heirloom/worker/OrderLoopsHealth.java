package io.heirloom.worker;

import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Up while orders are taken for every handler and outcomes can be published. */
@Liveness
@Readiness
@Singleton
final class OrderLoopsHealth implements HealthCheck {
  private final OrderLoops loops;
  private final Outcomes outcomes;

  OrderLoopsHealth(OrderLoops loops, Outcomes outcomes) {
    this.loops = loops;
    this.outcomes = outcomes;
  }

  @Override
  public HealthCheckResponse call() {
    List<OrderLoop<?>> all = loops.all();
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("orders");
    all.forEach(loop -> answer.withData(loop.topic(), loop.alive()));
    return answer.status(outcomes.open() && all.stream().allMatch(OrderLoop::alive)).build();
  }
}
