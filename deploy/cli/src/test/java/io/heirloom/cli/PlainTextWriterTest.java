package io.heirloom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PlainTextWriterTest {
  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(new PlainTextWriter(written));

  @Test
  void whatIsWrittenCannotDriveTheTerminal() {
    out.print("a\u001b[2Jb\u009b\u0007");
    out.print('\u001b');
    out.print(new char[] {'\u001b'});

    assertThat(written).hasToString("a?[2Jb????");
  }

  @Test
  void textPassesAsItIs() {
    out.print("0.81 ± 0.02\tΔ █\n");

    assertThat(written).hasToString("0.81 ± 0.02\tΔ █\n");
  }
}
