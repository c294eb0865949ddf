package io.heirloom.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.gateway.intake.StudyPinning;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.study.Study;
import io.heirloom.trust.Properties;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFileWriterTest {
  @TempDir private Path folder;

  @Test
  void aStudyWrittenAndReadIsTheSame() throws Exception {
    Study study =
        read(
            """
            property: fairness
            settings: {penalty: squared}
            data: {name: census, rows: 400, split_seed: 3}
            models: {weak: random:tiny, strong: random:small}
            strategies: [weak+wts-tft]
            lambda: {wts: 0.25}
            labels: hard
            seeds: [4, 2]
            training: {schedule: constant, precision: bfloat16, patience: 2, weak: {epochs: 3}}
            shards: {evaluation: 2}
            """
                .getBytes(StandardCharsets.UTF_8));

    byte[] written = new ObjectMapper().writeValueAsBytes(StudyFileWriter.tree(study));

    assertThat(read(written)).isEqualTo(study);
    assertThat(study.alpha().max()).as("the property's default").isEqualTo(.2);
  }

  private Study read(byte[] text) {
    DataLibrary data =
        new DataLibrary(
            new DataLibrarySettings(folder, Optional.empty(), AllowedFolders.ANYWHERE, true));
    return new StudyPinning(new Properties(), data, name -> new ModelSource(name, "pinned"))
        .pin(StudyRequestReader.read(StudyFile.YAML.read(text)));
  }
}
