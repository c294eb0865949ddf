package io.heirloom.gateway.report.page;

import io.heirloom.gateway.report.ReportTable;
import io.heirloom.gateway.report.ReportTables.Fact;
import io.quarkus.qute.RawString;
import java.util.List;

/**
 * What stands on the page, in its order: all that is left is to lay it out. Texts are as they came,
 * of whatever origin; only a {@link RawString} is markup.
 *
 * @param style sheet of the page
 * @param title the study's name
 * @param question the property and what it is judged by, in words
 * @param state of the study, and when
 * @param answers one sentence for each strategy
 * @param notes what a reader must know before all else
 * @param verdicts none where nothing is judged yet
 * @param failed steps
 * @param data where the data come from
 * @param circumstances what it takes to do the study again
 * @param tables likewise
 * @param request the study file, in YAML
 */
record Page(
    RawString style,
    String title,
    String question,
    String state,
    List<String> answers,
    List<String> notes,
    Verdicts verdicts,
    List<Chapter> chapters,
    List<Source> data,
    List<Fact> circumstances,
    List<TitledTable> tables,
    String request) {

  /**
   * The matrix of verdicts.
   *
   * @param settings what varies
   * @param points of each, a row for each strategy
   */
  record Verdicts(List<String> settings, List<List<Row>> points) {
    /** Whether there are so many that what they rest on is folded away. */
    public boolean isFolded() {
      return points.size() > 1;
    }
  }

  /**
   * The verdict on one strategy at one point.
   *
   * @param settings values of what varies
   */
  record Row(
      List<ReportTable.Cell> settings, String strategy, Half inherited, Half leads, Half overall) {}

  /**
   * An answer to one question.
   *
   * @param answer {@code present}, {@code absent}, {@code undecided} or {@code unknown}
   * @param shape that stands for the answer
   * @param mark the paper's; empty: there is none
   * @param marked what the mark says, for those who cannot see it
   */
  record Half(String answer, String shape, String mark, String marked, List<Evidence> evidence) {}

  /**
   * What an answer rests on.
   *
   * @param model the weak-to-strong model it is about
   * @param effect size; empty: it has none
   */
  record Evidence(
      String model, String answer, String improvement, String interval, String effect) {}

  /**
   * One subject of the report.
   *
   * @param id of the chapter within the page
   * @param lead what is shown, in words
   */
  record Chapter(String id, String title, String lead, List<Group> groups) {}

  /**
   * What belongs together.
   *
   * @param title empty: it needs none and is not folded
   * @param open whether it is shown at first
   */
  record Group(String title, boolean open, Shown shown) {}

  /** What a group shows, in this order. */
  record Shown(List<String> notes, List<Figure> figures, List<TitledTable> tables) {
    static Shown note(String note) {
      return new Shown(List.of(note), List.of(), List.of());
    }

    boolean isEmpty() {
      return notes.isEmpty() && figures.isEmpty() && tables.isEmpty();
    }
  }

  /**
   * A picture.
   *
   * @param numbers what it is drawn from
   */
  record Figure(String caption, RawString svg, ReportTable numbers) {}

  /** A table that is folded away. */
  record TitledTable(String title, ReportTable table) {
    /** The table in a list; none where it has no rows. */
    static List<TitledTable> of(String title, ReportTable table) {
      return table.isEmpty() ? List.of() : List.of(new TitledTable(title, table));
    }
  }

  /**
   * A fact about the data.
   *
   * @param links where they are published; none: it is a mere text
   */
  record Source(String label, String text, List<String> links) {}
}
