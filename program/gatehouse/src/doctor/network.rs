//! The public address, the mail server, and who else is spoken to.

use super::Findings;
use crate::config::{Config, is_loopback};
use gatehouse_core::Secret;
use gatehouse_mail::{Sender, Transport};
use std::time::Duration;

/// The mail server must answer within this.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) async fn examine(config: &Config, findings: &mut Findings) {
    let origin = config.origin();
    let come = match config.staff_origin() {
        Some(staff) => format!("people come to {origin} and staff to {staff}"),
        None => format!("people come to {origin}"),
    };
    if origin.starts_with("https://") {
        findings.ok("origin.plain", come);
    } else if is_loopback(&origin) {
        findings.warning("origin.plain", format!("{come}: this machine only; set origin to a public https address"));
    } else {
        findings.error("origin.plain", format!("{come} without TLS; put a proxy with TLS before it and set origin"));
    }
    mail(config, findings).await;
    passwords(config, findings).await;
    texts(config, findings);
}

/// Text messages: nothing is sent to look at a provider, because each costs.
fn texts(config: &Config, findings: &mut Findings) {
    let messages = match config.messages() {
        Ok(messages) if messages.is_on() => messages,
        Ok(_) => return findings.ok("text_messages.providers", "no codes are sent by text message"),
        Err(fault) => return findings.error("text_messages.providers", fault.to_string()),
    };
    let places: Vec<String> =
        messages.providers().iter().map(|one| format!("{} ({})", one.name, one.place())).collect();
    let (places, countries) = (places.join(", "), messages.countries().join(", "));
    if messages.is_development() {
        let text = format!("text messages are written to a file, not sent: {places}; add a provider that sends");
        return findings.warning("text_messages.providers", text);
    }
    let text = format!("codes go by text message to {countries}, by {places}; gatehouse text test NUMBER sends one");
    findings.ok("text_messages.providers", text);
}

/// The service for leaked passwords: whether it is asked, and whether it knows a password that everybody knows.
async fn passwords(config: &Config, findings: &mut Findings) {
    let service = match config.leak_service() {
        Ok(Some(service)) => service,
        Ok(None) => {
            return findings
                .ok("passwords.service", "new passwords are compared with the shipped lists; no service is asked");
        }
        Err(fault) => return findings.error("passwords.service", fault.to_string()),
    };
    let place = &config.passwords.service;
    match service.knows(&Secret::new("password".to_owned())).await {
        Some(true) => findings.ok("passwords.service", format!("{place} is asked about new passwords, and answers")),
        Some(false) => findings.warning(
            "passwords.service",
            format!("{place} answers, but does not know the commonest password: is it a service for leaked passwords?"),
        ),
        None => findings.warning(
            "passwords.service",
            format!("{place} does not answer; until it does, new passwords are compared with the shipped lists alone"),
        ),
    }
}

async fn mail(config: &Config, findings: &mut Findings) {
    match Sender::parse(&config.mail_from) {
        Ok(sender) => findings.ok("mail.from", format!("mails come from {}", sender.address())),
        Err(fault) => findings.error("mail.from", fault.to_string()),
    }
    let transport = match config.transport() {
        Ok(transport) => transport,
        Err(fault) => return findings.error("mail.setting", fault.to_string()),
    };
    let Transport::Smtp(server) = &transport else {
        let text = "mails are kept and shown at /_dev/mail, not sent; set mail to a server";
        return findings.warning("mail.development", text);
    };
    if server.is_in_the_clear() {
        findings.error(
            "mail.clear",
            format!(
                "mails go to {} in the clear, links that set passwords among them; leave ?tls=none out of mail",
                server.place()
            ),
        );
    }
    match transport.test(PATIENCE).await {
        Ok(()) => findings.ok("mail.reach", "the mail server answers"),
        Err(trouble) => findings.error("mail.reach", format!("{trouble}; mails wait until it does its part")),
    }
}
