package io.heirloom.trust.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.GzipFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailReaderTest {
  private static final String FIRST = "{\"id\": \"a\", \"body\": \"Hello\"}\n";

  @Test
  void readsLinesInTheirOrderAndPassesOverOtherFields() {
    assertThat(
            read(
                FIRST
                    + "{\"to\": [{\"body\": 1}], \"body\": \" two\\nlines \", \"cc\": null,"
                    + " \"id\": \"b\"}\r\n"))
        .containsExactly(new Email("a", "Hello"), new Email("b", " two\nlines "));
  }

  @Test
  void theLastLineMayEndWithTheFileAndEmptyLinesCountForNothing() {
    assertThat(read("\uFEFF\n" + FIRST + "\n \n{\"body\": \"x\"}"))
        .containsExactly(new Email("a", "Hello"), new Email("#2", "x"));
  }

  @Test
  void readsWhatIsNotAscii() {
    assertThat(read("{\"body\": \"Grüße, \uD83D\uDE00\\ud83d\\ude00 日本\"}"))
        .containsExactly(new Email("#1", "Grüße, \uD83D\uDE00\uD83D\uDE00 日本"));
  }

  @Test
  void compressedFilesAreReadAsPlainOnes() throws IOException {
    assertThat(read(gzip(FIRST.getBytes(StandardCharsets.UTF_8)))).isEqualTo(read(FIRST));
    assertThat(read(gzip("id,text\na,Hello\n".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(read(FIRST));
  }

  @Test
  void tablesAreRead() {
    assertThat(read("Subject,Text\nx,\"Hello,\nyou\"\ny, Bye \n"))
        .containsExactly(new Email("#1", "Hello,\nyou"), new Email("#2", "Bye"));
    assertThat(read("body,id\nHello,a\n")).isEqualTo(read(FIRST));
    DataFile headless =
        new DataFile(
            "mail.csv", "Hello,a\n".getBytes(StandardCharsets.UTF_8), List.of("text", "id"));
    assertThat(EmailReader.read(headless)).isEqualTo(read(FIRST));
  }

  @Test
  void tablesWithoutTextOrWithAnIdTwiceAreRefused() {
    assertRefused("id,subject\n1,x\n").hasMessageContaining("'text'");
    assertRefused("id,text\n1,x\n2,\n").hasMessageContaining("row 3, body");
    assertRefused("id,text\n1,x\n1,y\n").hasMessageContaining("row 3, id");
    assertRefused("id,text\n,x\n").hasMessageContaining("row 2, id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"a\", \"body\": \"the same id\"}",
        "{\"id\": \"b\"}",
        "{\"id\": \"b\", \"body\": \"\"}",
        "{\"id\": \"b\", \"body\": \" \\n\\t \"}",
        "{\"id\": \"b\", \"body\": null}",
        "{\"id\": \"b\", \"body\": 7}",
        "{\"id\": \"b\", \"body\": [\"x\"]}",
        "{\"id\": \"b\", \"body\": {\"body\": \"x\"}}",
        "{\"id\": 7, \"body\": \"x\"}",
        "{\"id\": \" \", \"body\": \"x\"}",
        "{\"id\": null, \"body\": \"x\"}",
        "{\"id\": \"b\", \"body\": \"x\", \"body\": \"y\"}",
        "{\"id\": \"b\", \"body\": \"\\ud83d alone\"}",
        "{\"id\": \"b\", \"body\": \"a tab\tin it\"}",
        "{\"id\": \"b\", \"body\": \"x\"",
        "{\"id\": \"b\", \"body\": \"x",
        "{\"id\": \"b\", \"body\": \"x\"} {}",
        "{\"id\": \"b\", \"body\": \"x\"},",
        "{'id': 'b', 'body': 'x'}",
        "{\"id\": \"b\", \"body\": NaN}",
        "[\"body\"]",
        "\"body\"",
        "null",
        "body"
      })
  void aBrokenLineIsNamed(String line) {
    assertRefused(FIRST + line + "\n").hasMessageContaining("mail line 2");
  }

  @Test
  void messagesDoNotQuoteWhatCannotBeRead() {
    assertRefused(FIRST + "{\"body\": secret}")
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("secret");
  }

  @Test
  void filesWithoutMailAreRefused() {
    assertRefused("");
    assertRefused("\n\n");
    assertRefused("\uFEFF");
    assertRefused("[{\"body\": \"x\"}]").hasMessageContaining("line 1");
    assertRefused("text\n");
  }

  @Test
  void otherBytesThanUtf8AreRefused() {
    byte[] latin = "{\"body\": \"Grüße\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(latin).hasMessageContaining("mail line 1").hasMessageContaining("UTF-8");
    byte[] overlong = "{\"body\": \"??\"}".getBytes(StandardCharsets.US_ASCII);
    overlong[10] = (byte) 0xc1;
    overlong[11] = (byte) 0x81;
    assertRefused(overlong).hasMessageContaining("UTF-8");
    assertRefused("{\"body\": \"x\"}".getBytes(StandardCharsets.UTF_16LE));
  }

  @Test
  void textsAreBounded() {
    String longest = "x".repeat(EmailReader.LONGEST_BODY);
    assertThat(read("{\"body\": \"" + longest + "\"}")).hasSize(1);
    assertRefused(FIRST + "{\"body\": \"x" + longest + "\"}").hasMessageContaining("line 2, body");
    assertRefused("text\nx" + longest + "\n").hasMessageContaining("row 2, body");
  }

  @Test
  void linesAreBounded() {
    assertRefused("{\"body\": \"x\"" + " ".repeat(EmailReader.LONGEST_LINE) + "}")
        .hasMessageContaining("line 1");
    assertRefused("{\"x\": " + "[".repeat(100_000)).hasMessageContaining("line 1");
    assertRefused("{\"" + "x".repeat(100_000) + "\": 1, \"body\": \"x\"}")
        .hasMessageContaining("line 1");
  }

  @Test
  void theNumberOfMailsIsBounded() {
    String oneTooMany = "{\"body\":\"x\"}\n".repeat(EmailReader.MOST_EMAILS + 1);
    assertRefused(oneTooMany).hasMessageContaining("line 1000001");
  }

  @Test
  void whatInflatesWithoutEndIsRefused() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (OutputStream deflating = new GZIPOutputStream(bomb)) {
      for (long written = 0; written <= EmailReader.LARGEST_BYTES; written += zeros.length) {
        deflating.write(zeros);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 20);
    assertRefused(bomb.toByteArray()).hasMessageContaining("inflated");
  }

  @Test
  void whatInflatesToJustWhatIsAllowedIsTaken() throws IOException {
    byte[] content = {1, 2, 3, 4};
    DataFile file = new DataFile("mail", gzip(content), List.of("text"));
    DataFile inflated = GzipFile.inflated(file, 4);
    assertThat(inflated.content()).isEqualTo(content);
    assertThat(inflated.columns()).containsExactly("text");
    assertThatThrownBy(() -> GzipFile.inflated(file, 3)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void brokenGzipIsRefused() throws IOException {
    byte[] whole = gzip(FIRST.repeat(20).getBytes(StandardCharsets.UTF_8));
    for (int length = 2; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length));
    }
    byte[] otherChecksum = whole.clone();
    otherChecksum[whole.length - 8] ^= 1;
    assertRefused(otherChecksum).hasMessageContaining("gzip");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String content) {
    return assertRefused(content.getBytes(StandardCharsets.UTF_8));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] content) {
    return assertThatThrownBy(() -> read(content))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("mail");
  }

  private static List<Email> read(String content) {
    return read(content.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Email> read(byte[] content) {
    return EmailReader.read(new DataFile("mail", content, List.of()));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream deflating = new GZIPOutputStream(bytes)) {
      deflating.write(content);
    }
    return bytes.toByteArray();
  }
}
