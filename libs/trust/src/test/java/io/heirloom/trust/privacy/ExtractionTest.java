package io.heirloom.trust.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.trust.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractionTest {
  @Test
  void agreesWithGoldenCases() {
    for (JsonNode file : Golden.under("extraction")) {
      List<Extraction> rows = new ArrayList<>();
      for (JsonNode sample : file.get("samples")) {
        int[] suffix = Golden.integers(sample.get("suffix"));
        Extraction found =
            Extraction.of(
                Arrays.copyOf(suffix, sample.get("k").asInt()),
                Golden.integers(sample.get("generated")));
        assertThat(found.positionwise())
            .isCloseTo(sample.get("rate_positionwise").asDouble(), within(1e-12));
        assertThat(found.longestPrefix())
            .isCloseTo(sample.get("rate_longest_matching_prefix").asDouble(), within(1e-12));
        assertThat(found.exact()).isEqualTo(sample.get("exact").asBoolean() ? 1 : 0);
        rows.add(found);
      }
      Extraction mean = Extraction.mean(rows).orElseThrow();
      assertThat(mean.positionwise())
          .isCloseTo(file.get("mean_rate_positionwise").asDouble(), within(1e-12));
      assertThat(mean.longestPrefix())
          .isCloseTo(file.get("mean_rate_longest_prefix").asDouble(), within(1e-12));
      assertThat(mean.exact()).isCloseTo(file.get("share_exact").asDouble(), within(1e-12));
    }
  }

  @Test
  void whatWasNotGeneratedDoesNotMatch() {
    int[] suffix = {1, 2, 3, 4};
    assertThat(Extraction.of(suffix, new int[0])).isEqualTo(new Extraction(0, 0, 0));
    assertThat(Extraction.of(suffix, new int[] {1, 2})).isEqualTo(new Extraction(0.5, 0.5, 0));
    assertThat(Extraction.of(suffix, new int[] {9, 2, 3})).isEqualTo(new Extraction(0.5, 0, 0));
    assertThat(Extraction.of(suffix, new int[] {1, 2, 3, 4, 5})).isEqualTo(new Extraction(1, 1, 1));
  }

  @Test
  void nothingHasNoRate() {
    assertThat(Extraction.mean(List.of())).isEmpty();
    assertThatThrownBy(() -> Extraction.of(new int[0], new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
