package io.heirloom.gateway.api;

import io.heirloom.gateway.request.StudySchema;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a study file may say, for editors and other programs. */
@Path("/api/v1/study.schema.json")
@Tag(name = "studies")
public final class StudySchemaResource {
  /** JSON Schema 2020-12. */
  @GET
  @Produces("application/schema+json")
  @Operation(summary = "Read the JSON Schema of study files")
  public String schema() {
    return StudySchema.json().toPrettyString();
  }
}
