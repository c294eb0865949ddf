package io.heirloom.gateway.api;

import io.heirloom.gateway.limit.Limits;
import io.heirloom.gateway.retry.Retried;
import io.heirloom.gateway.retry.Retries;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Retries of studies over HTTP. */
@Path(StudiesResource.PATH + "/{id}/retry")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "studies")
public final class RetryResource {
  private final Retries retries;
  private final Limits limits;

  RetryResource(Retries retries, Limits limits) {
    this.retries = retries;
    this.limits = limits;
  }

  /** Lets a study that ended go on from what is missing. */
  @POST
  @Operation(
      summary = "Do anew what a study lacks",
      description =
          "Asks anew for the steps that failed, those skipped for that, and those whose results are"
              + " damaged or not in the store any more (all of which are read for that). A stage"
              + " that could not be decided is decided anew.")
  @APIResponse(
      responseCode = "202",
      description = "What is done anew",
      content = @Content(schema = @Schema(implementation = Retried.class)))
  @APIResponse(responseCode = "404", description = "There is no such study")
  @APIResponse(responseCode = "409", description = "There is nothing to do anew, and why")
  @APIResponse(responseCode = "429", description = "This client asks too much; see Retry-After")
  @APIResponse(responseCode = "503", description = "The gateway is too busy; see Retry-After")
  public Uni<RestResponse<Retried>> retry(@PathParam("id") String id) {
    StudyId study = known(id);
    return limits
        .reading(() -> retries.retry(study))
        .map(retried -> retried.orElseThrow(() -> new UnknownStudyException(id)))
        .map(retried -> ResponseBuilder.accepted(retried).build());
  }

  private static StudyId known(String id) {
    try {
      return new StudyId(id);
    } catch (InvalidInputException e) {
      throw new UnknownStudyException(id, e);
    }
  }
}
