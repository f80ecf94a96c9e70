package de.hilfenetz.route;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail by the operator's server: {@code smtp://host:port}, encrypted where the server offers it, or {@code
 * smtps://host:port}, never without. A user in the address ({@code smtp://user@host}) logs in, and then never in the clear.
 */
public final class Smtp implements Alerts.Post {

    private static final String TIMEOUT = "10000";

    private final URI server;
    private final String from;
    private final @Nullable String password;

    /**
     * Sends by {@code server}.
     *
     * @param password where the address names a user
     */
    public Smtp(URI server, String from, @Nullable String password) {
        this.server = server;
        this.from = from;
        this.password = password;
    }

    @Override
    public void send(Alerts.Mail mail) throws IOException {
        var session = Session.getInstance(properties());
        try (var transport = session.getTransport(server.getScheme())) {
            var message = new MimeMessage(session);
            message.setFrom(new InternetAddress(from, true));
            for (var to : mail.to()) {
                message.addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
            }
            message.setSubject(mail.subject(), "UTF-8");
            message.setText(mail.text(), "UTF-8");
            // Automatic answers to it would help nobody (RFC 3834).
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            transport.connect(server.getHost(), server.getPort(), server.getUserInfo(), password);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException failed) {
            throw new IOException("%s: %s".formatted(server.getHost(), failed.getMessage()), failed);
        }
    }

    private Properties properties() {
        var properties = new Properties();
        var name = "mail." + server.getScheme() + ".";
        boolean login = Optional.ofNullable(server.getUserInfo()).isPresent();
        properties.setProperty(name + "auth", String.valueOf(login));
        properties.setProperty(name + "starttls.enable", "true");
        properties.setProperty(
                name + "starttls.required",
                String.valueOf(login && server.getScheme().equals("smtp")));
        properties.setProperty(name + "ssl.checkserveridentity", "true");
        for (var timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty(name + timeout, TIMEOUT);
        }
        return properties;
    }
}
