package io.heirloom.gateway.api;

import io.heirloom.gateway.collection.NothingToGoByException;
import io.heirloom.gateway.export.UnfinishedCheckpointException;
import io.heirloom.gateway.export.UnknownCheckpointException;
import io.heirloom.gateway.export.UnreadableCheckpointException;
import io.heirloom.gateway.intake.RepeatedKeyException;
import io.heirloom.gateway.intake.UnreachableSourceException;
import io.heirloom.gateway.limit.RefusedException;
import io.heirloom.gateway.plan.OutdatedPlanException;
import io.heirloom.gateway.rebuild.RebuildUnderWayException;
import io.heirloom.gateway.request.InvalidRequestException;
import io.heirloom.gateway.request.Problem;
import io.heirloom.gateway.request.UnreadableRequestException;
import io.heirloom.gateway.retry.NothingToRetryException;
import io.heirloom.lineage.InvalidInputException;
import io.quarkus.logging.Log;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says what went wrong as RFC 9457 has it, never with a stack trace. */
final class Problems {
  static final String MEDIA_TYPE = "application/problem+json";

  /** A body is larger than the gateway takes. */
  static final ProblemBody TOO_LARGE =
      new ProblemBody(
          "about:blank",
          Response.Status.REQUEST_ENTITY_TOO_LARGE.getReasonPhrase(),
          Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode(),
          "The body is larger than the gateway takes; a study file has some kilobytes.",
          List.of());

  @ServerExceptionMapper
  Response invalid(InvalidRequestException e) {
    String detail =
        e.problems().size() == 1
            ? "A field of the request cannot be used."
            : e.problems().size() + " fields of the request cannot be used.";
    return problem(Response.Status.BAD_REQUEST, detail, e.problems());
  }

  @ServerExceptionMapper
  Response invalid(InvalidInputException e) {
    return problem(Response.Status.BAD_REQUEST, e.getMessage(), List.of(Problem.of(e)));
  }

  @ServerExceptionMapper
  Response unreadable(UnreadableRequestException e) {
    return problem(Response.Status.BAD_REQUEST, e.getMessage(), List.of());
  }

  @ServerExceptionMapper({UnknownStudyException.class, UnknownCheckpointException.class})
  Response unknown(RuntimeException e) {
    return problem(Response.Status.NOT_FOUND, e.getMessage(), List.of());
  }

  /** What would be done if things stood otherwise. */
  @ServerExceptionMapper({
    UnfinishedCheckpointException.class,
    NothingToRetryException.class,
    RebuildUnderWayException.class,
    OutdatedPlanException.class,
    NothingToGoByException.class
  })
  Response conflict(RuntimeException e) {
    return problem(Response.Status.CONFLICT, e.getMessage(), List.of());
  }

  @ServerExceptionMapper
  Response unreadable(UnreadableCheckpointException e) {
    Log.warn("a checkpoint cannot be exported", e);
    return problem(Response.Status.SERVICE_UNAVAILABLE, e.getMessage(), List.of());
  }

  @ServerExceptionMapper
  Response repeated(RepeatedKeyException e) {
    return problem(422, "Unprocessable Content", e.getMessage(), List.of());
  }

  @ServerExceptionMapper
  Response unreachable(UnreachableSourceException e) {
    Log.warn("a study's source cannot be reached", e);
    return problem(Response.Status.SERVICE_UNAVAILABLE, e.getMessage(), List.of());
  }

  @ServerExceptionMapper
  Response refused(RefusedException e) {
    return Response.status(e.refusal().status())
        .header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds())
        .type(MEDIA_TYPE)
        .entity(of(e))
        .build();
  }

  /** What the framework refuses: paths, methods, media types, bodies too large. */
  @ServerExceptionMapper
  Response refused(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (status >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
      return failed(e);
    }
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return problem(status, title, detail(status, title), List.of());
  }

  @ServerExceptionMapper
  Response failed(Throwable e) {
    String id = UUID.randomUUID().toString();
    Log.errorf(e, "request failed, id %s", id);
    return problem(
        Response.Status.INTERNAL_SERVER_ERROR,
        "Something failed in the gateway; its log says more under the id " + id + ".",
        List.of());
  }

  /** What to tell whoever may ask again later. */
  static ProblemBody of(RefusedException e) {
    return new ProblemBody(
        "about:blank",
        e.refusal().title(),
        e.refusal().status(),
        e.getMessage() + " Ask again in " + e.retryAfterSeconds() + " s.",
        List.of());
  }

  private static String detail(int status, String title) {
    return switch (status) {
      case 404 -> "There is nothing at this address.";
      case 413 -> TOO_LARGE.detail();
      case 415 ->
          "A study is sent as application/json or application/yaml; say which in Content-Type.";
      default -> title + ".";
    };
  }

  private static Response problem(Response.Status status, String detail, List<Problem> errors) {
    return problem(status.getStatusCode(), status.getReasonPhrase(), detail, errors);
  }

  private static Response problem(int status, String title, String detail, List<Problem> errors) {
    return Response.status(status)
        .type(MEDIA_TYPE)
        .entity(new ProblemBody("about:blank", title, status, detail, errors))
        .build();
  }
}
