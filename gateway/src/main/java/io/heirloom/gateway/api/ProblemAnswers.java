package io.heirloom.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heirloom.gateway.limit.RefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Answers requests that are refused before a resource sees them. Who hangs up on a client that is
 * still sending tells it of a broken pipe: here what it sends is read and thrown away, and then it
 * is told why.
 */
@Singleton
final class ProblemAnswers {
  private final ObjectMapper json;

  ProblemAnswers(ObjectMapper json) {
    this.json = json;
  }

  /** Answers with a problem. */
  void refuse(RoutingContext exchange, ProblemBody problem) {
    HttpServerRequest request = exchange.request();
    request.handler(thrownAway -> {}).endHandler(end -> send(exchange, problem)).resume();
  }

  /** Answers that the same may be asked again later. */
  void refuse(RoutingContext exchange, RefusedException refused) {
    exchange
        .response()
        .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(refused.retryAfterSeconds()));
    refuse(exchange, Problems.of(refused));
  }

  private void send(RoutingContext exchange, ProblemBody problem) {
    try {
      exchange
          .response()
          .setStatusCode(problem.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
          .end(json.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem has no JSON form", e);
    }
  }
}
