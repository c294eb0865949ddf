package io.heirloom.cli.command;

import io.heirloom.cli.gateway.StudyFile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which study, on what data. */
final class StudyOptions {
  @Parameters(paramLabel = "STUDY.yaml", description = "What is to be studied.")
  private Path study;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:HEIRLOOM_DATA}",
      description =
          "A mirror of the published data sets, instead of downloading them; takes the place of"
              + " data_folder in the study file. Default: HEIRLOOM_DATA from the environment.")
  private Optional<Path> data;

  /**
   * The study file.
   *
   * @throws io.heirloom.lineage.InvalidInputException if there is no such file or folder, or the
   *     file is not a study
   */
  StudyFile read() {
    return StudyFile.read(study, data);
  }
}
