package io.heirloom.gateway.report;

import io.heirloom.gateway.measure.Evidence;
import io.heirloom.gateway.measure.Measurements;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.Materials;
import io.heirloom.lineage.StudyId;
import io.heirloom.trust.Properties;
import io.heirloom.trust.Property;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reports on studies. */
@Singleton
public final class Reports {
  private final String version;
  private final Materials materials;
  private final Evidence evidence;
  private final Measurements measurements;
  private final Properties properties = new Properties();

  Reports(
      @ConfigProperty(name = "quarkus.application.version") String version,
      Materials materials,
      Evidence evidence,
      Measurements measurements) {
    this.version = version;
    this.materials = materials;
    this.evidence = evidence;
    this.measurements = measurements;
  }

  /** What came out of a study so far; empty if there is none of that id. */
  public Uni<Optional<Report>> of(StudyId id) {
    return materials
        .of(id)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(material -> material.map(this::report));
  }

  private Report report(Material material) {
    Property property = properties.named(material.study().property());
    return new ReportBuilder(
            version, material, property, new Trial(property, evidence), measurements)
        .build();
  }
}
