package io.heirloom.gateway.api;

import io.heirloom.gateway.collection.Collected;
import io.heirloom.gateway.collection.StoreCollection;
import io.heirloom.gateway.limit.Limits;
import io.heirloom.lineage.InvalidInputException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Room in the artifact store, over HTTP. */
@Path("/api/v1/collection")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "store")
@APIResponse(responseCode = "200", description = "What went, or with dryRun would go")
@APIResponse(
    responseCode = "409",
    description = "The gateway has no store, or knows no study to go by")
@APIResponse(responseCode = "429", description = "This client asks too much; see Retry-After")
@APIResponse(responseCode = "503", description = "The gateway is too busy; see Retry-After")
public final class CollectionResource {
  private final StoreCollection collection;
  private final Limits limits;

  CollectionResource(StoreCollection collection, Limits limits) {
    this.collection = collection;
    this.limits = limits;
  }

  /** Removes what nobody needs. */
  @POST
  @Operation(
      summary = "Remove from the store what nobody needs",
      description =
          "What was half written, scratch folders and claims of studies that have ended, results"
              + " and artifacts that no study refers to, parts that were merged.")
  public Uni<Collected> collect(
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @Parameter(description = "Leave alone what was written to since, in ISO 8601; PT1H or more")
          @QueryParam("olderThan")
          @DefaultValue("P1D")
          String olderThan) {
    Duration duration = duration(olderThan);
    return limits.reading(
        () ->
            Uni.createFrom()
                .item(() -> collection.collect(duration, dryRun))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidInputException("olderThan", text, "a duration such as P1D or PT6H", e);
    }
  }
}
