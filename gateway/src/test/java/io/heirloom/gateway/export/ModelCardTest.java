package io.heirloom.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardTest {
  private static final ObjectMapper YAML = new YAMLMapper();

  @Test
  void aCardTellsAllThatIsKnownOfAModel() throws IOException {
    assertThat(ModelCard.of(CardFacts.student())).isEqualTo(golden());
  }

  @Test
  void theHubReadsWhatTheModelIsAndHowItDid() throws IOException {
    JsonNode read = frontMatter(ModelCard.of(CardFacts.student()));

    assertThat(read.path("library_name").asText()).isEqualTo("transformers");
    assertThat(read.path("base_model").asText()).isEqualTo("EleutherAI/pythia-70m");
    assertThat(read.path("license").asText()).isEqualTo("apache-2.0");
    assertThat(read.path("datasets").path(0).asText()).isEqualTo("adult");
    JsonNode result = read.path("model-index").path(0).path("results").path(0);
    assertThat(result.path("task").path("type").asText()).isEqualTo("text-classification");
    assertThat(result.path("dataset").path("type").asText()).isEqualTo("adult");
    assertThat(result.path("metrics").path(0).path("value").asDouble()).isEqualTo(.125);
  }

  @Test
  void whatIsNotKnownIsNotClaimed() throws IOException {
    String card = ModelCard.of(CardFacts.ofUser("mine", "/home/me/people.csv"));
    JsonNode read = frontMatter(card);

    assertThat(read.has("license")).isFalse();
    assertThat(read.has("base_model")).isFalse();
    assertThat(read.has("datasets")).isFalse();
    assertThat(read.has("model-index")).isFalse();
    assertThat(card)
        .contains("has not been measured on test rows")
        .contains("- **base model**: none: its weights were drawn at random")
        .contains("- **data**: not known");
  }

  @Test
  void privacyStandsWhereItWasKeptAndNowhereElse() {
    assertThat(ModelCard.of(CardFacts.keepingPrivate(7.5)))
        .contains("## Privacy")
        .contains("- **epsilon**: 7.5")
        .contains("- **delta**: 1.0E-4")
        .contains("- **accountant**: `prv`");
    assertThat(ModelCard.of(CardFacts.keepingPrivate(Double.POSITIVE_INFINITY)))
        .contains("- **epsilon**: infinite: there was no noise");
    assertThat(ModelCard.of(CardFacts.student())).doesNotContain("## Privacy");
  }

  @Test
  void syntheticDataAreCalledSo() {
    assertThat(ModelCard.of(CardFacts.keepingPrivate(1))).contains("its data are synthetic");
    assertThat(ModelCard.of(CardFacts.student())).doesNotContain("synthetic");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "a\n\n# Heading\n\n<img src=x onerror=alert(1)>",
        "`` ` ```\n```\n<b>",
        "```\n~~~\n---\nlicense: mit\n---\n",
        "[click](http://evil.example) ![x](http://evil.example/x.png) https://evil.example",
        "| a | b |\n| - | - |",
        "\u202Etxt.exe \u2028 \u0000 \uFEFF &lt;b&gt; $x$ \\",
        "` ",
        "",
        "*",
        "- x",
        "{{ 1 }} <% %>",
        "x: &a *a !!java.lang.Runtime"
      })
  void whatUsersWroteIsShownAndMeansNothing(String hostile) throws IOException {
    String card = ModelCard.of(CardFacts.ofUser(hostile, "/" + hostile));
    String harmless = ModelCard.of(CardFacts.ofUser("name", "/file"));
    Seen seen = Seen.of(body(card));

    assertThat(frontMatter(card)).isEqualTo(frontMatter(harmless));
    assertThat(seen.structure).isEqualTo(Seen.of(body(harmless)).structure);
    assertThat(card).doesNotContain("\u202E").doesNotContain("\u0000").doesNotContain("\u2028");
    Map<?, ?> studyFile = YAML.readValue(seen.code.get(1), Map.class);
    assertThat(studyFile.get("name")).isEqualTo(hostile);
  }

  private static JsonNode frontMatter(String card) throws IOException {
    assertThat(card).startsWith("---\n");
    return YAML.readTree(card.substring(4, card.indexOf("\n---\n") + 1));
  }

  private static String body(String card) {
    return card.substring(card.indexOf("\n---\n") + 5);
  }

  private static String golden() throws IOException {
    try (InputStream file = ModelCardTest.class.getResourceAsStream("student.md")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What a reader of Markdown sees: everything that is more than text or code, and code blocks. */
  private static final class Seen extends AbstractVisitor {
    private final List<String> structure = new ArrayList<>();
    private final List<String> code = new ArrayList<>();

    static Seen of(String markdown) {
      Seen seen = new Seen();
      Parser.builder().build().parse(markdown).accept(seen);
      return seen;
    }

    @Override
    public void visit(FencedCodeBlock block) {
      structure.add("code in " + block.getInfo());
      code.add(block.getLiteral());
    }

    @Override
    public void visit(Heading heading) {
      structure.add("heading " + ((Text) heading.getFirstChild()).getLiteral());
    }

    @Override
    public void visit(HtmlBlock block) {
      structure.add("HTML " + block.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
      structure.add("HTML " + html.getLiteral());
    }

    @Override
    public void visit(Image image) {
      structure.add("image " + image.getDestination());
    }

    @Override
    public void visit(Link link) {
      structure.add("link " + link.getDestination());
    }

    @Override
    public void visit(Text text) {
      structure.add("text " + text.getLiteral());
    }
  }
}
