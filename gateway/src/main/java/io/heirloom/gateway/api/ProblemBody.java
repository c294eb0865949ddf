package io.heirloom.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.heirloom.gateway.request.Problem;
import java.util.List;

/**
 * An error as RFC 9457 has it.
 *
 * @param type {@code about:blank}: the status says which kind of problem it is
 * @param title of the status
 * @param detail for a person
 * @param errors what is wrong with the request, field by field, with line and column where they are
 *     known; none where it is not about fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
    String type, String title, int status, String detail, List<Problem> errors) {}
