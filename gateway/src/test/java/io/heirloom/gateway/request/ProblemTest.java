package io.heirloom.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProblemTest {
  private static final ObjectMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  @Test
  void aLineIsToldWhereItIsKnown() throws Exception {
    Problem known = new Problem("seeds", "1", "a list", OptionalInt.of(7), OptionalInt.of(3));
    Problem unknown = new Problem("seeds", "1", "a list");

    assertThat(JSON.writeValueAsString(known))
        .isEqualTo(
            "{\"field\":\"seeds\",\"value\":\"1\",\"allowed\":\"a list\",\"line\":7,\"column\":3}");
    assertThat(JSON.writeValueAsString(unknown))
        .isEqualTo("{\"field\":\"seeds\",\"value\":\"1\",\"allowed\":\"a list\"}");
  }
}
