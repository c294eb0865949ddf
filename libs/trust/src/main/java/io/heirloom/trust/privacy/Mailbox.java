package io.heirloom.trust.privacy;

import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * E-mails of which none is a near-duplicate of another.
 *
 * @param texts in the order of the files
 * @param trainingTexts how many of them, from the first on, are a training part; all where there is
 *     no test part of its own
 */
record Mailbox(List<String> texts, int trainingTexts) {
  /** Of one file. */
  static Mailbox read(DataFile file) {
    List<String> texts = bodies(file);
    List<String> kept = at(NearDuplicates.kept(texts), texts);
    return new Mailbox(kept, kept.size());
  }

  /** Of two files; of near-duplicates in both, that of the training part is kept. */
  static Mailbox read(DataFile training, DataFile test) {
    List<String> first = bodies(training);
    List<String> texts = Stream.concat(first.stream(), bodies(test).stream()).toList();
    int[] kept = NearDuplicates.kept(texts);
    int ofTraining = (int) Arrays.stream(kept).filter(text -> text < first.size()).count();
    return new Mailbox(at(kept, texts), ofTraining);
  }

  /** The rows to train on and those to test with. */
  Split.Parts parts(long splitSeed) {
    return trainingTexts == texts.size()
        ? Split.parts(texts.size(), splitSeed)
        : new Split.Parts(
            IntStream.range(0, trainingTexts).toArray(),
            IntStream.range(trainingTexts, texts.size()).toArray());
  }

  /** Some of the texts. */
  List<String> texts(int[] rows) {
    return at(rows, texts);
  }

  private static List<String> bodies(DataFile file) {
    return EmailReader.read(file).stream().map(Email::body).toList();
  }

  private static List<String> at(int[] rows, List<String> texts) {
    return Arrays.stream(rows).mapToObj(texts::get).toList();
  }
}
