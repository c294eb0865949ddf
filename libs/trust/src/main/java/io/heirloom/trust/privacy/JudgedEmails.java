package io.heirloom.trust.privacy;

import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.RowLoss;
import io.heirloom.languagemodel.TokenizedTexts;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.languagemodel.gptneox.GenerationSettings;
import io.heirloom.languagemodel.gptneox.Prompt;
import io.heirloom.trust.Checkpoint;
import io.heirloom.trust.ScoredRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How a language model does on e-mails, and what it gives away of those it was trained on. */
record JudgedEmails(PrivacySettings settings, Checkpoint checkpoint) {
  /** 1 for an e-mail the model was trained on, 0 for one it has not seen. */
  static final String MEMBER = "member";

  /** Sum over the e-mail's predicted tokens, in nats. */
  static final String LOSS = "loss";

  /** How many tokens were predicted. */
  static final String TOKENS = "tokens";

  /** 1 where the e-mail was longer than what the model is judged on, else 0. */
  static final String CUT = "cut";

  /** What {@link Extraction} has of a member that is long enough; else not a number. */
  static final String POSITIONWISE = "positionwise";

  /** As {@link #POSITIONWISE}. */
  static final String LONGEST_PREFIX = "longest_prefix";

  /** As {@link #POSITIONWISE}. */
  static final String EXACT = "exact";

  /** What the model's training has spent, in every row; not a number where it was not private. */
  static final String EPSILON = "epsilon";

  private static final List<String> COLUMNS =
      List.of(MEMBER, LOSS, TOKENS, CUT, POSITIONWISE, LONGEST_PREFIX, EXACT, EPSILON);

  /**
   * What is put down of some e-mails.
   *
   * @param fromRow index of the first among those the model is judged on
   * @param members how many of them, from the first on, the model was trained on
   */
  ScoredRows table(int fromRow, List<String> texts, int members) {
    CausalLanguageModel model = checkpoint.languageModel();
    TokenizedTexts tokens = model.tokenized(texts, settings.judgedTokens());
    List<int[]> rows = tokens.rows();
    List<RowLoss> losses = model.losses(rows, checkpoint.progress());
    double[] epsilon = filled(rows.size());
    Arrays.fill(epsilon, checkpoint.privacySpent().map(PrivacySpent::epsilon).orElse(Double.NaN));
    double[][] extracted = extracted(model, rows, members);
    return new ScoredRows(
        IntStream.range(fromRow, fromRow + rows.size()).toArray(),
        COLUMNS,
        new double[][] {
          IntStream.range(0, rows.size()).mapToDouble(row -> row < members ? 1 : 0).toArray(),
          losses.stream().mapToDouble(RowLoss::sum).toArray(),
          losses.stream().mapToDouble(RowLoss::tokens).toArray(),
          IntStream.range(0, rows.size()).mapToDouble(row -> tokens.isCut(row) ? 1 : 0).toArray(),
          extracted[0],
          extracted[1],
          extracted[2],
          epsilon
        });
  }

  private double[][] extracted(CausalLanguageModel model, List<int[]> rows, int members) {
    List<Passage> passages =
        Passage.of(rows.subList(0, members), settings.prefix(), settings.suffix());
    int[][][] continuations =
        model.generate(
            Prompt.numbered(passages.stream().map(Passage::prefix).toList()),
            GenerationSettings.greedy(settings.suffix(), List.of()),
            checkpoint.progress());
    double[][] extracted = {filled(rows.size()), filled(rows.size()), filled(rows.size())};
    for (int index = 0; index < passages.size(); index++) {
      Passage passage = passages.get(index);
      Extraction extraction = Extraction.of(passage.suffix(), continuations[index][0]);
      extracted[0][passage.row()] = extraction.positionwise();
      extracted[1][passage.row()] = extraction.longestPrefix();
      extracted[2][passage.row()] = extraction.exact();
    }
    return extracted;
  }

  private static double[] filled(int size) {
    double[] cells = new double[size];
    Arrays.fill(cells, Double.NaN);
    return cells;
  }
}
