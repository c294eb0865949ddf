package io.heirloom.gateway.picture;

import io.heirloom.gateway.table.Printable;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Makes of the library's SVG one that may stand in a page beside others. The library styles by a
 * {@code style} element, which would reach over the whole page, and draws its ids by lot.
 */
final class StandaloneSvg {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String STRIP = "facet-strip-text-";
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern RULE = Pattern.compile("#\\w+ \\.([\\w-]+) \\{([^}]*)\\}");
  private static final Pattern DECLARATION =
      Pattern.compile("(fill|font-size|font-weight|font-style): ?([^;]+);");
  private static final String OPAQUE = "1.0";
  private static final Pattern LONG_FRACTION = Pattern.compile("\\d+\\.\\d{3,}|\\d+\\.0(?!\\d)");
  private static final Pattern USED_ID = Pattern.compile("url\\(#(\\w+)\\)");

  private final Document document;
  private final Element root;
  private final String id;
  private final List<Element> elements = new ArrayList<>();

  private StandaloneSvg(Document document, String id) {
    this.document = document;
    this.root = document.getDocumentElement();
    this.id = id;
    tidy(root);
  }

  /**
   * What stands over panels and beside them.
   *
   * @param columns over each panel, or over each column of a grid
   * @param rows beside each row of a grid
   */
  record Strips(List<String> columns, List<String> rows) {
    private String at(String styleClass, String index) {
      List<String> titles = styleClass.equals(STRIP + "x") ? columns : rows;
      return titles.get((int) Double.parseDouble(index));
    }
  }

  /**
   * The same drawing without style sheet, classes and names that change.
   *
   * @param drawn by the library, with indices in the strips
   * @param title what is read aloud in its place
   * @param id what its own ids begin with
   */
  static String of(String drawn, Strips strips, String title, String id) {
    if (!ID.matcher(id).matches()) {
      throw new InvalidInputException("id", id, "a letter, then letters, digits and hyphens");
    }
    StandaloneSvg svg = new StandaloneSvg(parsed(drawn), id);
    svg.nameStrips(strips);
    svg.inlineStyles();
    svg.renameIds();
    svg.shorten();
    svg.describe(Printable.line(title));
    return svg.text();
  }

  private static Document parsed(String drawn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(drawn)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("the library drew no XML", e);
    }
  }

  /** Takes the blanks away that the library sets around elements and texts, and lists elements. */
  private void tidy(Element element) {
    elements.add(element);
    Node child = element.getFirstChild();
    while (child != null) {
      Node next = child.getNextSibling();
      if (child instanceof Element inner) {
        tidy(inner);
      } else if (child.getNodeValue().isBlank()) {
        element.removeChild(child);
      } else {
        child.setNodeValue(child.getNodeValue().strip());
      }
      child = next;
    }
  }

  private void nameStrips(Strips strips) {
    for (Element element : elements) {
      String styleClass = element.getAttribute("class");
      if (styleClass.startsWith(STRIP)) {
        element.setTextContent(Labels.label(strips.at(styleClass, element.getTextContent())));
      }
    }
  }

  private void inlineStyles() {
    Element sheet = (Element) root.getElementsByTagNameNS(SVG, "style").item(0);
    Map<String, Map<String, String>> rules = rules(sheet.getTextContent());
    root.removeChild(sheet);
    elements.remove(sheet);
    for (Element element : elements) {
      rules.getOrDefault(element.getAttribute("class"), Map.of()).forEach(element::setAttribute);
      element.removeAttribute("class");
      declarations(element.getAttribute("style")).forEach(element::setAttribute);
      element.removeAttribute("style");
    }
  }

  private static Map<String, Map<String, String>> rules(String sheet) {
    Map<String, Map<String, String>> rules = new HashMap<>();
    for (Matcher rule = RULE.matcher(sheet); rule.find(); ) {
      rules.put(rule.group(1), declarations(rule.group(2)));
    }
    return rules;
  }

  /** Those that have an attribute's form too and leave the page its font. */
  private static Map<String, String> declarations(String style) {
    Map<String, String> declarations = new LinkedHashMap<>();
    for (Matcher one = DECLARATION.matcher(style); one.find(); ) {
      declarations.put(one.group(1), one.group(2));
    }
    return declarations;
  }

  private void renameIds() {
    Map<String, String> names = new HashMap<>();
    for (Element element : elements) {
      if (element.hasAttribute("id")) {
        names.put(element.getAttribute("id"), id + "-" + (names.size() + 1));
      }
    }
    for (Attr attribute : attributes()) {
      if (attribute.getName().equals("id")) {
        attribute.setValue(names.get(attribute.getValue()));
      } else {
        attribute.setValue(
            USED_ID
                .matcher(attribute.getValue())
                .replaceAll(used -> "url(#" + names.get(used.group(1)) + ")"));
      }
    }
  }

  private void shorten() {
    for (Attr attribute : attributes()) {
      if (attribute.getName().endsWith("-opacity") && attribute.getValue().equals(OPAQUE)) {
        attribute.getOwnerElement().removeAttributeNode(attribute);
      }
      attribute.setValue(
          LONG_FRACTION
              .matcher(attribute.getValue())
              .replaceAll(number -> hundredths(number.group())));
    }
  }

  private static String hundredths(String number) {
    BigDecimal rounded = new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private List<Attr> attributes() {
    List<Attr> attributes = new ArrayList<>();
    for (Element element : elements) {
      for (int index = 0; index < element.getAttributes().getLength(); index++) {
        attributes.add((Attr) element.getAttributes().item(index));
      }
    }
    return attributes;
  }

  private void describe(String title) {
    root.removeAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xlink");
    root.setAttribute(
        "viewBox", "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
    root.setAttribute("id", id);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", title);
    Element described = document.createElementNS(SVG, "title");
    described.setTextContent(title);
    root.insertBefore(described, root.getFirstChild());
  }

  private String text() {
    try {
      Transformer writer = TransformerFactory.newInstance().newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      writer.transform(new DOMSource(document), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }
}
