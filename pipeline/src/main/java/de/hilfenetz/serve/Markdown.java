package de.hilfenetz.serve;

import gg.jte.Content;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Texts of editors in CommonMark as parts of a page. HTML in them is shown as it was typed, never obeyed. Thread-safe. */
final class Markdown {

    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
    private static final int LOWEST = 6;

    private Markdown() {}

    /** Headings begin below the page's own; pictures become links, because nothing foreign is loaded. */
    static Content html(String text) {
        var document = PARSER.parse(text);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                heading.setLevel(Math.min(LOWEST, heading.getLevel() + 1));
                visitChildren(heading);
            }

            @Override
            public void visit(Image image) {
                replace(image);
            }
        });
        var html = RENDERER.render(document);
        return output -> output.writeContent(html);
    }

    private static void replace(Image image) {
        var link = new Link(image.getDestination(), image.getTitle());
        for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
            link.appendChild(child);
        }
        if (link.getFirstChild() == null) {
            link.appendChild(new Text(image.getDestination()));
        }
        image.insertBefore(link);
        image.unlink();
    }
}
