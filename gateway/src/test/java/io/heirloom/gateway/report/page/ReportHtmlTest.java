package io.heirloom.gateway.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.SampleReport;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportHtmlTest {
  private static final String DOCTYPE = "<!DOCTYPE html>";
  private static final String HOSTILE =
      "<script>alert(1)</script> \"quoted\" 'too' | `code` &amp; {title} {#if} "
          + "]]> --> </title></style></pre>\u0000\u202e\ud800 javascript:alert(1)";
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+");

  static Stream<Report> reports() {
    return Stream.of(
        onePoint(),
        grid(),
        staged(),
        new SampleReport().waiting().build(),
        new SampleReport().over(1).build(),
        new SampleReport().inParts("sst2").build(),
        new SampleReport()
            .varying("models.weak", "14m", "70m")
            .varying("models.strong", "160m", "410m", "1b")
            .build(),
        new SampleReport().varying("models.weak", "a", "b", "c", "d", "e").build(),
        new SampleReport().varying("data.rows", 100.0, 1000.0, 500.0).build(),
        hostile());
  }

  private static Report onePoint() {
    return new SampleReport().build();
  }

  private static Report grid() {
    return new SampleReport()
        .varying("lambda", 0.0, .1, .3, 1.0)
        .varying("alpha.max", .1, .25, .5)
        .build();
  }

  private static Report staged() {
    return new SampleReport()
        .choosing("lambda.weak", Role.WEAK)
        .choosing("alpha.max", Role.WTS_AUX)
        .failing("training of the weak model, seed 2", "out of memory")
        .noting("labels are hard, since soft ones have no meaning here")
        .build();
  }

  private static Report hostile() {
    return new SampleReport()
        .named(HOSTILE)
        .on("https://evil.example/" + HOSTILE)
        .inParts(HOSTILE)
        .varying("models.weak", HOSTILE, HOSTILE + HOSTILE)
        .failing(HOSTILE, HOSTILE)
        .noting(HOSTILE)
        .because(HOSTILE)
        .build();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void isWellFormedWithoutScriptsOrOutsideRequests(Report report) throws Exception {
    Element page = parsed(ReportHtml.of(report));

    assertThat(elements(page, "script", "link", "img", "iframe", "object", "form", "base"))
        .isEmpty();
    assertThat(attributes(page, name -> name.startsWith("on") || name.equals("src"))).isEmpty();
    assertThat(attributes(page, name -> name.endsWith("href")))
        .allMatch(link -> link.startsWith("#") || link.startsWith("https://archive.example/"));
    assertThat(page.getElementsByTagName("style").item(0).getTextContent())
        .doesNotContain("url(", "@import");
    assertThat(attributes(page, name -> name.equals("http-equiv")))
        .containsExactly("Content-Security-Policy");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void hasEachIdOnceAndLeadsToThemOnly(Report report) throws Exception {
    Element page = parsed(ReportHtml.of(report));

    List<String> ids = attributes(page, name -> name.equals("id"));
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(
            attributes(page, name -> name.equals("href")).stream().filter(a -> a.startsWith("#")))
        .allMatch(link -> ids.contains(link.substring(1)));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void hasFullTablesOfFiniteNumbers(Report report) throws Exception {
    Element page = parsed(ReportHtml.of(report));

    for (Element table : elements(page, "table")) {
      List<Element> heads = elements((Element) table.getElementsByTagName("thead").item(0), "th");
      assertThat(table.getElementsByTagName("td").getLength()).isPositive();
      for (Element row : elements(table, "tr")) {
        int cells = elements(row, "td", "th").size();
        assertThat(cells).isIn(1, heads.size());
      }
    }
    assertThat(elements(page, "td"))
        .noneMatch(cell -> cell.getTextContent().matches("(?s).*(NaN|Infinity|null|Optional).*"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void tellsTheNumbersBehindEveryPicture(Report report) throws Exception {
    Element page = parsed(ReportHtml.of(report));

    for (Element figure : elements(page, "figure")) {
      List<Double> behind =
          elements(figure, "td").stream()
              .map(Element::getTextContent)
              .filter(text -> DECIMAL.matcher(text).matches())
              .map(Double::valueOf)
              .toList();
      assertThat(behind).isNotEmpty();
      assertThat(elements(figure, "svg")).hasSize(1);
    }
  }

  @Test
  void drawsBarsOfTheNumbersInTheirTable() throws Exception {
    Element figure = elements(parsed(ReportHtml.of(onePoint())), "figure").get(0);

    List<Double> means =
        elements(figure, "tr").stream()
            .map(row -> elements(row, "td"))
            .filter(cells -> cells.size() == 4)
            .map(cells -> Double.valueOf(cells.get(1).getTextContent()))
            .toList();
    List<Double> numerals =
        elements(figure, "text").stream()
            .map(Element::getTextContent)
            .filter(text -> text.matches("0\\.\\d{3}"))
            .map(Double::valueOf)
            .toList();
    assertThat(means).hasSize(12);
    assertThat(numerals).hasSize(12);
    for (int bar = 0; bar < means.size(); bar++) {
      assertThat(numerals.get(bar)).isCloseTo(means.get(bar), within(.0006));
    }
  }

  @Test
  void givesTheVerdictBeforeAllElse() throws Exception {
    String html = ReportHtml.of(staged());

    assertThat(html.indexOf("id=\"verdicts\""))
        .isPositive()
        .isLessThan(html.indexOf("<figure"))
        .isLessThan(html.indexOf("id=\"provenance\""));
    Element matrix = elements(parsed(html), "table").get(0);
    assertThat(elements(matrix, "td").get(0).getTextContent())
        .contains("\u00d7", "absent", "WTS-Naive", "-0.021", "-0.033 to -0.009", "g -0.8");
  }

  @Test
  void showsWhatWasChosenAndWhy() throws Exception {
    Element page = parsed(ReportHtml.of(staged()));

    Element chapter = byId(page, "selection");
    assertThat(chapter.getTextContent())
        .contains(
            "validation rows", "lambda.weak 0.3: the knee", "judged by: weak model", "WTS-Aux");
    assertThat(elements(chapter, "svg")).hasSize(6);
    assertThat(byId(page, "failed").getTextContent()).contains("out of memory");
  }

  @Test
  void drawsASweepAlongEveryAxis() throws Exception {
    Element page = parsed(ReportHtml.of(grid()));

    assertThat(elements(byId(page, "axis-1"), "svg")).hasSize(3 * 3);
    assertThat(elements(byId(page, "axis-2"), "svg")).hasSize(4 * 2);
    assertThat(elements(byId(page, "phases"), "svg")).hasSize(12 * 2);
  }

  @Test
  void saysHowManyPointsItDoesNotShow() throws Exception {
    Object[] alphas = IntStream.range(0, 20).mapToObj(alpha -> alpha / 20.0).toArray();
    Report report = new SampleReport().varying("alpha.max", alphas).over(1).build();

    Element phases = byId(parsed(ReportHtml.of(report)), "phases");

    assertThat(elements(phases, "svg")).hasSize(12 * 2);
    assertThat(phases.getTextContent()).contains("The first 12 of 20 points of the grid");
  }

  @Test
  void saysThatNothingIsEvaluatedYet() throws Exception {
    Element page = parsed(ReportHtml.of(new SampleReport().waiting().build()));

    assertThat(page.getTextContent()).contains("Nothing is evaluated yet: 4 of 60 steps");
    assertThat(elements(page, "svg", "figure")).isEmpty();
  }

  @Test
  void showsTablesWhereThereAreTooManyWeakModels() throws Exception {
    Report report = new SampleReport().varying("models.weak", "a", "b", "c", "d", "e").build();

    Element models = byId(parsed(ReportHtml.of(report)), "models");

    assertThat(elements(models, "svg")).isEmpty();
    assertThat(models.getTextContent()).contains("too many models for a picture");
    assertThat(elements(models, "table")).hasSize(2);
  }

  @Test
  void givesTheSamePageForTheSameReport() {
    assertThat(ReportHtml.of(onePoint())).isEqualTo(ReportHtml.of(onePoint()));
  }

  private static Element parsed(String html) throws Exception {
    assertThat(html).startsWith(DOCTYPE);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html.substring(DOCTYPE.length()).strip())))
        .getDocumentElement();
  }

  private static Element byId(Element page, String id) {
    return elements(page, "section").stream()
        .filter(section -> section.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** All descendants of these names, in the order of the page for each name. */
  private static List<Element> elements(Element of, String... names) {
    List<Element> found = new ArrayList<>();
    for (String name : names) {
      NodeList nodes = of.getElementsByTagName(name);
      for (int index = 0; index < nodes.getLength(); index++) {
        found.add((Element) nodes.item(index));
      }
    }
    return found;
  }

  private static List<String> attributes(Element page, Predicate<String> name) {
    List<String> values = new ArrayList<>();
    for (Element element : elements(page, "*")) {
      NamedNodeMap attributes = element.getAttributes();
      for (int index = 0; index < attributes.getLength(); index++) {
        if (name.test(attributes.item(index).getNodeName())) {
          values.add(attributes.item(index).getNodeValue());
        }
      }
    }
    return values;
  }
}
