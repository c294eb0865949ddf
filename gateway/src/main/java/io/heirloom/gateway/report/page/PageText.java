package io.heirloom.gateway.report.page;

import io.heirloom.gateway.table.Printable;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;
import java.util.List;

/**
 * Makes text of whatever origin harmless within markup; only a {@link RawString} goes unchanged.
 */
final class PageText implements ResultMapper {
  private final ResultMapper escaper = new HtmlEscaper(List.of());

  @Override
  public boolean appliesTo(Origin origin, Object result) {
    return !(result instanceof RawString);
  }

  @Override
  public String map(Object result, Expression expression) {
    return escaper.map(Printable.lines(result.toString()), expression);
  }
}
