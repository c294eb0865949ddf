package io.heirloom.trust.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heirloom.trust.data.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real mail of Enron, where a mirror has it ({@code -Dheirloom.data=DIR} or HEIRLOOM_DATA). */
class EnronTest {
  private List<Email> emails;

  @BeforeEach
  void findMirror() throws IOException {
    String named = System.getenv().getOrDefault("HEIRLOOM_DATA", "");
    Path file =
        Path.of(System.getProperty("heirloom.data", named)).resolve("privacy/enron-raw.jsonl.gz");
    assumeTrue(
        Files.exists(file), "no mirror with Enron's mail (-Dheirloom.data=DIR or HEIRLOOM_DATA)");
    emails = EmailReader.read(new DataFile(file.toString(), Files.readAllBytes(file), List.of()));
  }

  @Test
  void hasTheMailItIsKnownFor() {
    assertThat(emails).hasSize(14_255);
    assertThat(of("kaminski-v/")).isEqualTo(4_148);
    assertThat(of("farmer-d/")).isEqualTo(3_393);
    assertThat(of("williams-w3/")).isEqualTo(2_695);
    assertThat(of("lokay-m/")).isEqualTo(2_220);
    assertThat(of("beck-s/")).isEqualTo(1_799);
    assertThat(emails.stream().mapToLong(email -> email.body().length()).sum())
        .isEqualTo(18_028_027);
  }

  private long of(String mailbox) {
    return emails.stream().filter(email -> email.id().startsWith(mailbox)).count();
  }

  @Test
  void theAutomaticMailIsLeftOutAndTenThousandRemain() {
    int[] kept = NearDuplicates.kept(emails.stream().map(Email::body).toList());
    // Just as many as remain when all pairs are compared.
    assertThat(kept).hasSize(10_156);
    assertThat(IntStream.range(0, emails.size()).filter(this::isAutomatic)).hasSize(1_398);
    assertThat(Arrays.stream(kept).filter(this::isAutomatic)).hasSize(10);
  }

  private boolean isAutomatic(int email) {
    return emails.get(email).id().startsWith("williams-w3/schedule_crawler/");
  }
}
