package io.heirloom.gateway.intake;

import io.heirloom.gateway.forecast.Forecast;
import io.heirloom.gateway.forecast.Forecasts;
import io.heirloom.gateway.request.InvalidRequestException;
import io.heirloom.gateway.request.StudyFile;
import io.heirloom.gateway.request.StudyRequest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
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

  private final StudyPinning pinning;
  private final Forecasts forecasts;
  private final Studies studies;

  StudyIntake(StudyPinning pinning, Forecasts forecasts, Studies studies) {
    this.pinning = pinning;
    this.forecasts = forecasts;
    this.studies = studies;
  }

  /**
   * Takes in a study file.
   *
   * @param dataFolder the mirror folder that the file's {@code data_folder} is to be, whatever it
   *     says
   * @param idempotencyKey the client's own name of the request; the same key with the same content
   *     gives the study that the first such request started
   * @return the study's id
   * @throws io.heirloom.gateway.request.UnreadableRequestException if it is not of that language
   * @throws InvalidRequestException with everything that cannot be used
   * @throws UnreachableSourceException if what it names cannot be looked at for now
   * @throws RepeatedKeyException if the key came with other content before
   */
  public Uni<StudyId> take(
      StudyFile language,
      byte[] text,
      Optional<String> dataFolder,
      Optional<String> idempotencyKey) {
    idempotencyKey.ifPresent(StudyIntake::check);
    StudyText study = StudyText.read(language, text, dataFolder);
    Submission submission = new Submission(idempotencyKey, study.digest());
    return studies
        .accepted(submission)
        .chain(
            known -> known.map(Uni.createFrom()::item).orElseGet(() -> accept(study, submission)));
  }

  /**
   * Foretells what a study will come to, and starts nothing.
   *
   * @throws InvalidRequestException as {@link #take}, and so the others
   */
  public Uni<Forecast> foretell(StudyFile language, byte[] text, Optional<String> dataFolder) {
    StudyText study = StudyText.read(language, text, dataFolder);
    return pinned(study).chain(pinned -> forecast(study, pinned));
  }

  private Uni<StudyId> accept(StudyText text, Submission submission) {
    return pinned(text)
        .chain(
            pinned ->
                forecast(text, pinned)
                    .chain(forecast -> studies.accept(pinned, forecast.first(), submission)))
        .onFailure(ConstraintViolationException.class)
        // The same request, sent twice at once, came first.
        .recoverWithUni(
            violation -> studies.accepted(submission).map(known -> known.orElseThrow()));
  }

  private Uni<PinnedStudy> pinned(StudyText text) {
    StudyRequest request = text.request();
    return Uni.createFrom()
        .item(() -> pinning.pin(request))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onFailure(UncheckedIOException.class)
        .transform(failure -> new UnreachableSourceException((UncheckedIOException) failure))
        .onFailure(InvalidRequestException.class)
        .transform(failure -> text.located((InvalidRequestException) failure));
  }

  private Uni<Forecast> forecast(StudyText text, PinnedStudy pinned) {
    return forecasts
        .of(pinned.study(), pinned.measures())
        .onFailure(InvalidRequestException.class)
        .transform(failure -> text.located((InvalidRequestException) failure));
  }

  private static void check(String idempotencyKey) {
    if (!IDEMPOTENCY_KEY.matcher(idempotencyKey).matches()) {
      throw new InvalidInputException(
          "Idempotency-Key", idempotencyKey, "1 to 200 visible ASCII characters");
    }
  }
}
