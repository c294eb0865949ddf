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
         "errors": [{"field": "lambda.weak", "value": "-1", "allowed": "0 or more",
                     "line": 7, "column": 3},
                    {"field": "property", "value": "'fun'", "allowed": "fairness"}]}
        """;

    assertThat(ProblemDetails.read(json).text("my.yaml").lines())
        .containsExactly(
            "2 fields of the request cannot be used.",
            "  my.yaml line 7: lambda.weak: -1; allowed: 0 or more",
            "  property: 'fun'; allowed: fairness");
  }

  @Test
  void aProblemWithoutDetailIsCalledByItsTitle() {
    assertThat(ProblemDetails.read("{\"title\": \"Not Found\"}").text("my.yaml"))
        .isEqualTo("Not Found");
  }
}
