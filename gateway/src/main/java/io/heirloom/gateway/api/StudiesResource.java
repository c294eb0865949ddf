package io.heirloom.gateway.api;

import io.heirloom.gateway.comparison.ComparisonText;
import io.heirloom.gateway.comparison.Comparisons;
import io.heirloom.gateway.comparison.StudyComparison;
import io.heirloom.gateway.forecast.Forecast;
import io.heirloom.gateway.intake.Studies;
import io.heirloom.gateway.intake.StudyIntake;
import io.heirloom.gateway.limit.Limits;
import io.heirloom.gateway.report.Reports;
import io.heirloom.gateway.request.StudyFile;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.Materials;
import io.heirloom.gateway.view.StepView;
import io.heirloom.gateway.view.StudyView;
import io.heirloom.gateway.view.Views;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Studies over HTTP. */
@Path(StudiesResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "studies")
@APIResponse(responseCode = "429", description = "This client asks too much; see Retry-After")
@APIResponse(responseCode = "503", description = "The gateway is too busy; see Retry-After")
public final class StudiesResource {
  static final String PATH = "/api/v1/studies";
  private static final String EXAMPLE =
      """
      {"property": "fairness", "data": {"name": "census"},
       "models": {"weak": "random:tiny", "strong": "random:small"}}
      """;
  private static final byte[] NOTHING = new byte[0];
  private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(30);

  private final BodyLimit bodyLimit;
  private final StudyIntake intake;
  private final Studies studies;
  private final Views views;
  private final Watching watching;
  private final Reports reports;
  private final Materials materials;
  private final Comparisons comparisons;
  private final Limits limits;

  StudiesResource(
      BodyLimit bodyLimit,
      StudyIntake intake,
      Studies studies,
      Views views,
      Watching watching,
      Reports reports,
      Materials materials,
      Comparisons comparisons,
      Limits limits) {
    this.bodyLimit = bodyLimit;
    this.intake = intake;
    this.studies = studies;
    this.views = views;
    this.watching = watching;
    this.reports = reports;
    this.materials = materials;
    this.comparisons = comparisons;
    this.limits = limits;
  }

  /** Starts the study that a JSON file describes. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Start a study",
      description =
          "The body is a study file, in JSON or YAML: property, data and models, everything else"
              + " optional. Every problem is reported at once. With an Idempotency-Key, the same"
              + " request sent again gives the study that the first one started. With dryRun,"
              + " nothing is started, and the answer tells what the study would come to. The"
              + " parameter data_folder takes the place of data_folder in the file.")
  @APIResponse(
      responseCode = "200",
      description = "What the study would come to (dryRun)",
      content = @Content(schema = @Schema(implementation = Forecast.class)))
  @APIResponse(
      responseCode = "202",
      description = "Started, or started before",
      content = @Content(schema = @Schema(implementation = StudyView.class)))
  @APIResponse(
      responseCode = "400",
      description = "Every field that cannot be used",
      content =
          @Content(
              mediaType = Problems.MEDIA_TYPE,
              schema = @Schema(implementation = ProblemBody.class)))
  public Uni<RestResponse<Object>> startFromJson(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(type = SchemaType.OBJECT, example = EXAMPLE)))
          byte[] body,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @QueryParam("data_folder") Optional<String> dataFolder,
      @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    return take(StudyFile.JSON, body, dryRun, dataFolder, idempotencyKey);
  }

  /** Starts the study that a YAML file describes. */
  @POST
  @Consumes({"application/yaml", "application/x-yaml", "text/yaml"})
  @Operation(summary = "Start a study")
  public Uni<RestResponse<Object>> startFromYaml(
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(type = SchemaType.OBJECT, example = EXAMPLE)))
          byte[] body,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @QueryParam("data_folder") Optional<String> dataFolder,
      @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    return take(StudyFile.YAML, body, dryRun, dataFolder, idempotencyKey);
  }

  /** The latest 1000 studies, the last first. */
  @GET
  @Operation(summary = "List studies, the latest first")
  public Uni<List<StudyView>> list() {
    return views.studies();
  }

  /** One study. */
  @GET
  @Path("/{id}")
  @Operation(summary = "See where a study stands")
  public Uni<StudyView> study(@PathParam("id") String id) {
    return found(id);
  }

  /** The steps of a study. */
  @GET
  @Path("/{id}/steps")
  @Operation(summary = "List the steps of a study, each after the one it starts from")
  public Uni<List<StepView>> steps(@PathParam("id") String id) {
    return found(id).chain(study -> views.steps(new StudyId(study.id())));
  }

  /** What came out of a study so far. */
  @GET
  @Path("/{id}/report")
  @Produces({
    MediaType.APPLICATION_JSON,
    "text/csv",
    MediaType.TEXT_PLAIN,
    MediaType.TEXT_HTML,
    "text/markdown"
  })
  @Operation(
      summary = "Read what came out of a study so far",
      description =
          "By the parameter format or else the Accept header: json, csv, text, html (a page with"
              + " pictures, complete in itself) or markdown.")
  public Uni<RestResponse<Object>> report(
      @PathParam("id") String id,
      @QueryParam("format") Optional<String> format,
      @Context HttpHeaders headers) {
    ReportFormat chosen = ReportFormat.of(format, headers.getAcceptableMediaTypes());
    StudyId study = known(id);
    return limits.reading(
        () ->
            reports
                .of(study)
                .map(report -> report.orElseThrow(() -> new UnknownStudyException(id)))
                .map(
                    report ->
                        ResponseBuilder.ok(chosen.write(report), chosen.mediaType()).build()));
  }

  /** What came out of a study beside another. */
  @GET
  @Path("/{id}/comparison")
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  @Operation(
      summary = "Hold a study against another of the same property",
      description = "In what they differ, and what came of that. As JSON or text.")
  public Uni<RestResponse<Object>> comparison(
      @PathParam("id") String id,
      @QueryParam("with") Optional<String> with,
      @QueryParam("format") Optional<String> format) {
    String other =
        with.orElseThrow(() -> new InvalidInputException("with", "nothing", "the id of a study"));
    boolean text = isText(format);
    return limits
        .reading(() -> comparison(id, other))
        .map(
            comparison ->
                text
                    ? ResponseBuilder.<Object>ok(
                            ComparisonText.of(comparison), ReportFormat.TEXT.mediaType())
                        .build()
                    : ResponseBuilder.<Object>ok(comparison, MediaType.APPLICATION_JSON_TYPE)
                        .build());
  }

  /** Follows a study until it ends. */
  @GET
  @Blocking
  @Path("/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Follow a study",
      description =
          "Server-sent events named step, metric and study, from the first on or from the one after"
              + " Last-Event-ID; the stream ends with the study.")
  public Multi<OutboundSseEvent> events(
      @PathParam("id") String id,
      @HeaderParam("Last-Event-ID") Optional<String> lastEventId,
      @Context RoutingContext exchange,
      @Context Sse sse) {
    long after = Watching.after(lastEventId);
    // A stream that fails at its start has no status any more; so this is asked beforehand.
    StudyView study = found(id).await().atMost(LONGEST_LOOK_UP);
    limits.stream(exchange);
    return watching.follow(new StudyId(study.id()), after, sse);
  }

  /** Gives a study up. */
  @DELETE
  @Path("/{id}")
  @Operation(summary = "Cancel a study; one that has ended stays as it is")
  public Uni<RestResponse<StudyView>> cancel(@PathParam("id") String id) {
    return found(id)
        .chain(study -> studies.cancel(new StudyId(study.id())))
        .chain(() -> found(id))
        .map(study -> ResponseBuilder.accepted(study).build());
  }

  private Uni<RestResponse<Object>> take(
      StudyFile language,
      byte[] body,
      boolean dryRun,
      Optional<String> dataFolder,
      Optional<String> idempotencyKey) {
    byte[] text = Objects.requireNonNullElse(body, NOTHING);
    bodyLimit.check(text);
    if (dryRun) {
      return limits
          .intake(() -> intake.foretell(language, text, dataFolder))
          .map(forecast -> ResponseBuilder.<Object>ok(forecast).build());
    }
    return limits
        .intake(() -> intake.take(language, text, dataFolder, idempotencyKey))
        .chain(id -> found(id.value()))
        .map(
            study ->
                ResponseBuilder.<Object>accepted(study)
                    .header(HttpHeaders.LOCATION, URI.create(PATH + "/" + study.id()))
                    .build());
  }

  private Uni<StudyComparison> comparison(String id, String other) {
    return Uni.combine()
        .all()
        .unis(material(id), material(other))
        .asTuple()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(both -> comparisons.of(both.getItem1(), both.getItem2()));
  }

  private Uni<Material> material(String id) {
    return materials
        .of(known(id))
        .map(material -> material.orElseThrow(() -> new UnknownStudyException(id)));
  }

  private Uni<StudyView> found(String id) {
    return views
        .study(known(id))
        .map(study -> study.orElseThrow(() -> new UnknownStudyException(id)));
  }

  private static boolean isText(Optional<String> format) {
    String name = format.orElse("json");
    if (!name.equals("json") && !name.equals("text")) {
      throw new InvalidInputException("format", name, "json, text");
    }
    return name.equals("text");
  }

  private static StudyId known(String id) {
    try {
      return new StudyId(id);
    } catch (InvalidInputException e) {
      throw new UnknownStudyException(id, e);
    }
  }
}
