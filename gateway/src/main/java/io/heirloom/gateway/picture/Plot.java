package io.heirloom.gateway.picture;

import io.heirloom.gateway.plan.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * What is to be drawn, in the words of ggplot2's grammar of graphics as the library takes them:
 * nested maps (https://lets-plot.org).
 */
final class Plot {
  /** The column with a panel's index, or that of its column in a grid, from 0. */
  static final String PANEL = "panel";

  /** The column with the index of a panel's row in a grid, from 0. */
  static final String PANEL_ROW = "panel_row";

  /** The column with a role's title. */
  static final String ROLE = "role";

  /** Of numerals beside what they tell, in the library's unit. */
  static final double NUMERAL_SIZE = 6;

  /** The colour of all that is no role. */
  static final String INK = "#333333";

  private static final String NOTHING_YET = "no values yet";
  private static final String FAINT = "#DDDDDD";
  private static final int TEXT_SIZE = 13;
  private static final int MOST_COLUMNS = 4;
  private static final int WIDEST = 960;
  private static final int MARGIN = 240;
  private static final int PANEL_WIDTH = 240;
  private static final int WIDTH_AROUND = 90;
  private static final int HEIGHT_AROUND = 100;
  private static final int PANEL_HEIGHT = 230;
  private static final int TALL_PANEL_HEIGHT = 300;

  private final int columns;
  private final int width;
  private final int rows;
  private final Map<String, Object> facets;
  private final StandaloneSvg.Strips strips;
  private final List<Map<String, Object>> layers = new ArrayList<>();
  private final List<Map<String, Object>> scales = new ArrayList<>();
  private String legend = "top";
  private int tilt;
  private int panelHeight = PANEL_HEIGHT;

  private Plot(int columns, int rows, Map<String, Object> facets, StandaloneSvg.Strips strips) {
    this.columns = columns;
    this.width = Math.min(WIDEST, MARGIN + columns * PANEL_WIDTH);
    this.rows = rows;
    this.facets = facets;
    this.strips = strips;
  }

  /**
   * With panels one after another, in as many rows as they need.
   *
   * @param titles of the panels
   */
  static Plot ofPanels(List<String> titles) {
    int rows = ceiling(titles.size(), MOST_COLUMNS);
    int columns = ceiling(titles.size(), rows);
    return new Plot(
        columns,
        rows,
        Map.of("name", "wrap", "facets", List.of(PANEL), "order", List.of(1), "ncol", columns),
        new StandaloneSvg.Strips(titles, List.of()));
  }

  /**
   * With panels in columns and rows that both have a meaning.
   *
   * @param columns their titles
   * @param rows their titles
   */
  static Plot ofGrid(List<String> columns, List<String> rows) {
    return new Plot(
        columns.size(),
        rows.size(),
        Map.of("name", "grid", "x", PANEL, "y", PANEL_ROW, "x_order", 1, "y_order", 1),
        new StandaloneSvg.Strips(columns, rows));
  }

  private static int ceiling(int number, int divisor) {
    return (number + divisor - 1) / divisor;
  }

  /** How wide a panel is at least, in pixels. */
  int panelWidth() {
    return (width - WIDTH_AROUND) / columns;
  }

  /** Turns the words at the horizontal axis by some degrees, so that long ones find room. */
  Plot tilted(int degrees) {
    tilt = degrees;
    return this;
  }

  /** Gives panels more height, where both axes have a measure. */
  Plot tall() {
    panelHeight = TALL_PANEL_HEIGHT;
    return this;
  }

  /** Where the roles are named elsewhere. */
  Plot withoutLegend() {
    legend = "none";
    return this;
  }

  /**
   * Adds a layer, over those before it.
   *
   * @param mapping from what is seen (x, y, colour, ...) to columns of the data
   * @param settings the same for all rows
   */
  Plot layer(String geometry, Table data, Map<String, ?> mapping, Map<String, ?> settings) {
    Map<String, Object> layer = new TreeMap<>(settings);
    layer.put("geom", geometry);
    layer.put("stat", "identity");
    layer.put("data", data.columns());
    layer.put("mapping", new TreeMap<>(mapping));
    layer.put("sampling", "none");
    layer.put("tooltips", "none");
    layers.add(layer);
    return this;
  }

  /**
   * Says so in the panels that would be empty, which the library would leave out.
   *
   * @param filled what the others hold
   * @param x where it is said
   * @param y where it is said
   */
  Plot emptyPanels(Set<Place> filled, double x, double y) {
    Table empty = new Table(PANEL_ROW, PANEL, "x", "y", "text");
    for (int row = 0; row < Math.max(1, strips.rows().size()); row++) {
      for (int panel = 0; panel < strips.columns().size(); panel++) {
        if (!Place.anyIn(row, panel, filled)) {
          empty.row(row, panel, x, y, NOTHING_YET);
        }
      }
    }
    return layer(
        "text", empty, Map.of("x", "x", "y", "y", "label", "text"), Map.of("size", NUMERAL_SIZE));
  }

  /** Says how one aesthetic follows from the data. */
  Plot scale(String aesthetic, Map<String, ?> settings) {
    Map<String, Object> scale = new TreeMap<>(settings);
    scale.put("aesthetic", aesthetic);
    scales.add(scale);
    return this;
  }

  /** Gives each role its look wherever the column of roles is mapped. */
  Plot roles(Collection<Role> shown) {
    List<Role> roles = List.copyOf(new TreeSet<>(shown));
    looks("color", roles, Look::colour);
    looks("fill", roles, Look::colour);
    looks("shape", roles, Look::shape);
    looks("linetype", roles, Look::line);
    return this;
  }

  private void looks(String aesthetic, List<Role> roles, Function<Look, ?> look) {
    scale(
        aesthetic,
        Map.of(
            "name",
            "",
            "limits",
            roles.stream().map(Role::title).toList(),
            "values",
            roles.stream().map(role -> look.apply(Look.of(role))).toList()));
  }

  /**
   * An {@code svg} element that may stand in a page beside others.
   *
   * @param title what is read aloud in its place
   * @param id what its own ids begin with
   */
  String svg(String title, String id) {
    return StandaloneSvg.of(drawn(), strips, title, id);
  }

  private String drawn() {
    Map<String, Object> plot = new TreeMap<>();
    plot.put("kind", "plot");
    plot.put("ggsize", Map.of("width", width, "height", HEIGHT_AROUND + rows * panelHeight));
    plot.put("facet", new HashMap<>(facets));
    plot.put("layers", layers);
    plot.put("scales", scales);
    plot.put("theme", theme());
    return PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
        plot, null, new UnsupportedRGBEncoder(), false);
  }

  private Map<String, Object> theme() {
    Map<String, Object> theme = new TreeMap<>();
    theme.put("name", "light");
    theme.put("text", Map.of("size", TEXT_SIZE, "color", INK, "blank", false));
    theme.put("title", Map.of("size", TEXT_SIZE, "color", INK, "blank", false));
    theme.put("axis_title", Map.of("size", TEXT_SIZE, "color", INK, "blank", false));
    theme.put("axis_text_x", Map.of("angle", tilt, "blank", false));
    theme.put("panel_grid_minor", "blank");
    theme.put("panel_grid_major_x", "blank");
    theme.put("panel_grid_major_y", Map.of("color", FAINT, "blank", false));
    theme.put("strip_background", "blank");
    theme.put(
        "strip_text", Map.of("size", TEXT_SIZE, "face", "bold", "color", INK, "blank", false));
    theme.put("legend_position", legend);
    theme.put("legend_title", "blank");
    return theme;
  }
}
