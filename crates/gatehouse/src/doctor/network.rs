//! The public address and the mail server.

use super::Findings;
use crate::config::{Config, is_loopback};
use gatehouse_mail::Transport;
use std::time::Duration;

/// The mail server must answer within this.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) async fn examine(config: &Config, findings: &mut Findings) {
    let origin = config.origin();
    if origin.starts_with("https://") {
        findings.ok("origin.plain", format!("people come to {origin}"));
    } else if is_loopback(&origin) {
        findings.warning(
            "origin.plain",
            format!("people come to {origin}: this machine only; set origin to a public https address"),
        );
    } else {
        findings.error(
            "origin.plain",
            format!("people come to {origin} without TLS; put a proxy with TLS before it and set origin"),
        );
    }
    match Transport::from_setting(&config.mail) {
        Ok(Transport::Development) => {
            findings
                .warning("mail.development", "mails are kept and shown at /_dev/mail, not sent; set mail to a server");
        }
        Ok(Transport::Smtp(smtp)) => match tokio::time::timeout(PATIENCE, smtp.test_connection()).await {
            Ok(Ok(true)) => findings.ok("mail.reach", "the mail server answers"),
            // The error's own text can quote the address with its password.
            Ok(_) => findings
                .error("mail.reach", "the mail server cannot be reached, or refuses us; mails wait until it answers"),
            Err(_) => findings
                .error("mail.reach", "the mail server does not answer within 10 seconds; mails wait until it does"),
        },
        Err(fault) => findings.error("mail.setting", fault.to_string()),
    }
}
