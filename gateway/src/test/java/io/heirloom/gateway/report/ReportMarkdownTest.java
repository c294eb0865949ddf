package io.heirloom.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.request.StudyFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportMarkdownTest {
  private static final String HOSTILE =
      "a|b `c` <script>alert(1)</script>\n# d\n```\n[e](http://f) **g** </details> @h www.i.j";

  @Test
  void givesTheVerdictsFirst() {
    String markdown = ReportMarkdown.of(new SampleReport().build());

    assertThat(markdown)
        .startsWith("# Study: does trust pass on\n")
        .contains(
            "| strategy | WTS over weak | ceiling over WTS | both |",
            "| No TFT | \u00d7 absent | \u2713 present | \u00d7 absent |",
            "| WTS-Naive | weak model | +0.034 | +0.022 to +0.046 | +1.4 | present |")
        .endsWith("\n");
    assertThat(markdown.indexOf("weak-to-strong trust?"))
        .isLessThan(markdown.indexOf("## Models"))
        .isLessThan(markdown.indexOf("## Provenance"));
  }

  @Test
  void hasAColumnForEachSettingAndATableForEachPoint() {
    String markdown =
        ReportMarkdown.of(
            new SampleReport().varying("lambda", 0.0, .5).varying("alpha.max", .1, .2).build());

    assertThat(markdown)
        .contains(
            "| lambda | alpha.max | strategy | WTS over weak |",
            "## Models at lambda 0.5, alpha.max 0.2");
    assertThat(markdown.split("## Models at ", -1)).hasSize(1 + 4);
  }

  @Test
  void saysHowManyPointsItDoesNotShow() {
    Object[] alphas = IntStream.range(0, 15).mapToObj(alpha -> alpha / 15.0).toArray();

    String markdown = ReportMarkdown.of(new SampleReport().varying("alpha.max", alphas).build());

    assertThat(markdown.split("## Models at ", -1)).hasSize(1 + 12);
    assertThat(markdown).contains("The first 12 of 15 points of the grid are shown");
  }

  @Test
  void showsHostileTextAsText() {
    Report report =
        new SampleReport()
            .named(HOSTILE)
            .on(HOSTILE)
            .inParts(HOSTILE)
            .varying("models.weak", HOSTILE, "other")
            .failing(HOSTILE, HOSTILE)
            .noting(HOSTILE)
            .choosing("lambda.weak", Role.WEAK)
            .build();

    String markdown = ReportMarkdown.of(report);

    String outsideOfCode = markdown.replaceAll("(?ms)^(`{3,})yaml$.*?^\\1$", "");
    assertThat(outsideOfCode)
        .isNotEqualTo(markdown)
        .doesNotContain("<script", "](http", "**g**", "http://", "www.i", "```")
        .contains("a&#124;b &#96;c&#96; &#60;script&#62;alert(1)");
    assertThat(outsideOfCode.lines().filter(line -> line.startsWith("#")))
        .allMatch(line -> line.matches("##? .*"))
        .noneMatch(line -> line.startsWith("# d"));
    assertThat(outsideOfCode.split("<details>", -1))
        .hasSameSizeAs(outsideOfCode.split("</details>", -1));
  }

  @Test
  void hasRowsAsWideAsTheirHeads() {
    String markdown =
        ReportMarkdown.of(new SampleReport().inParts(HOSTILE).failing("a|b", "c|d").build());

    for (String block : markdown.split("\n\n")) {
      if (block.startsWith("|")) {
        List<Long> pipes =
            block
                .lines()
                .map(line -> line.chars().filter(letter -> letter == '|').count())
                .toList();
        assertThat(pipes).containsOnly(pipes.get(0));
      }
    }
  }

  @Test
  void saysThatNothingIsEvaluatedYet() {
    String markdown = ReportMarkdown.of(new SampleReport().waiting().build());

    assertThat(markdown)
        .contains("- Nothing is evaluated yet: 4 of 60 steps")
        .doesNotContain("## Models", "weak-to-strong trust?");
  }

  @Test
  void givesAStudyFileThatReadsTheSame() {
    Report report = new SampleReport().named("yes: 1e-5 # \"no\"\n- x").over(2).build();

    String markdown = ReportMarkdown.of(report);

    String yaml = markdown.replaceFirst("(?s).*```yaml\n", "").replaceFirst("(?s)\n```\n.*", "");
    JsonNode read = StudyFile.YAML.read(yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(read.get("name").textValue()).isEqualTo("yes: 1e-5 # \"no\"\n- x");
    assertThat(read.toString())
        .isEqualTo(new ObjectMapper().valueToTree(report.request()).toString());
  }

  @Test
  void givesNumbersOnlyWhereTheyAreKnown() {
    String markdown = ReportMarkdown.of(new SampleReport().over(1).build());

    assertThat(Arrays.asList(markdown.split("\n")))
        .anyMatch(line -> line.contains("| weak model | 1/1 | 0.780 | 0.210 |"))
        .noneMatch(line -> line.contains("\u00b1"));
    assertThat(markdown).contains("Undecided where with one seed").doesNotContain("NaN");
  }
}
