package io.heirloom.gateway.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.gateway.request.InvalidRequestException;
import io.heirloom.gateway.request.Lines;
import io.heirloom.gateway.request.StudyFile;
import io.heirloom.gateway.request.StudyRequest;
import io.heirloom.gateway.request.StudyRequestReader;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.json.LineageJson;
import java.util.List;
import java.util.Optional;

/**
 * A study file as it came.
 *
 * @param tree what it says
 * @param lines where it says what
 * @param dataFolder the mirror folder that its {@code data_folder} is to be, whatever it says
 */
record StudyText(ObjectNode tree, Lines lines, Optional<String> dataFolder) {
  private static final ObjectMapper PLAIN = new ObjectMapper();

  /**
   * Reads the form of a study file, not what it says.
   *
   * @throws io.heirloom.gateway.request.UnreadableRequestException if it is not of that language
   */
  static StudyText read(StudyFile language, byte[] text, Optional<String> dataFolder) {
    return new StudyText(language.read(text), language.lines(text), dataFolder);
  }

  /** The same whatever language, layout and order of keys the content is written in. */
  Digest digest() {
    Object content = PLAIN.convertValue(tree, Object.class);
    return Digest.of(
        LineageJson.write(dataFolder.isPresent() ? List.of(content, dataFolder.get()) : content));
  }

  /**
   * What is asked for.
   *
   * @throws InvalidRequestException with everything that cannot be used, and where it stands
   */
  StudyRequest request() {
    return StudyRequestReader.read(tree, lines, dataFolder);
  }

  /** What was found wrong later, with where it stands. */
  InvalidRequestException located(InvalidRequestException failure) {
    return failure.at(lines);
  }
}
