package io.heirloom.gateway.api;

import io.heirloom.gateway.rebuild.Rebuild;
import io.heirloom.gateway.rebuild.RebuildProgress;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Rebuilding the database over HTTP. */
@Path("/api/v1/rebuild")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operation")
public final class RebuildResource {
  private final Rebuild rebuild;

  RebuildResource(Rebuild rebuild) {
    this.rebuild = rebuild;
  }

  /** Begins to put studies back into the database. */
  @POST
  @Operation(
      summary = "Rebuild the database from Kafka",
      description =
          "Puts back all studies that the database does not have; with all, replaces those that it"
              + " has, too. GET tells how far it has come.")
  @APIResponse(
      responseCode = "202",
      description = "Begun",
      content = @Content(schema = @Schema(implementation = RebuildProgress.class)))
  @APIResponse(responseCode = "409", description = "One is under way")
  public RestResponse<RebuildProgress> begin(
      @QueryParam("all") @DefaultValue("false") boolean all) {
    return ResponseBuilder.accepted(rebuild.begin(all)).build();
  }

  /** How far it has come. */
  @GET
  @Operation(summary = "See how far the rebuild has come that this gateway did last")
  @APIResponse(responseCode = "404", description = "It did none since it started")
  public RebuildProgress progress() {
    return rebuild.progress().orElseThrow(NotFoundException::new);
  }
}
