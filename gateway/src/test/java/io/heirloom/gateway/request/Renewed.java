package io.heirloom.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the documentation that the code makes; {@code -Drenew} writes them anew. */
final class Renewed {
  private Renewed() {}

  static void check(Path file, String text) throws IOException {
    if (System.getProperty("renew") != null) {
      Files.writeString(file, text);
    }
    assertThat(file)
        .as(
            "made anew by: mvn -pl gateway -am test -Drenew -Dtest=StudySchemaTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false")
        .hasContent(text);
  }
}
