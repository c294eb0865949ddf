package io.heirloom.languagemodel.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.heirloom.languagemodel.djl.NativeLibraries;
import io.heirloom.lineage.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Cuts texts into tokens as a tokenizer.json says. Native memory: close it. */
public final class TextTokenizer implements AutoCloseable {
  /** The file's name in a model's folder. */
  public static final String FILE = "tokenizer.json";

  private static final int LARGEST_FILE = 64 << 20;
  private static final int TEXTS_AT_ONCE = 1024;

  private final byte[] file;
  private final HuggingFaceTokenizer tokenizer;

  private TextTokenizer(byte[] file, HuggingFaceTokenizer tokenizer) {
    this.file = file;
    this.tokenizer = tokenizer;
  }

  /**
   * Reads the file in a model's folder.
   *
   * @throws InvalidInputException if it is missing or no tokenizer
   */
  public static TextTokenizer read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
        throw new InvalidInputException(
            "model", folder.toString(), "a folder with a " + FILE + " of at most 64 MiB");
      }
      return of(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Reads the content of such a file.
   *
   * @param shownAs where it came from, for messages
   */
  public static TextTokenizer of(String shownAs, byte[] file) {
    NativeLibraries.downloadNone();
    // Truncation is ours: the library's would silently stop at 512 tokens.
    Map<String, String> options = Map.of("truncation", "false", "padding", "false");
    try {
      return new TextTokenizer(
          file, HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(file), options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          shownAs, e.getMessage(), "a tokenizer.json of the library tokenizers", e);
    }
  }

  /** The tokens of each text, however many there are; none for the empty text. */
  public List<int[]> tokenize(List<String> texts) {
    List<int[]> rows = new ArrayList<>(texts.size());
    for (int from = 0; from < texts.size(); from += TEXTS_AT_ONCE) {
      List<String> some = texts.subList(from, Math.min(from + TEXTS_AT_ONCE, texts.size()));
      for (Encoding encoding : tokenizer.batchEncode(some)) {
        rows.add(Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray());
      }
    }
    return rows;
  }

  /** The texts that rows of tokens stand for, special tokens left out. */
  public List<String> detokenize(List<int[]> rows) {
    return rows.stream()
        .map(row -> tokenizer.decode(Arrays.stream(row).asLongStream().toArray(), true))
        .toList();
  }

  /** Writes the file into a model's folder, byte by byte as it was read. */
  public void save(Path folder) {
    try {
      Files.write(folder.resolve(FILE), file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(FILE), e);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
