//! The public address and the mail server.

use super::Findings;
use crate::config::Config;
use gatehouse_mail::Transport;
use std::net::IpAddr;
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

fn is_loopback(origin: &str) -> bool {
    let rest = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let host = match rest.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => rest.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.ends_with(".localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_this_machine_is_loopback() {
        for origin in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080", "http://portal.localhost:1"] {
            assert!(is_loopback(origin), "{origin}");
        }
        for origin in
            ["http://0.0.0.0:8080", "http://portal.example.com", "http://[2001:db8::1]", "http://localhost.example.com"]
        {
            assert!(!is_loopback(origin), "{origin}");
        }
    }
}
