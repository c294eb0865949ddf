package io.heirloom.gateway.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.gateway.plan.Role;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Metric;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.Condition;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureTest {
  private static final Measure TRUST = new Measure("Parity gap", Metric.Direction.LOWER);
  private static final Measure TASK = new Measure("Accuracy", Metric.Direction.HIGHER);
  private static final List<String> STRATEGIES = List.of("No TFT", "Weak TFT", "Weak+WTS TFT");
  private static final Positions.Numbers LAMBDA =
      new Positions.Numbers("lambda", List.of(0., .1, .2, .5));
  private static final String HOSTILE =
      "<script>alert(1)</script><a href=\"http://evil.example\">&amp;]]>\\(x\\)\u0000\ud800'{}%s";
  private static final Set<String> DRAWING =
      Set.of(
          "svg",
          "title",
          "g",
          "defs",
          "clipPath",
          "path",
          "line",
          "rect",
          "circle",
          "text",
          "tspan");
  private static final Pattern ADDRESS = Pattern.compile("href|url\\((?!#)|[a-z]+://|@import");

  private static Estimate estimate(double mean) {
    return new Estimate(mean, OptionalDouble.empty());
  }

  private static Estimate estimate(double mean, double deviation) {
    return new Estimate(mean, OptionalDouble.of(deviation));
  }

  private static Bars bars(List<String> panels) {
    List<Bars.Bar> bars = new ArrayList<>();
    for (String panel : panels) {
      for (Role role : Role.values()) {
        bars.add(new Bars.Bar(panel, role, estimate(.1 + .1 * role.ordinal(), .02)));
      }
    }
    return new Bars("Gap of " + panels.get(0), TRUST, panels, bars);
  }

  private static Curves curves(List<String> panels, Positions positions, int... left) {
    List<Curves.Point> points = new ArrayList<>();
    for (String panel : panels) {
      for (Role role : Role.values()) {
        for (int position = 0; position < positions.count(); position++) {
          if (!contains(left, position)) {
            points.add(
                new Curves.Point(
                    panel, role, position, estimate(.1 * role.ordinal() + .01 * position)));
          }
        }
      }
    }
    return new Curves(panels.get(0), TRUST, positions, panels, points, Optional.empty());
  }

  private static boolean contains(int[] values, int value) {
    return IntStream.of(values).anyMatch(one -> one == value);
  }

  private static TradeOff tradeOff(List<String> panels, Positions.Numbers setting) {
    List<TradeOff.Stop> stops = new ArrayList<>();
    for (int position = 0; position < setting.count(); position++) {
      stops.add(
          new TradeOff.Stop(
              panels.get(0),
              Role.WTS_NAIVE,
              position,
              estimate(.8 - .01 * position, .02),
              estimate(.3 - .02 * position, .01)));
    }
    return new TradeOff(
        panels.get(0), TASK, TRUST, setting, panels, stops, OptionalInt.of(setting.count() - 1));
  }

  private static Grid grid(List<String> weak, List<String> strong, List<String> strategies) {
    List<Grid.Cell> cells = new ArrayList<>();
    for (String one : weak) {
      for (String other : strong) {
        for (String strategy : strategies) {
          cells.add(new Grid.Cell(one, other, strategy, Role.WTS_AUX, estimate(.5, .1)));
        }
      }
    }
    return new Grid("Gap of " + weak.get(0), TRUST, weak, strong, strategies, cells);
  }

  static Stream<Picture> pictures() {
    List<String> hostile = List.of(HOSTILE, HOSTILE + HOSTILE, " ".repeat(3), "");
    List<String> dozen = IntStream.range(0, 12).mapToObj(panel -> "panel " + panel).toList();
    List<String> forty = IntStream.range(0, 40).mapToObj(name -> "model-" + name).toList();
    return Stream.of(
        bars(STRATEGIES),
        bars(dozen),
        bars(hostile),
        curves(STRATEGIES, LAMBDA),
        curves(hostile, new Positions.Names(HOSTILE, hostile)),
        curves(dozen, new Positions.Names("strong model", forty)),
        curves(List.of("one"), new Positions.Numbers(HOSTILE, List.of(0.))),
        new Bars(
            HOSTILE,
            new Measure(HOSTILE, Metric.Direction.HIGHER),
            List.of("extreme"),
            List.of(
                new Bars.Bar("extreme", Role.WEAK, estimate(1e100, 1e100)),
                new Bars.Bar("extreme", Role.CEILING, estimate(0, 0)))),
        tradeOff(STRATEGIES, LAMBDA),
        tradeOff(hostile, new Positions.Numbers(HOSTILE, List.of(0.))),
        grid(List.of("14m", "70m"), List.of("160m", "410m"), STRATEGIES),
        grid(hostile, hostile, List.of(HOSTILE)));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void standsInAPageByItself(Picture picture) throws Exception {
    String svg = picture.svg("fig-1");

    Document document = parsed(svg);
    Element root = document.getDocumentElement();
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-label")).isNotNull();
    assertThat(root.getFirstChild().getNodeName()).isEqualTo("title");
    assertThat(root.getFirstChild().getTextContent()).isEqualTo(root.getAttribute("aria-label"));
    for (Element element : elements(document, "*")) {
      assertThat(element.getLocalName()).isIn(DRAWING);
      for (int index = 0; index < element.getAttributes().getLength(); index++) {
        String name = element.getAttributes().item(index).getNodeName();
        String value = element.getAttributes().item(index).getNodeValue();
        assertThat(name).doesNotStartWith("on").isNotIn("class", "style", "font-family", "href");
        if (!name.startsWith("xmlns") && !name.equals("aria-label")) {
          assertThat(ADDRESS.matcher(value).find()).as(name + "=" + value).isFalse();
        }
        if (name.equals("id")) {
          assertThat(value).startsWith("fig-1");
        }
        if (name.equals("font-size")) {
          assertThat(Double.parseDouble(value.replace("px", ""))).isGreaterThanOrEqualTo(11);
        }
      }
    }
    assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
    assertThat(picture.svg("fig-1")).isEqualTo(svg);
  }

  @Test
  void idsAreUniqueInAPageOfSeveral() throws Exception {
    Bars picture = bars(STRATEGIES);

    Document page = parsed("<div>" + picture.svg("a") + picture.svg("b") + "</div>");

    List<String> ids =
        elements(page, "*").stream()
            .map(element -> element.getAttribute("id"))
            .filter(id -> !id.isEmpty())
            .toList();
    assertThat(ids).doesNotHaveDuplicates().contains("a", "b");
    for (Element element : elements(page, "*")) {
      String clip = element.getAttribute("clip-path");
      if (!clip.isEmpty()) {
        assertThat(ids).contains(clip.substring("url(#".length(), clip.length() - 1));
      }
    }
  }

  @Test
  void hostileNamesAreShownAsTheyAre() throws Exception {
    assertThat(texts(bars(List.of("<b>&\"'"))))
        .contains("<b>&\"'", "Parity gap", "(lower is better)");
  }

  @Test
  void panelsComeInTheirOrder() throws Exception {
    List<String> panels = new ArrayList<>(IntStream.range(0, 12).mapToObj(i -> "p" + i).toList());
    Collections.reverse(panels);

    assertThat(texts(bars(panels)).stream().filter(panels::contains))
        .containsExactlyElementsOf(panels);
  }

  @Test
  void aMissingBarIsADashAndNoZero() throws Exception {
    Bars picture =
        new Bars(
            "gap",
            TRUST,
            List.of("one", "other"),
            List.of(
                new Bars.Bar("one", Role.WEAK, estimate(.5)),
                new Bars.Bar("one", Role.CEILING, estimate(.25)),
                new Bars.Bar("other", Role.WEAK, estimate(.75))));

    assertThat(texts(picture)).contains("0.500", "0.250", "0.750", "–");
    assertThat(inColour(picture, "rect", Look.of(Role.CEILING))).hasSize(1);
    assertThat(inColour(picture, "rect", Look.of(Role.WEAK))).hasSize(2);
  }

  @Test
  void aDeviationIsDrawnWhereItIsGiven() throws Exception {
    Bars without =
        new Bars(
            "gap", TRUST, List.of("one"), List.of(new Bars.Bar("one", Role.WEAK, estimate(1))));
    Bars with =
        new Bars(
            "gap", TRUST, List.of("one"), List.of(new Bars.Bar("one", Role.WEAK, estimate(1, .1))));

    assertThat(strokes(with)).hasSize(strokes(without).size() + 3);
  }

  @Test
  void aLineIsBrokenWhereAValueIsMissing() throws Exception {
    Positions.Numbers five = new Positions.Numbers("lambda", List.of(0., 1., 2., 3., 4.));
    Look look = Look.of(Role.WTS_AUX);

    assertThat(lines(curves(List.of("one"), five), look)).hasSize(1);
    assertThat(lines(curves(List.of("one"), five, 2), look)).hasSize(2);
    assertThat(lines(curves(List.of("one"), five, 0, 4), look)).hasSize(1);
  }

  @Test
  void aPanelWithoutValuesSaysSo() throws Exception {
    assertThat(texts(tradeOff(STRATEGIES, LAMBDA)))
        .containsAll(STRATEGIES)
        .areExactly(2, new Condition<>("no values yet"::equals, "empty"));
  }

  @Test
  void aChosenValueIsMarked() throws Exception {
    Curves plain = curves(STRATEGIES, LAMBDA);
    Curves marked =
        new Curves(
            plain.title(),
            plain.measure(),
            plain.positions(),
            plain.panels(),
            plain.points(),
            Optional.of(new Curves.Mark(.2, "chosen <here>")));

    assertThat(texts(marked)).contains("chosen <here>");
    assertThat(texts(tradeOff(STRATEGIES, LAMBDA))).contains("(numbers: lambda; ringed: 0.5)");
  }

  @Test
  void zeroStandsOnAnAxis() throws Exception {
    assertThat(texts(curves(List.of("one"), LAMBDA))).contains("0", "0.1", "0.2", "0.5");
  }

  @Test
  void rolesDifferInGreyAndInShape() {
    List<Look> looks = Stream.of(Role.values()).map(Look::of).toList();

    TreeSet<Double> lightness = new TreeSet<>();
    looks.forEach(look -> lightness.add(lightness(look.colour())));
    double last = Double.NEGATIVE_INFINITY;
    for (double each : lightness) {
      assertThat(each - last).isGreaterThan(.1);
      last = each;
    }
    assertThat(lightness).hasSameSizeAs(looks);
    assertThat(looks.stream().map(Look::shape)).doesNotHaveDuplicates();
    assertThat(looks.stream().map(Look::line)).doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    Bars.Bar bar = new Bars.Bar("one", Role.WEAK, estimate(1));
    List<String> panels = List.of("one");

    refused("mean", () -> estimate(Double.NaN));
    refused("deviation", () -> estimate(1, Double.POSITIVE_INFINITY));
    refused("deviation", () -> estimate(1, -1));
    refused("values", () -> new Positions.Numbers("lambda", List.of(0., Double.NaN)));
    refused("values", () -> new Positions.Numbers("lambda", List.of(1., 0.)));
    refused("names", () -> new Positions.Names("model", List.of("a", "a")));
    refused("panels", () -> new Bars("gap", TRUST, List.of(), List.of(bar)));
    refused("panels", () -> new Bars("gap", TRUST, Collections.nCopies(13, "p"), List.of(bar)));
    refused("bars", () -> new Bars("gap", TRUST, panels, List.of()));
    refused("bars", () -> new Bars("gap", TRUST, panels, List.of(bar, bar)));
    refused("bars.panel", () -> new Bars("gap", TRUST, List.of("other"), List.of(bar)));
    refused("mark.value", () -> new Curves.Mark(Double.NaN, "chosen"));
    refused("id", () -> bars(STRATEGIES).svg("\" onload=\"x"));
  }

  private static void refused(String field, ThrowingCallable made) {
    assertThatThrownBy(made)
        .isInstanceOfSatisfying(
            InvalidInputException.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  private static Document parsed(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagNameNS("*", name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(index -> (Element) nodes.item(index))
        .toList();
  }

  private static List<String> texts(Picture picture) throws Exception {
    return elements(parsed(picture.svg("fig")), "text").stream()
        .flatMap(
            text ->
                text.getElementsByTagName("tspan").getLength() == 0
                    ? Stream.of(text.getTextContent())
                    : IntStream.range(0, text.getElementsByTagName("tspan").getLength())
                        .mapToObj(
                            line -> text.getElementsByTagName("tspan").item(line).getTextContent()))
        .toList();
  }

  private static List<Element> inColour(Picture picture, String name, Look look) throws Exception {
    return elements(parsed(picture.svg("fig")), name).stream()
        .filter(element -> element.getAttribute("fill").equals(rgb(look)))
        .toList();
  }

  /** The unfilled paths in a role's colour: its lines. */
  private static List<Element> lines(Picture picture, Look look) throws Exception {
    return elements(parsed(picture.svg("fig")), "path").stream()
        .filter(path -> path.getAttribute("stroke").equals(rgb(look)))
        .filter(path -> path.getAttribute("fill").equals("none"))
        .toList();
  }

  private static List<Element> strokes(Picture picture) throws Exception {
    return elements(parsed(picture.svg("fig")), "line");
  }

  private static int[] channels(String colour) {
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return new int[] {rgb >> 16, rgb >> 8 & 255, rgb & 255};
  }

  private static String rgb(Look look) {
    int[] channels = channels(look.colour());
    return "rgb(" + channels[0] + "," + channels[1] + "," + channels[2] + ")";
  }

  /** Luma of ITU-R BT.601, 0 to 1: what a grey print keeps. */
  private static double lightness(String colour) {
    int[] channels = channels(colour);
    return (.299 * channels[0] + .587 * channels[1] + .114 * channels[2]) / 255;
  }
}
