package io.heirloom.gateway.intake;

import io.heirloom.lineage.step.ModelSource;
import io.heirloom.trust.Properties;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the gateway's own code is wired to the libraries. */
final class Libraries {
  @Produces
  @Singleton
  Properties properties() {
    return new Properties();
  }

  @Produces
  @Singleton
  StudyPinning pinning(Properties properties) {
    DataLibrary data = new DataLibrary(DataLibrarySettings.fromEnvironment(System.getenv()));
    return new StudyPinning(properties, data, name -> new ModelSource(name, name));
  }
}
