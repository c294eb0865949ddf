package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An object.
 *
 * @param shape makes an empty shape, which its fields fill
 * @param reading reads all its fields
 */
record ObjectOf<T>(Supplier<Shape> shape, Function<Fields, T> reading) implements Kind<T> {
  @Override
  public Optional<T> read(Found found) {
    return check(found).map(object -> Fields.readAll(found, shape.get(), reading));
  }

  @Override
  public String allowed() {
    return "an object";
  }

  /** Of what is asked for where nothing is given. */
  @Override
  public ObjectNode schema() {
    Shape filled = shape.get();
    Fields.readAll(
        JsonNodeFactory.instance.objectNode(), filled, new Findings(Lines.none()), reading);
    return filled.schema();
  }

  /** What was found, if it is an object. */
  static Optional<ObjectNode> check(Found found) {
    return found.node() instanceof ObjectNode object
        ? Optional.of(object)
        : found.refuse("an object");
  }
}
