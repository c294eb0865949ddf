package io.heirloom.gateway.api;

import io.heirloom.gateway.export.Checkpoints;
import io.heirloom.gateway.export.ExportedCheckpoint;
import io.heirloom.gateway.limit.Limits;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Checkpoints over HTTP. */
@Path("/api/v1/checkpoints/{id}")
@Tag(name = "checkpoints")
@APIResponse(
    responseCode = "400",
    description =
        "The id has another form, stands for several steps, or for one that trains nothing",
    content =
        @Content(
            mediaType = Problems.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemBody.class)))
@APIResponse(responseCode = "404", description = "No study has such a step or artifact")
@APIResponse(responseCode = "409", description = "The step has made nothing so far")
@APIResponse(
    responseCode = "503",
    description =
        "The gateway has no store or cannot read it there, or is too busy; then see Retry-After")
@APIResponse(responseCode = "429", description = "This client asks too much; see Retry-After")
public final class CheckpointsResource {
  private static final String ZIP = "application/zip";
  private static final String MARKDOWN = "text/markdown";
  private static final String ID =
      "Key of the step that made it, or digest of the artifact: whole, or its first 8 digits or"
          + " more";

  /** All of a checkpoint is read before any of it is sent. */
  private static final Duration LONGEST_READING = Duration.ofMinutes(10);

  private final Checkpoints checkpoints;
  private final Limits limits;

  CheckpointsResource(Checkpoints checkpoints, Limits limits) {
    this.checkpoints = checkpoints;
    this.limits = limits;
  }

  /** A checkpoint's files. */
  @GET
  @Blocking
  @Produces(ZIP)
  @Operation(
      summary = "Download a checkpoint",
      description =
          "A zip file in the layout of the Hugging Face hub: the files of the store, byte for byte,"
              + " and a model card, README.md. Nothing is compressed.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public RestResponse<StreamingOutput> zip(
      @Parameter(description = ID) @PathParam("id") String id, @Context RoutingContext exchange) {
    limits.download(exchange);
    ExportedCheckpoint checkpoint = checkpoints.of(id).await().atMost(LONGEST_READING);
    ResponseBuilder<StreamingOutput> answer =
        ResponseBuilder.<StreamingOutput>ok(checkpoint::writeZip)
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + checkpoint.fileName() + "\"");
    checkpoint.zipSize().ifPresent(size -> answer.header(HttpHeaders.CONTENT_LENGTH, size));
    return answer.build();
  }

  /** A checkpoint's card. */
  @GET
  @Path("/card")
  @Produces(MARKDOWN + ";charset=UTF-8")
  @Operation(summary = "Read a checkpoint's model card", description = "The README.md by itself.")
  @APIResponse(
      responseCode = "200",
      content = @Content(mediaType = MARKDOWN, schema = @Schema(type = SchemaType.STRING)))
  public Uni<String> card(@Parameter(description = ID) @PathParam("id") String id) {
    return limits.reading(() -> checkpoints.of(id)).map(ExportedCheckpoint::card);
  }
}
