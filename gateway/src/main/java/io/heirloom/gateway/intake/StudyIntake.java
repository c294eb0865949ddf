package io.heirloom.gateway.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.gateway.request.StudyFile;
import io.heirloom.gateway.request.StudyRequest;
import io.heirloom.gateway.request.StudyRequestReader;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.json.LineageJson;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;

/** Takes in study files: reads, pins, plans, writes down. */
@Singleton
public final class StudyIntake {
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private static final ObjectMapper PLAIN = new ObjectMapper();

  private final StudyPinning pinning;
  private final Studies studies;

  StudyIntake(StudyPinning pinning, Studies studies) {
    this.pinning = pinning;
    this.studies = studies;
  }

  /**
   * Takes in a study file.
   *
   * @param idempotencyKey the client's own name of the request; the same key with the same content
   *     gives the study that the first such request started
   * @return the study's id
   * @throws io.heirloom.gateway.request.UnreadableRequestException if it is not of that language
   * @throws io.heirloom.gateway.request.InvalidRequestException with everything that cannot be used
   * @throws UnreachableSourceException if what it names cannot be looked at for now
   * @throws RepeatedKeyException if the key came with other content before
   */
  public Uni<StudyId> take(StudyFile language, byte[] text, Optional<String> idempotencyKey) {
    idempotencyKey.ifPresent(StudyIntake::check);
    ObjectNode tree = language.read(text);
    Submission submission = new Submission(idempotencyKey, digest(tree));
    return studies
        .accepted(submission)
        .chain(
            known ->
                known
                    .map(Uni.createFrom()::item)
                    .orElseGet(() -> accept(StudyRequestReader.read(tree), submission)));
  }

  /** The same whatever language, layout and order of keys the content is written in. */
  private static Digest digest(ObjectNode tree) {
    return Digest.of(LineageJson.write(PLAIN.convertValue(tree, Object.class)));
  }

  private Uni<StudyId> accept(StudyRequest request, Submission submission) {
    return Uni.createFrom()
        .item(() -> pinning.pin(request))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onFailure(UncheckedIOException.class)
        .transform(failure -> new UnreachableSourceException((UncheckedIOException) failure))
        .chain(study -> studies.accept(study, submission))
        .onFailure(ConstraintViolationException.class)
        // The same request, sent twice at once, came first.
        .recoverWithUni(
            violation -> studies.accepted(submission).map(known -> known.orElseThrow()));
  }

  private static void check(String idempotencyKey) {
    if (!IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
      throw new InvalidInputException(
          "Idempotency-Key", idempotencyKey, "1 to 200 visible ASCII characters");
    }
  }
}
