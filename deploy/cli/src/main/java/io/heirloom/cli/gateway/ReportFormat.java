package io.heirloom.cli.gateway;

/** In which form a report is asked for. */
public enum ReportFormat {
  /** A table and one verdict a strategy, for people. */
  TABLE("text", "txt"),
  JSON("json", "json"),
  CSV("csv", "csv"),
  /** A page with pictures, complete in itself. */
  HTML("html", "html"),
  MARKDOWN("markdown", "md");

  private final String parameter;
  private final String extension;

  ReportFormat(String parameter, String extension) {
    this.parameter = parameter;
    this.extension = extension;
  }

  /** What the gateway calls it. */
  String parameter() {
    return parameter;
  }

  /** Of a file that holds it, without the dot. */
  public String extension() {
    return extension;
  }
}
