package io.heirloom.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemDetailsTest {
  @Test
  void everyWrongFieldHasALineOfItsOwn() {
    String json =
        """
        {"type": "about:blank", "title": "Bad Request", "status": 400,
         "detail": "2 fields of the request cannot be used.",
         "errors": [{"field": "lambda.weak", "value": "-1", "allowed": "0 or more"},
                    {"field": "property", "value": "'fun'", "allowed": "fairness"}]}
        """;

    assertThat(ProblemDetails.read(json).text().lines())
        .containsExactly(
            "2 fields of the request cannot be used.",
            "  lambda.weak: -1; allowed: 0 or more",
            "  property: 'fun'; allowed: fairness");
  }

  @Test
  void aProblemWithoutDetailIsCalledByItsTitle() {
    assertThat(ProblemDetails.read("{\"title\": \"Not Found\"}").text()).isEqualTo("Not Found");
  }
}
