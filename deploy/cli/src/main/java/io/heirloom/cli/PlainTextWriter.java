package io.heirloom.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes text and nothing but text: control characters, which could drive the terminal, become
 * {@code ?}. Names and reasons that are shown were written by others.
 */
public final class PlainTextWriter extends FilterWriter {
  public PlainTextWriter(Writer out) {
    super(out);
  }

  /** The text without control characters other than tab, line feed and carriage return. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.chars().forEach(character -> plain.append((char) plain(character)));
    return plain.toString();
  }

  private static int plain(int character) {
    boolean layout = character == '\n' || character == '\t' || character == '\r';
    return Character.isISOControl(character) && !layout ? '?' : character;
  }

  @Override
  public void write(int character) throws IOException {
    out.write(plain(character));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    out.write(plain(new String(text, offset, length)));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(plain(text.substring(offset, offset + length)));
  }
}
